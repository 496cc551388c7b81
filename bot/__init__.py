"""The assistant as shoppers, agents and merchants meet it."""
