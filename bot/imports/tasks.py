"""The tasks of an import: fetch the feed of the settings, read a feed into the catalog."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from bot.catalog.fetch import FetchError, FetchLimits, fetch_feed
from bot.jobs.tasks import TaskError, TaskResult
from bot.releases.errors import ReleaseError
from bot.settings import Settings
from catalog_index.encoder import EncoderError
from catalog_index.feeds import ColumnMapping, FeedError
from catalog_index.importer import CatalogImportError
from catalog_index.versions import PublishError, StoreBusyError

if TYPE_CHECKING:
    from bot.jobs.__main__ import Work

FEED = "feed"
"""The feed's name in its import's folder, whatever it was called by who brought it."""


def fetch(settings: Settings, work: Work) -> TaskResult:
    """Fetch the feed of the settings into the import's folder.

    Raises:
        TaskError: it could not be.
    """
    try:
        found = fetch_feed(
            settings.feed_url,
            settings.feeds_dir,
            FetchLimits.of(settings),
            told=lambda done, total: work.tell("fetch", done, total),
        )
        beside = work.folder / f".{FEED}"
        beside.unlink(missing_ok=True)
        try:
            os.link(found.path, beside)  # the fetched file is never changed, only replaced
        except OSError:
            shutil.copyfile(found.path, beside)
        beside.replace(work.folder / FEED)
    except (FetchError, OSError) as error:
        raise TaskError(f"The feed could not be fetched: {error}.") from error
    return {"changed": found.changed}


def import_feed(settings: Settings, work: Work) -> TaskResult:
    """Read the feed into the catalog, make a release of it, and let it serve when its check says so.

    Raises:
        TaskError: nothing went in, and what serves is as it was.
    """
    from bot.releases.importing import import_release  # the encoder's libraries

    chosen = work.arguments
    mapping = ColumnMapping.from_json(chosen["mapping"]) if chosen.get("mapping") else None
    try:
        report, made = import_release(
            work.folder / FEED,
            settings,
            kind=chosen.get("format"),
            mapping=mapping,
            progress=work.tell,
            source=work.job.name,
            actor=work.actor,
        )
    except CatalogImportError as error:
        raise TaskError(_told(error, work), error.report.to_json()) from error
    except (EncoderError, FeedError, PublishError, StoreBusyError) as error:
        raise TaskError(_told(error, work)) from error
    except ReleaseError as error:
        raise TaskError(f"It was imported, and made no release: {error}.") from error
    return report.to_json() | ({"release": made} if made else {})


def _told(error: Exception, work: Work) -> str:
    """The error's text, in which the feed is called as merchants call it."""
    return str(error).replace(str(work.folder / FEED), work.job.name)
