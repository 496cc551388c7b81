"""`giftfinder bench vectors`."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from bot.bench.running import BenchError
from bot.bench.vectors.report import show, to_json
from bot.bench.vectors.run import PEERS_UP_TO, Contest, run
from bot.catalog.encoder import shop_encoder
from bot.dialogue.console import complain
from bot.settings import SettingsError, load_settings

_SHORT_PRODUCTS, _SHORT_QUERIES, _SHORT_PEERS = 60_000, 60, 5_000


def bench_vectors(
    products: Annotated[int, typer.Option("--products", min=1_000, help="How many products.")] = 1_000_000,
    peers: Annotated[
        int, typer.Option("--peers", min=0, help="The others run with so many; 0: not at all.")
    ] = PEERS_UP_TO,
    queries: Annotated[int, typer.Option("--queries", min=10, max=400, help="How many sentences are searched.")] = 200,
    seconds: Annotated[float, typer.Option("--seconds", min=10, help="The time that each of the others has.")] = 900,
    short: Annotated[bool, typer.Option("--short", help="60,000 products, the others 5,000: two minutes.")] = False,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help="A BEIR folder whose titles the products are made of too.", metavar="DIR"),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Compare the vector index with numpy, hnswlib, Milvus Lite and Qdrant's local mode.

    Over synthetic products that are spread as real ones are, with filters that leave from all to 0.01% of them: recall
    against exact search, time, memory. The others are in requirements/bench.txt; who isn't installed is left out. A
    million products need 4 GB of disk. Exit code 1: it could not be measured.
    """
    if json_file and not json_file.absolute().parent.is_dir():
        complain(f"--json: there is no folder {json_file.absolute().parent}")
        raise typer.Exit(2)
    if corpus and not (corpus / "corpus.jsonl").is_file():
        complain(f"--corpus: {corpus} has no corpus.jsonl")
        raise typer.Exit(2)
    contest = Contest(products, queries, peers, seconds, corpus)
    if short:
        contest = Contest(_SHORT_PRODUCTS, _SHORT_QUERIES, _SHORT_PEERS, 60, corpus)
    try:
        settings = load_settings()
        (settings.var_dir / "bench").mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="vectors-", dir=settings.var_dir / "bench") as folder:
            found = run(Path(folder), contest, shop_encoder(settings), lambda text: typer.echo(text, err=True))
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except BenchError as error:
        complain(str(error), error.tail)
        raise typer.Exit(1) from None
    show(Console(), found)
    if json_file is not None:
        json_file.write_text(json.dumps(to_json(found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if found.failed:
        raise typer.Exit(1)
