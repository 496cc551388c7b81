"""Conversations: the message log, turns, events; what must not be lost or forged."""
