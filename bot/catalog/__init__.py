"""The catalog as the program uses it: commands and the service around the index."""
