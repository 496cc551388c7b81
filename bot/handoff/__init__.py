"""What happens when a shopper wants to talk to a person."""
