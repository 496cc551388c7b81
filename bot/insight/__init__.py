"""What shoppers want and what becomes of it, for the merchant."""
