"""Releases: a catalog version and a dialogue model that serve together, checked before they do."""
