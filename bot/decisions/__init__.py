"""What agents grant (refunds, exchanges, vouchers), and how the shop's own system is told to carry it out."""
