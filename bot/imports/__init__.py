"""Imports through the merchants' page: a feed is brought, looked at, read in, and its report kept."""
