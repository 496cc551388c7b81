"""`giftfinder catalog search` and `giftfinder catalog evaluate`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.catalog.commands import app
from bot.catalog.encoder import encoder_of_index, shop_encoder, usable_names
from bot.catalog.report import ImportBar
from bot.catalog.vectors import catalog_versions
from bot.settings import load_settings
from catalog_index.evaluate import DatasetError, load_dataset
from catalog_index.evaluate import evaluate as evaluate_search
from catalog_index.search import GiftSearch
from catalog_index.versions import NoVersionError

GIFT_WISHES = Path("data/eval/gift-wishes.jsonl")


@app.command("search")
def search_command(
    query: Annotated[str, typer.Argument(help="What to look for, in plain words.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many products to show.")] = 10,
) -> None:
    """Search the catalog that serves, and print products with scores (higher is better)."""
    settings = load_settings()
    encoder = shop_encoder(settings)
    store = catalog_versions(settings)
    try:
        loaded = store.load_current(encoder_name=usable_names(settings, encoder), dimension=encoder.dimension)
    except NoVersionError as error:
        Console(stderr=True).print(f"Nothing to search: {error}", style="red", markup=False)
        raise typer.Exit(2) from None
    table = Table("score", "price", "id", "title")
    encoder = encoder_of_index(settings, encoder, loaded.index.encoder_name)
    for hit in GiftSearch(loaded.index, encoder).find(query, limit=limit):
        money = hit.product.current_price
        table.add_row(f"{hit.score:.3f}", f"{money.amount:.2f} {money.currency}", hit.product.id, hit.product.title)
    Console().print(table)


@app.command("evaluate")
def evaluate_command(
    folder: Annotated[Path, typer.Argument(help="A BEIR folder: corpus.jsonl, queries.jsonl, qrels.tsv.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure our search and its peers over a judged corpus: nDCG@10 (linear gains), recall@100, ms a query."""
    try:
        dataset = load_dataset(folder)
    except DatasetError as error:
        Console(stderr=True).print(f"Not evaluated: {error}", style="red", markup=False)
        raise typer.Exit(2) from None
    encoder = shop_encoder(load_settings())
    with ImportBar(shown=not as_json) as bar:
        result = evaluate_search(dataset, encoder, progress=lambda done, total: bar.tell("embed", done, total))
    if as_json:
        sys.stdout.write(json.dumps(result.to_json()) + "\n")
        return
    table = Table("search", "nDCG@10", "95% interval", "recall@100", "ms a query", "behind ours, 95%")
    for name, figures in {"ours": result, **result.peers}.items():
        behind = figures.behind_ours_95
        table.add_row(
            name,
            f"{figures.ndcg_at_10:.4f}",
            "{:.3f} to {:.3f}".format(*figures.ndcg_95),
            f"{figures.recall_at_100:.4f}",
            f"{figures.ms_per_query:.1f}",
            "{:.3f} to {:.3f}".format(*behind) if behind else "",
        )
    Console().print(f"{result.queries} queries over {result.documents:,} products")
    Console().print(table)


@app.command("evaluate-wishes")
def evaluate_wishes_command(
    file: Annotated[Path, typer.Argument(help="Judged gift wishes (see data/eval/README.md).")] = GIFT_WISHES,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure gift search over the catalog that serves: nDCG@10, five that fit, variety, beside the sentence alone."""
    from bot.evaluation.gift_wishes import GiftWishesError, load_wishes, measure

    settings = load_settings()
    encoder = shop_encoder(settings)
    store = catalog_versions(settings)
    try:
        loaded = store.load_current(encoder_name=usable_names(settings, encoder), dimension=encoder.dimension)
        encoder = encoder_of_index(settings, encoder, loaded.index.encoder_name)
        report = measure(load_wishes(file), GiftSearch(loaded.index, encoder))
    except (NoVersionError, GiftWishesError) as error:
        Console(stderr=True).print(f"Not evaluated: {error}", style="red", markup=False)
        raise typer.Exit(2) from None
    if as_json:
        sys.stdout.write(json.dumps(report.to_json()) + "\n")
        return
    table = Table("search", "nDCG@10", "95% interval", "behind ours", "five fit", "fitting", "categories", "prices")
    for name, figures in report.searches.items():
        behind = figures.behind_ours_95
        table.add_row(
            name,
            f"{figures.ndcg_at_10:.3f}",
            "{:.3f} to {:.3f}".format(*figures.ndcg_95),
            "{:.3f} ({:.3f} to {:.3f})".format(figures.behind_ours or 0.0, *behind) if behind else "",
            f"{figures.five_fitting:.0%}",
            f"{figures.fitting:.1f}",
            f"{figures.categories:.1f}",
            f"x{figures.price_ratio:.1f}",
        )
    Console().print(f"{report.wishes} wishes; for {report.possible} of them five or more products fit")
    Console().print(table)
