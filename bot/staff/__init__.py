"""The people behind the shop: accounts, signing in, roles, and the log of what they did."""
