"""`giftfinder up`."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Annotated

import httpx
import typer
from filelock import FileLock, Timeout

from bot.dialogue import stack, training
from bot.dialogue.console import complain, say, tell
from bot.dialogue.process import Program
from bot.dialogue.supervisor import GaveUpError, Happening, Supervisor, supervise
from bot.releases.adopting import adopt
from bot.releases.fleet import Fleet
from bot.releases.running import start_anew
from bot.releases.store import ReleaseStore
from bot.settings import Settings, SettingsError, load_settings

up_app = typer.Typer(pretty_exceptions_enable=False)


@up_app.command()
def up(
    leash: Annotated[bool, typer.Option(hidden=True, help="Stop when the process that started this ends.")] = False,
) -> None:
    """Run the whole stack until Ctrl-C: gateway, action server and Rasa; what crashes or hangs is restarted."""
    parent = os.getppid() if leash else 0
    try:
        settings = load_settings().with_secrets()
        settings.var_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.var_dir / "up.lock", timeout=0):
            stack.check_ports(settings)
            # What ran before the last stop runs no more.
            start_anew(settings.releases_dir)
            model = _adopted(settings, _model(settings)) if stack.runs_rasa(settings) else None
            asyncio.run(_up(settings, model, parent))
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except Timeout:
        complain(
            f"another `giftfinder up` already uses {settings.var_dir}; "
            "stop it, or set GIFTFINDER_VAR_DIR to another folder"
        )
        raise typer.Exit(2) from None
    except GaveUpError as error:
        complain(str(error), error.tail, f"The whole log: {_short(error.program.log)}")
        raise typer.Exit(1) from None


async def _up(settings: Settings, model: Path | None, parent: int) -> None:
    stop = asyncio.Event()
    async with httpx.AsyncClient(trust_env=False) as client:
        supervisor = Supervisor(stack.programs(settings, model, client), lambda *event: _on(settings, *event))

        def on_signal() -> None:
            if stop.is_set():
                supervisor.kill()
            else:
                say("stopping ...")
            stop.set()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, on_signal)
        watch = asyncio.create_task(_watch_parent(parent, stop))
        fleet = asyncio.create_task(_run_fleet(settings, supervisor, client, model)) if model else None
        say(f"starting; logs are in {_short(settings.logs_dir)}")
        try:
            await supervise(supervisor, stop, lambda: _announce(settings))
        finally:
            watch.cancel()
            if fleet is not None:
                fleet.cancel()
                await asyncio.gather(fleet, return_exceptions=True)
    say("stopped")


def _adopted(settings: Settings, model: Path) -> Path:
    """The model of the release that serves; `model` where there is none."""
    release = adopt(settings, model)
    return settings.models_dir / release.model if release else model


async def _run_fleet(settings: Settings, supervisor: Supervisor, client: httpx.AsyncClient, model: Path) -> None:
    """Follow the active release's model for as long as the stack runs."""
    store = ReleaseStore(settings)

    def wanted() -> str | None:
        active = store.active()
        return active.model if active else None

    def refused(name: str) -> None:
        active = store.active()
        if active is not None and active.model == name and store.previous() is not None:
            store.rollback("the stack")

    await Fleet(settings, supervisor, client, (model.name, stack.RASA), wanted, say, refused).run()


def _on(settings: Settings, program: Program, happening: Happening, details: str) -> None:
    tell(program, happening, details)
    if program.name == stack.GATEWAY and happening is Happening.READY:
        say(f"{settings.public_url} shows its pages already; the bot needs a little longer")


def _announce(settings: Settings) -> None:
    say(f"Ready: {settings.public_url}   (Ctrl-C stops everything)", colour="green")


async def _watch_parent(parent: int, stop: asyncio.Event) -> None:
    """Set `stop` once the process that started us is gone."""
    while parent and os.getppid() == parent:  # noqa: ASYNC110 - nothing tells us
        await asyncio.sleep(0.5)
    if parent:
        stop.set()


def _model(settings: Settings) -> Path:
    """The model to serve: the one for the data as it is now, else the newest there is.

    Raises:
        SettingsError: there is none, or no Python to run Rasa with.
    """
    python = stack.rasa_python(settings)
    if not python.exists():
        raise SettingsError(
            f"Rasa's environment is not there ({python}): run `make setup`, or set GIFTFINDER_RASA_PYTHON"
        )
    current = training.model_path(settings.models_dir)
    if current.is_file():
        return current
    newest = training.newest_model(settings.models_dir)
    if newest is None:
        raise SettingsError(
            f"there is no trained model in {settings.models_dir}: run `giftfinder train` (or `make run`)"
        )
    say(
        f"the training data has changed since {newest.name} was trained; `giftfinder train` makes a new one",
        colour="yellow",
    )
    return newest


def _short(path: Path) -> str:
    """The path as seen from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
