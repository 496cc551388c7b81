"""What merchants say about the order of the gifts: rules and synonyms, at work without a restart."""
