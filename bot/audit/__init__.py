"""What the staff did, for merchants to read."""
