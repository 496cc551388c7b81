"""`giftfinder bench scale`."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout
from rich.console import Console

from bot.bench.running import BenchError
from bot.bench.scale import run as scale
from bot.bench.scale.report import SHORT, Stage, show
from bot.dialogue.console import complain
from bot.settings import SettingsError, load_settings

_MOST_PROCESSES = 16


def bench_scale(
    short: Annotated[bool, typer.Option("--short", help="200 conversations for half a minute.")] = False,
    processes: Annotated[
        str, typer.Option("--processes", help="Numbers of Rasa processes, with commas between.", metavar="N,N")
    ] = "1",
    conversations: Annotated[int | None, typer.Option("--conversations", min=1, help="How many are open.")] = None,
    rate: Annotated[float | None, typer.Option("--rate", min=0.1, help="Messages a second over all.")] = None,
    seconds: Annotated[float | None, typer.Option("--seconds", min=1, help="For so long.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Many open conversations at a steady rate of messages, bursts of 60 on one, and one of 400 turns.

    Starts stacks of its own. Nothing that was acknowledged may be missing, doubled, unanswered or unknown to an open
    page afterwards. Exit code 1: it could not be measured, or something went wrong.
    """
    counts = _counts(processes)
    plan = SHORT if short else Stage()
    plan = replace(
        plan,
        conversations=conversations or plan.conversations,
        rate=rate or plan.rate,
        seconds=seconds or plan.seconds,
    )
    try:
        settings = load_settings()
        folder = settings.var_dir / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "bench.lock", timeout=0):
            work = scale.run(settings, folder, plan, counts, lambda text: typer.echo(text, err=True))
            found = asyncio.run(work)
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
    show(Console(), found)
    if json_file is not None:
        json_file.write_text(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if found.errors:
        raise typer.Exit(1)


def _counts(text: str) -> list[int]:
    words = [word.strip() for word in text.split(",")]
    if not all(word.isdecimal() and 1 <= int(word) <= _MOST_PROCESSES for word in words):
        complain(f"--processes {text}: numbers from 1 to {_MOST_PROCESSES} with commas between are wanted")
        raise typer.Exit(2)
    return [int(word) for word in words]
