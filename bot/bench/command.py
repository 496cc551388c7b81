"""`giftfinder bench`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout
from rich.console import Console

from bot.bench import session
from bot.bench.measure import FULL, SHORT
from bot.bench.progress import Steps
from bot.bench.report import show, to_json
from bot.bench.running import BenchError
from bot.dialogue.console import complain
from bot.settings import SettingsError, load_settings

bench_app = typer.Typer(pretty_exceptions_enable=False)


@bench_app.command()
def bench(
    short: Annotated[bool, typer.Option("--short", help="Fewer turns: under two minutes.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Measure full turns with 1, 8 and 32 shoppers at once, beside the stock `rasa init` bot's plain reply.

    Starts a stack and a stock bot of its own, on free loopback ports; a stack that runs already is left alone. Exit
    code 1: it could not be measured, or turns went wrong.
    """
    if json_file and not json_file.absolute().parent.is_dir():
        complain(f"--json: there is no folder {json_file.absolute().parent}")
        raise typer.Exit(2)
    try:
        settings = load_settings()
        folder = settings.var_dir / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "bench.lock", timeout=0), Steps() as steps:
            report = asyncio.run(session.run(settings, folder, SHORT if short else FULL, steps))
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except Timeout:
        complain(f"another bench is running in {folder}")
        raise typer.Exit(2) from None
    except BenchError as error:
        complain(str(error), error.tail)
        raise typer.Exit(1) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        typer.echo("stopped", err=True)
        raise typer.Exit(130) from None
    show(Console(), report)
    if json_file:
        json_file.write_text(json.dumps(to_json(report), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if report.errors:
        raise typer.Exit(1)
