"""Measures the running bot against judged data."""
