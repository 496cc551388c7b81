"""What shoppers did with the gifts they were shown: receipts, impressions, wishes, purchases, and a prior from them."""
