"""Rasa components; imported only by Rasa's own environment."""
