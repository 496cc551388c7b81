"""Understanding of what shoppers write. Imported by Rasa's environment, so it uses nothing of the app's."""
