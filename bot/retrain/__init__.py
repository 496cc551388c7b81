"""The dialogue model trained anew on what the catalog sells."""
