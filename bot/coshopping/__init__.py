"""An agent shops with the shopper: looks in the catalog with their brief, edits it, pins and vetoes gifts."""
