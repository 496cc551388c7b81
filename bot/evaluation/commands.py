"""`giftfinder evaluate`: the judged messages against the running bot."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from bot.settings import load_settings
from catalog_index.feeds import FeedError

app = typer.Typer()
DEMO_FEED = Path("data/catalog/demo.csv")


@app.command()
def evaluate(
    file: Annotated[
        Path, typer.Argument(help="Judged messages, or a folder of judged conversations (see data/eval/README.md).")
    ],
    url: Annotated[str, typer.Option(help="The running gateway; this machine's by default.")] = "",
    wrong: Annotated[bool, typer.Option(help="Also list each field or turn that is wrong.")] = False,
    feed: Annotated[Path, typer.Option(help="The catalog that conversations are judged by.")] = DEMO_FEED,
    turns: Annotated[bool, typer.Option(help="Count turns to the first cards instead.")] = False,
) -> None:
    """Say judged messages to the running bot and report what it read, or which off-topic ones started a search."""
    from bot.evaluation.briefs import Report, ask_all, load_judged
    from bot.evaluation.off_topic import is_off_topic

    console = Console()
    address = url or f"http://127.0.0.1:{load_settings().port}"
    if file.is_dir() or turns:
        _judge(console, _conversations(address, file, feed, wrong) if file.is_dir() else _turns(address, file))
        return
    if file.is_file() and is_off_topic(file):
        _judge(console, _off_topic(address, file, wrong))
        return
    try:
        judged = load_judged(file)
        reads = asyncio.run(ask_all(address, judged, cards=False))
    except (OSError, ValueError, httpx.HTTPError) as error:
        Console(stderr=True).print(f"Not evaluated: {error}", style="red", markup=False)
        raise typer.Exit(2) from None
    if wrong:
        for read in reads:
            for name in read.wrong():
                line = f"{read.judged.id} {name}: {read.brief.get(name)} instead of {read.judged.brief[name]}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(str(Report.of(reads)), markup=False, highlight=False)


def _judge(console: Console, lines: Coroutine[Any, Any, list[str]]) -> None:
    try:
        for line in asyncio.run(lines):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    except (OSError, ValueError, httpx.HTTPError, FeedError) as error:
        Console(stderr=True).print(f"Not evaluated: {error}", style="red", markup=False)
        raise typer.Exit(2) from None


async def _conversations(url: str, folder: Path, feed: Path, wrong: bool) -> list[str]:
    from bot.evaluation.run_conversations import judge_conversations

    report = await judge_conversations(url, folder, feed)
    return [*(report.wrong() if wrong else ()), str(report)]


async def _off_topic(url: str, file: Path, wrong: bool) -> list[str]:
    from bot.evaluation.off_topic import hear_all, load_off_topic

    report = await hear_all(url, load_off_topic(file))
    return [*(report.wrong() if wrong else ()), str(report)]


async def _turns(url: str, file: Path) -> list[str]:
    from bot.evaluation.briefs import load_judged
    from bot.evaluation.run_conversations import turns_to_cards

    counts = await turns_to_cards(url, load_judged(file))
    return [f"turns to first cards, {len(counts)} openings with two facts or more: median {median(counts):g}"]
