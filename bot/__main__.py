"""`python -m bot` is the `giftfinder` command."""

from bot.cli import app

app()
