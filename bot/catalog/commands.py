"""`giftfinder catalog ...`: bring a merchant's feed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.catalog.encoder import import_encoder
from bot.catalog.feed_options import feed_options, saved_mapping
from bot.catalog.fetch import FetchError, FetchLimits, fetch_feed, is_address, shown
from bot.catalog.report import ImportBar, show_preview, show_release, show_report
from bot.catalog.vectors import catalog_versions
from bot.releases.errors import ReleaseError
from bot.settings import Settings, SettingsError, load_settings
from catalog_index.encoder import Encoder, EncoderError
from catalog_index.feeds import ColumnMapping, FeedError, FeedFormat, draft_for, preview_feed
from catalog_index.importer import CatalogImportError, ImportProgress, ImportReport, check_feed, import_feed
from catalog_index.versions import PublishError, StoreBusyError

app = typer.Typer(name="catalog", help="The product catalog.", no_args_is_help=True)

NOTHING_WENT_IN = 2
# Formats whose product links are made of the shop's address.
_WITHOUT_LINKS = (FeedFormat.SHOPIFY, FeedFormat.SHOPIFY_JSON, FeedFormat.WOOCOMMERCE)

_FEED_HELP = (
    "A file or an https address: Google Merchant CSV, TSV or XML, Shopify CSV or products.json, WooCommerce CSV, "
    "JSON Lines, or any CSV with --mapping; .gz and .zip too."
)
Feed = Annotated[str, typer.Argument(help=_FEED_HELP, metavar="FEED")]
ImportedFeed = Annotated[
    str,
    typer.Argument(help=f"{_FEED_HELP} The address of GIFTFINDER_FEED_URL where none is given.", metavar="[FEED]"),
]
Format = Annotated[
    str | None,
    typer.Option("--format", help=f"One of {', '.join(kind.slug for kind in FeedFormat)}; else told by the content."),
]
Mapping = Annotated[
    str | None,
    typer.Option("--mapping", help="Which column is which field: a JSON file, or the name of a saved one."),
]


@app.callback()
def catalog() -> None:
    """The product catalog."""


@app.command("import")
def import_command(
    feed: ImportedFeed = "",
    format: Format = None,
    mapping: Mapping = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Let it serve whatever its check against what serves now says.")
    ] = False,
    report_file: Annotated[
        Path | None,
        typer.Option("--report", help="Write what was refused into this file: .csv, or else JSON.", metavar="FILE"),
    ] = None,
) -> None:
    """Read a feed into the catalog. The catalog before it serves until the new one is complete, verified and checked.

    Exit code 0: at least one product went in. 2: none could, and nothing was changed.
    """
    try:
        settings = load_settings()
        if not feed:
            feed, format, mapping = _own_feed(settings, format, mapping)
        with ImportBar(shown=not as_json) as bar:
            report, made = _imported(feed, settings, format, mapping, bar.tell, dry_run=dry_run, serve=serve)
    except CatalogImportError as error:
        _save_report(report_file, error.report)
        raise _failed(error, error.report, as_json=as_json) from None
    except (SettingsError, StoreBusyError, PublishError, EncoderError, FeedError, FetchError) as error:
        raise _failed(error, None, as_json=as_json) from None
    except ReleaseError as error:
        raise _failed(error, None, as_json=as_json, what="It was imported, and made no release.") from None
    _save_report(report_file, report)
    if as_json:
        _print_json(report.to_json() | ({"release": made} if made else {}))
        return
    show_report(Console(), report, dry_run=dry_run, serves=made is None)
    if made:
        show_release(Console(), made)
    if report.format in _WITHOUT_LINKS and settings.store_url == f"{settings.public_url}/store":
        hint = f"Links lead to {settings.store_url}/...; set GIFTFINDER_STORE_URL to the shop's."
        Console(stderr=True).print(hint, style="yellow")


@app.command("preview")
def preview_command(
    feed: Feed,
    format: Format = None,
    mapping: Mapping = None,
    rows: Annotated[int, typer.Option("--rows", min=1, max=100, help="How many items to read.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what a feed is taken for, its first rows, and the products that they become."""
    with _readable(as_json=as_json) as settings:
        options = feed_options(settings, kind=format, mapping=saved_mapping(settings, mapping))
        preview = preview_feed(_fetched(feed, settings, None)[0], options, limit=rows)
    if as_json:
        _print_json(preview.to_json())
    else:
        show_preview(Console(), preview)


@app.command("mapping")
def mapping_command(
    feed: Feed,
    save: Annotated[
        str | None, typer.Option("--save", help="Keep it under this name, for --mapping NAME.", metavar="NAME")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--from", help="Check and keep this mapping instead of a draft.", metavar="FILE")
    ] = None,
) -> None:
    """Make a first draft of a column mapping for a CSV, or keep one under a name (--from FILE --save NAME)."""
    with _readable(as_json=False) as settings:
        path = _fetched(feed, settings, None)[0]
        if file is None:
            draft = draft_for(path, feed_options(settings))
        else:
            mapping = ColumnMapping.read(file)
            preview_feed(path, replace(feed_options(settings), mapping=mapping), limit=1)
            draft = mapping.to_json()
        if save is not None:
            _keep(settings, save, draft)
    _print_json(draft)


def run_import(
    feed: str | Path,
    settings: Settings,
    *,
    kind: str | None = None,
    mapping: ColumnMapping | str | None = None,
    dry_run: bool = False,
    encoder: Encoder | None = None,
    progress: ImportProgress | None = None,
    activate: bool = True,
    source: str | None = None,
) -> ImportReport:
    """Import a feed, a file or an address, as the settings say; `encoder` None is the one
    that serves, or the settings', `source` what the
    feed is called in its report.

    Raises:
        CatalogImportError, StoreBusyError, PublishError, EncoderError: as `import_feed`.
        FeedError: the format or the mapping is not known. FetchError: the address could not be fetched.
    """
    from bot.releases.store import ReleaseStore  # it imports this package

    store = catalog_versions(settings, used=ReleaseStore(settings).catalogs)
    columns = mapping if isinstance(mapping, ColumnMapping) else saved_mapping(settings, mapping)
    options = feed_options(settings, kind=kind, mapping=columns)
    path, name = _fetched(feed, settings, progress)
    source = source or name
    if dry_run:
        return check_feed(path, store=store, options=options, progress=progress, source=source)
    encoder = encoder or import_encoder(settings)
    return import_feed(
        path, store=store, encoder=encoder, options=options, progress=progress, activate=activate, source=source
    )


def _imported(
    feed: str,
    settings: Settings,
    kind: str | None,
    mapping: str | None,
    progress: ImportProgress,
    *,
    dry_run: bool,
    serve: bool,
) -> tuple[ImportReport, dict[str, Any] | None]:
    """Import, and what became of the release."""
    from bot.releases.importing import import_release  # it imports this module

    if dry_run:
        return run_import(feed, settings, kind=kind, mapping=mapping, dry_run=True, progress=progress), None
    reason = "import --serve" if serve else ""
    return import_release(feed, settings, kind=kind, mapping=mapping, progress=progress, serve=reason)


def _own_feed(settings: Settings, kind: str | None, mapping: str | None) -> tuple[str, str | None, str | None]:
    """The shop's own feed as the settings name it: address, format, mapping."""
    if not settings.feed_url:
        raise FeedError("No feed is named: give a file or an address, or set GIFTFINDER_FEED_URL.")
    kept = str(settings.feed_mapping) if settings.feed_mapping else None
    return settings.feed_url, kind or settings.feed_format or None, mapping or kept


def _fetched(feed: str | Path, settings: Settings, progress: ImportProgress | None) -> tuple[Path, str]:
    """The feed as a file, and what to call it in reports."""
    if isinstance(feed, Path) or not is_address(feed):
        return Path(feed), Path(feed).name
    tell = progress or (lambda stage, done, total: None)
    fetched = fetch_feed(
        feed, settings.feeds_dir, FetchLimits.of(settings), told=lambda done, total: tell("fetch", done, total)
    )
    return fetched.path, shown(feed)


def _keep(settings: Settings, name: str, mapping: dict[str, object]) -> None:
    path = settings.feeds_dir / "mappings" / f"{name}.json"
    if not name.replace("-", "").replace("_", "").isalnum() or len(name) > 60:
        raise FeedError("A mapping's name is made of letters, digits, - and _.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(mapping, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


class _readable:  # noqa: N801 - used like a function
    """Gives the settings; what can't be read ends the program with one clear line."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def __enter__(self) -> Settings:
        try:
            return load_settings()
        except SettingsError as error:
            raise _failed(error, None, as_json=self._as_json) from None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FeedError | FetchError | OSError):
            raise _failed(error, None, as_json=self._as_json, what="It could not be read.") from None


def _save_report(path: Path | None, report: ImportReport) -> None:
    if path is None:
        return
    write: Callable[[], str] = report.to_csv if path.suffix.lower() == ".csv" else lambda: _json(report.to_json())
    try:
        path.write_text(write(), encoding="utf-8", newline="")
    except OSError as error:
        Console(stderr=True).print(f"The report could not be written: {error}", style="yellow", markup=False)


def _failed(
    error: BaseException, report: ImportReport | None, *, as_json: bool, what: str = "Nothing was imported."
) -> typer.Exit:
    if as_json:
        _print_json({"error": str(error), **(report.to_json() if report else {})})
    elif report is not None:
        show_report(Console(stderr=True), report, dry_run=False)
    Console(stderr=True).print(f"{what} {error}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(NOTHING_WENT_IN)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(_json(data))
