"""The demo store: a shop for the demo catalog, so that every purchase link leads somewhere real."""
