"""How feeds are read, as the settings say."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from catalog_index.feeds import ColumnMapping, FeedError, FeedFormat, FeedOptions
from catalog_index.feeds.entry import DEMO_STORE_URL


def feed_options(settings: Settings, *, kind: str | None = None, mapping: ColumnMapping | None = None) -> FeedOptions:
    """Options for reading a feed; `kind` is a format's slug.

    Raises:
        FeedError: there is no such format.
    """
    try:
        wanted = FeedFormat.of(kind) if kind else None
    except ValueError as cause:
        raise FeedError(f"{cause}.") from cause
    if mapping is not None and wanted not in (None, FeedFormat.MAPPED):
        raise FeedError(f"A column mapping goes with {FeedFormat.MAPPED.slug}, not with {kind}.")
    # Our own demo store may be on another port tomorrow: its links are put right when they are served.
    own = settings.store_url == f"{settings.public_url}/store"
    return FeedOptions(
        currency=settings.currency,
        store_url=DEMO_STORE_URL if own else settings.store_url,
        max_cell_chars=settings.feed_max_cell_chars,
        format=wanted,
        mapping=mapping,
        max_unpacked_bytes=settings.feed_max_unpacked_bytes,
    )


def saved_mapping(settings: Settings, name: str | None) -> ColumnMapping | None:
    """The column mapping of a file, or the one that was kept under a name.

    Raises:
        FeedError: there is none, or it can't be used.
    """
    if not name:
        return None
    path = Path(name)
    kept = settings.feeds_dir / "mappings" / f"{path.name}.json"
    return ColumnMapping.read(kept if not path.exists() and path.name == name and kept.exists() else path)
