"""The bench's figures as pictures: bars with their peers, for the docs."""
