"""`giftfinder bench start`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout
from rich.console import Console

from bot.bench import starting
from bot.bench.running import BenchError
from bot.dialogue.console import complain
from bot.settings import SettingsError, load_settings

_STARTS, _SHORT_STARTS = 5, 2


def bench_start(
    short: Annotated[bool, typer.Option("--short", help="Two starts of each instead of five.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Measure from `giftfinder up` to the first answer with gifts, beside a stock Rasa bot's, and the memory then.

    Starts a stack and a stock bot of its own, on free loopback ports. Exit code 1: it could not be measured.
    """
    if json_file and not json_file.absolute().parent.is_dir():
        complain(f"--json: there is no folder {json_file.absolute().parent}")
        raise typer.Exit(2)
    try:
        settings = load_settings()
        folder = settings.var_dir / "bench"
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "bench.lock", timeout=0):
            starts = _SHORT_STARTS if short else _STARTS
            found = asyncio.run(starting.run(settings, folder, starts, lambda text: typer.echo(text, err=True)))
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except Timeout:
        complain("another bench is running")
        raise typer.Exit(2) from None
    except BenchError as error:
        complain(str(error), error.tail)
        raise typer.Exit(1) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        typer.echo("stopped", err=True)
        raise typer.Exit(130) from None
    starting.show(Console(), found)
    if json_file is not None:
        json_file.write_text(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
