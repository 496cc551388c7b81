"""The search's encoder, tuned to a shop: its catalog's own text and what its shoppers took."""
