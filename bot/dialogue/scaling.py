"""`giftfinder scale`."""

from __future__ import annotations

import time
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from bot.dialogue.console import complain, say
from bot.releases.running import read_running, want_processes
from bot.releases.store import ReleaseStore
from bot.settings import Settings, SettingsError, load_settings

scale_app = typer.Typer(pretty_exceptions_enable=False)
_LOOK = 0.2


@scale_app.command()
def scale(
    rasa: Annotated[int, typer.Option(min=1, max=64, help="Rasa processes for the model that serves.")],
) -> None:
    """Change how many Rasa processes the running stack has; waits until it is so. Nothing is interrupted.

    It holds until the stack is stopped; GIFTFINDER_RASA_PROCESSES says how many it starts with.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    if not _is_up(settings):
        complain(
            f"no `giftfinder up` runs with {settings.var_dir}; GIFTFINDER_RASA_PROCESSES says how many Rasa processes "
            "it starts with"
        )
        raise typer.Exit(2)
    want_processes(settings.releases_dir, rasa)
    # As long as starting them may take, one after the other at worst.
    deadline = time.monotonic() + settings.rasa_start + settings.release_poll
    while (there := _there(settings)) != rasa:
        if time.monotonic() > deadline:
            complain(
                f"{there} Rasa process(es) after {settings.rasa_start:g} s, {rasa} wanted; the stack's output says why"
            )
            raise typer.Exit(1)
        time.sleep(_LOOK)
    say(f"{there} Rasa process{'es' if there > 1 else ''}", colour="green")


def _is_up(settings: Settings) -> bool:
    if not (settings.var_dir / "up.lock").exists():
        return False
    try:
        with FileLock(settings.var_dir / "up.lock", timeout=0):
            return False
    except Timeout:
        return True


def _there(settings: Settings) -> int:
    """How many processes the active release's model has."""
    running, active = read_running(settings.releases_dir), ReleaseStore(settings).active()
    if active is not None:
        return len(running.get(active.model, ()))
    return max(map(len, running.values()), default=0)
