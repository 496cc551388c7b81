"""Sets the checkout up, builds its parts and runs its checks. Needs nothing but Python 3.11's own library."""
