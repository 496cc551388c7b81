"""`giftfinder bench`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from filelock import FileLock, Timeout
from rich.console import Console

from bot.bench import imports, session, swap
from bot.bench.embedding_command import bench_embed
from bot.bench.load import MESSAGES, SEARCHES
from bot.bench.measure import FULL, SHORT
from bot.bench.progress import Steps
from bot.bench.report import show, to_json
from bot.bench.running import BenchError
from bot.bench.scale.command import bench_scale
from bot.bench.starting_command import bench_start
from bot.bench.vectors.command import bench_vectors
from bot.bench.whole import bench_all
from bot.dialogue.console import complain
from bot.settings import SettingsError, load_settings

bench_app = typer.Typer(pretty_exceptions_enable=False)


@bench_app.callback(invoke_without_command=True)
def bench(
    context: typer.Context,
    short: Annotated[bool, typer.Option("--short", help="Fewer turns: under two minutes.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Measure full turns with 1, 8 and 32 shoppers at once, beside the stock `rasa init` bot's plain reply.

    Starts a stack and a stock bot of its own, on free loopback ports; a stack that runs already is left alone. Exit
    code 1: it could not be measured, or turns went wrong.
    """
    if context.invoked_subcommand is not None:
        return
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
    _save(json_file, to_json(report))
    if report.errors:
        raise typer.Exit(1)


@bench_app.command("import")
def bench_import(
    products: Annotated[int, typer.Option("--rows", min=10, help="How many products the feed has.")] = 1_000_000,
    real: Annotated[bool, typer.Option("--real", help="Use the real encoder: hours for a million products.")] = False,
    sample: Annotated[int, typer.Option("--sample", min=100, help="How many texts time the real encoder.")] = 2_000,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Import a synthetic feed, again, and with 1% of it changed: time, memory, size of the index.

    Without --real the vectors come from a stand-in that costs nothing, and what the real encoder would take is measured
    apart. Needs about 10 GB of disk for a million products. Exit code 1: it could not be measured.
    """
    try:
        settings = load_settings()
        (settings.var_dir / "bench").mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="import-", dir=settings.var_dir / "bench") as folder:
            encoder = "real" if real else "stand-in"
            found = imports.run(Path(folder), products, encoder, sample, lambda text: typer.echo(text, err=True))
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except BenchError as error:
        complain(str(error), error.tail)
        raise typer.Exit(1) from None
    imports.show(Console(), found)
    _save(json_file, found.to_json())


bench_app.command("all")(bench_all)
bench_app.command("vectors")(bench_vectors)
bench_app.command("embed")(bench_embed)
bench_app.command("start")(bench_start)
bench_app.command("scale")(bench_scale)


@bench_app.command("swap")
def bench_swap(
    short: Annotated[bool, typer.Option("--short", help="Don't train: swap to the same model again.")] = False,
    searches: Annotated[float, typer.Option("--searches", min=0.1, help="Searches a second.")] = SEARCHES,
    messages: Annotated[float, typer.Option("--messages", min=0.1, help="Chat messages a second.")] = MESSAGES,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Import, retrain, swap and go back under load: failures, mixed answers, the slowest answer, beside the same load
    while nothing changes.

    Starts a stack of its own. Exit code 1: it could not be measured, or an answer failed or was mixed.
    """
    try:
        settings = load_settings()
        folder = settings.var_dir / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "bench.lock", timeout=0):
            work = swap.run(
                settings,
                folder,
                train=not short,
                rates=(searches, messages),
                say=lambda text: typer.echo(text, err=True),
            )
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
    swap.show(Console(), found)
    _save(json_file, found.to_json())
    if found.errors:
        raise typer.Exit(1)


def _save(path: Path | None, figures: dict[str, Any]) -> None:
    if path is not None:
        path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
