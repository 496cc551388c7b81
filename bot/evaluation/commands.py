"""`giftfinder evaluate`: the judged messages against the running bot."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from bot.settings import load_settings

app = typer.Typer()


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="Judged messages, a JSON object a line (see data/eval/README.md).")],
    url: Annotated[str, typer.Option(help="The running gateway; this machine's by default.")] = "",
    wrong: Annotated[bool, typer.Option(help="Also list each field that was read wrong.")] = False,
) -> None:
    """Ask the running bot each judged opening message and report by field what it read."""
    from bot.evaluation.briefs import Report, ask_all, load_judged

    console = Console()
    try:
        judged = load_judged(file)
        reads = asyncio.run(ask_all(url or f"http://127.0.0.1:{load_settings().port}", judged, cards=False))
    except (OSError, ValueError, httpx.HTTPError) as error:
        Console(stderr=True).print(f"Not evaluated: {error}", style="red", markup=False)
        raise typer.Exit(2) from None
    if wrong:
        for read in reads:
            for name in read.wrong():
                line = f"{read.judged.id} {name}: {read.brief.get(name)} instead of {read.judged.brief[name]}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(str(Report.of(reads)), markup=False, highlight=False)
