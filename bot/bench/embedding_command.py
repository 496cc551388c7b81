"""`giftfinder bench embed`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.bench import embedding
from bot.bench.running import BenchError
from bot.dialogue.console import complain
from bot.settings import SettingsError, load_settings
from catalog_index.encoder import EncoderError
from catalog_index.evaluate import DatasetError


def bench_embed(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="A BEIR folder: its texts are taken, and nDCG@10 is measured with both.", metavar="[FOLDER]"
        ),
    ] = None,
    short: Annotated[bool, typer.Option("--short", help="Fewer texts: about a minute.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file too.", metavar="FILE")
    ] = None,
) -> None:
    """Measure the encoder of the search beside plain sentence-transformers on torch: products/s, time of a query.

    Both get the same texts in turns. Exit code 1: it could not be measured.
    """
    if json_file and not json_file.absolute().parent.is_dir():
        complain(f"--json: there is no folder {json_file.absolute().parent}")
        raise typer.Exit(2)
    try:
        amount = embedding.SHORT if short else embedding.FULL
        found = embedding.run(load_settings(), amount, folder, lambda text: typer.echo(text, err=True))
    except (SettingsError, DatasetError) as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except BenchError as error:
        complain(str(error), error.tail)
        raise typer.Exit(1) from None
    except EncoderError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    embedding.show(Console(), found)
    if json_file is not None:
        json_file.write_text(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
