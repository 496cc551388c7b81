"""The gate: what a release answers, held against the one that serves."""
