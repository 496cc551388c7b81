"""What `giftfinder up` and `giftfinder train` say on the console."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import typer

from bot.dialogue.process import Program
from bot.dialogue.supervisor import Happening

_COLOURS = {Happening.READY: "green", Happening.BACK: "green", Happening.RESTARTING: "yellow"}


def say(text: str, *, colour: str | None = None) -> None:
    """Write a line, with the time of day."""
    typer.echo(f"{datetime.now().astimezone():%H:%M:%S}  {typer.style(text, fg=colour)}")


def tell(program: Program, happening: Happening, details: str) -> None:
    """Write what happened to a program."""
    text = f"{program.name} is back, {details}" if happening is Happening.BACK else f"{program.name} {details}"
    say(text, colour=_COLOURS.get(happening))


def complain(text: str, lines: Iterable[str] = (), more: str = "") -> None:
    """Write an error, the end of the log that explains it, and where there is more."""
    typer.secho(f"Error: {text}", err=True, fg="red")
    for line in lines:
        typer.echo(f"    {line}", err=True)
    if more:
        typer.echo(more, err=True)
