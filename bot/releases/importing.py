"""From an imported catalog to a release: made beside what serves, checked in seconds, and let serve when it passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.catalog import commands
from bot.releases.check.errors import CheckError
from bot.releases.gate import quick_check
from bot.releases.store import Release, ReleaseChangedError, ReleaseStore
from bot.settings import Settings
from catalog_index.encoder import Encoder
from catalog_index.feeds import ColumnMapping
from catalog_index.importer import ImportProgress, ImportReport

CHECK = "check"
"""The stage of an import in which the new catalog is held against the one that serves."""


def import_release(
    feed: str | Path,
    settings: Settings,
    *,
    kind: str | None = None,
    mapping: ColumnMapping | str | None = None,
    progress: ImportProgress | None = None,
    source: str | None = None,
    actor: str = "command line",
    serve: str = "",
    encoder: Encoder | None = None,
) -> tuple[ImportReport, dict[str, Any] | None]:
    """Import a feed, and make a release of the new catalog and the model that serves.

    It serves when its check passes, or whatever that says where `serve` gives a reason. Returned with the import's
    report is {"id", "serving", "held": reasons}; None where there is no release to make: the feed changed nothing, or
    nothing serves as a release yet (then the catalog serves as soon as it is there, and the next start makes a release
    of both).

    Raises:
        as bot.catalog.commands.run_import. ReleaseError: the release could not be kept.
    """
    store = ReleaseStore(settings)
    active = store.active()
    report = commands.run_import(
        feed,
        settings,
        kind=kind,
        mapping=mapping,
        progress=progress,
        source=source,
        encoder=encoder,
        activate=active is None,
    )
    if active is None or report.version is None:
        return report, None
    # A training may have ended while the feed was read: its model is to stay.
    active = store.active() or active
    if report.version == active.catalog_version:
        return report, None
    made = store.make(report.version, active.model, "import")
    return report, released(settings, store, made, active, actor, serve, progress, encoder)


def released(
    settings: Settings,
    store: ReleaseStore,
    made: Release,
    active: Release,
    actor: str,
    serve: str,
    progress: ImportProgress | None,
    encoder: Encoder | None = None,
) -> dict[str, Any]:
    """Check a new release of another catalog against the one that serves, and let it serve when it may.

    Returned is {"id", "serving", "held": reasons}.
    """
    tell = progress or (lambda stage, done, total: None)
    tell(CHECK, 0, None)
    try:
        found = quick_check(
            settings,
            made.catalog_version,
            active.catalog_version,
            encoder=encoder,
            tell=lambda stage, done, total: tell(CHECK, done, total),
        )
        reasons, passed = list(found.reasons), found.passed
        store.note_check(made.id, found.to_json(), passed)
    except CheckError as error:
        reasons, passed = [f"It could not be checked: {error}."], False
    try:
        if passed:
            store.activate(made.id, actor, instead_of=active.id)
        elif serve:
            store.activate(made.id, actor, reason=serve, instead_of=active.id)
    except ReleaseChangedError as error:
        return {"id": made.id, "serving": False, "held": [str(error)]}
    return {"id": made.id, "serving": passed or bool(serve), "held": [] if passed else reasons}
