"""What became of the shoppers who came to a person: how long it took, how it ended, what they say of it."""
