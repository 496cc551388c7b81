"""Occasions that gifts are given on: when they are, what they are called, what is near."""
