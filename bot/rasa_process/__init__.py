"""What runs in Rasa's own process beside the NLU; with `bot.nlu` all that Rasa's environment imports."""
