"""`giftfinder catalog ...`: bring a merchant's feed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.catalog.report import ImportBar, show_report
from bot.settings import Settings, SettingsError, load_settings
from catalog_index.encoder import Encoder, EncoderError, SentenceEncoder
from catalog_index.feeds import FeedFormat, FeedOptions
from catalog_index.feeds.entry import DEMO_STORE_URL
from catalog_index.importer import CatalogImportError, ImportProgress, ImportReport, check_feed, import_feed
from catalog_index.versions import PublishError, StoreBusyError, VersionStore

app = typer.Typer(name="catalog", help="The product catalog.", no_args_is_help=True)

NOTHING_WENT_IN = 2


@app.callback()
def catalog() -> None:
    """The product catalog."""


@app.command("import")
def import_command(
    feed: Annotated[
        Path,
        typer.Argument(help="A Google Merchant CSV, TSV or XML, or a Shopify product CSV.", metavar="FEED"),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Read a feed into the catalog. The catalog before it serves until the new one is complete and verified.

    Exit code 0: at least one product went in. 2: none could, and nothing was changed.
    """
    try:
        settings = load_settings()
        with ImportBar(shown=not as_json) as bar:
            report = run_import(feed, settings, dry_run=dry_run, progress=bar.tell)
    except CatalogImportError as error:
        raise _failed(error, error.report, as_json=as_json) from None
    except (SettingsError, StoreBusyError, PublishError, EncoderError) as error:
        raise _failed(error, None, as_json=as_json) from None
    if as_json:
        _print_json(report.to_json())
        return
    show_report(Console(), report, dry_run=dry_run)
    if report.format == FeedFormat.SHOPIFY and settings.store_url == f"{settings.public_url}/store":
        hint = f"Links lead to {settings.store_url}/products/...; set GIFTFINDER_STORE_URL to the shop's."
        Console(stderr=True).print(hint, style="yellow")


def run_import(
    feed: Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    encoder: Encoder | None = None,
    progress: ImportProgress | None = None,
) -> ImportReport:
    """Import a feed as the settings say; `encoder` None is the packaged one.

    Raises:
        CatalogImportError, StoreBusyError, PublishError, EncoderError: as `import_feed`.
    """
    store = VersionStore(settings.index_dir, keep=settings.catalog_keep_versions)
    # Our own demo store may be on another port tomorrow: its links are put right when they are served.
    own = settings.store_url == f"{settings.public_url}/store"
    options = FeedOptions(currency=settings.currency, store_url=DEMO_STORE_URL if own else settings.store_url)
    if dry_run:
        return check_feed(feed, store=store, options=options, progress=progress)
    encoder = encoder or SentenceEncoder(settings.encoder)
    return import_feed(feed, store=store, encoder=encoder, options=options, progress=progress)


def _failed(error: Exception, report: ImportReport | None, *, as_json: bool) -> typer.Exit:
    if as_json:
        _print_json({"error": str(error), **(report.to_json() if report else {})})
    elif report is not None:
        show_report(Console(stderr=True), report, dry_run=False)
    Console(stderr=True).print(f"Nothing was imported. {error}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(NOTHING_WENT_IN)


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
