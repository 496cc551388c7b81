"""Measures full turns of the running stack beside the plain replies of a stock Rasa bot, in the same run."""
