"""Wishlists and their public share links."""
