"""`giftfinder bench scale`: many open conversations, bursts on one, a very long one."""
