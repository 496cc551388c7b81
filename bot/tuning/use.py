"""Brings an encoder into service: the catalog that serves is embedded anew with it, beside what serves, and a release
of that goes through the gate like any other. Vectors of two models never meet: a version's manifest names its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.catalog.encoder import encoder_named, shop_encoder
from bot.catalog.vectors import catalog_versions
from bot.releases.errors import ReleaseError
from bot.releases.importing import released
from bot.releases.store import ReleaseStore
from bot.settings import Settings
from bot.tuning.store import TunedStore
from catalog_index.assembly import write_vectors
from catalog_index.embedding_log import EmbeddingLog
from catalog_index.encoder import Encoder
from catalog_index.feed_record import FeedRecord
from catalog_index.fingerprints import ROWS_FILE, read_rows
from catalog_index.flat_file import FlatFileError
from catalog_index.importer import EMBEDDING_FOLDER, build_beside_vectors
from catalog_index.index import PRODUCTS_FILE
from catalog_index.vectors import VectorsDamagedError
from catalog_index.versions import PublishError, VersionStore

BASE = "base"
"""Stands for the encoder as the settings say."""

Tell = Callable[[str, int, int | None], None]


def use(settings: Settings, encoder_id: str, tell: Tell, *, actor: str, serve: str = "") -> dict[str, Any]:
    """Embed the catalog that serves with a kept encoder (or BASE) and make a release of it, which serves when its check
    passes, or whatever that says where `serve` gives a reason.

    Returns {"encoder", "catalog", "id", "serving", "held": reasons}; id None where it serves with that encoder already.

    Raises:
        UnknownEncoderError: there is no such encoder. EncoderError: it can't be loaded. ReleaseError: nothing serves as
        a release yet. NoVersionError, StoreBusyError, PublishError: the new version can't be made.
    """
    tuned = None if encoder_id == BASE else TunedStore(settings.encoders_dir).usable(encoder_id)
    encoder = shop_encoder(settings) if tuned is None else encoder_named(settings, tuned.name)
    releases = ReleaseStore(settings)
    active = releases.active()
    if active is None:
        raise ReleaseError("nothing serves as a release yet: start the stack once")
    version = embedded_anew(settings, encoder, tell, releases)
    if version is None:
        return {"encoder": encoder.name, "catalog": active.catalog_version, "id": None, "serving": True, "held": []}
    active = releases.active() or active
    made = releases.make(version, active.model, "import")
    found = released(settings, releases, made, active, actor, serve, tell)
    return {"encoder": encoder.name, "catalog": version, **found}


def embedded_anew(settings: Settings, encoder: Encoder, tell: Tell, releases: ReleaseStore) -> str | None:
    """A version of the products that serve with an encoder's vectors, not serving yet; None where these are they."""
    store = catalog_versions(settings, used=releases.catalogs)
    with store.lock():
        now = store.find_current()
        if now.manifest.encoder == encoder.name:
            return None
        with store.draft() as folder:
            try:
                count = _write(now.folder, now.manifest.products, folder, store, encoder, tell)
            except (OSError, ValueError, FlatFileError, VectorsDamagedError) as cause:
                raise PublishError(f"the catalog could not be embedded anew: {cause}") from cause
            return store.publish_draft(
                folder, encoder=encoder.name, dimension=encoder.dimension, products=count,
                source=now.manifest.source, activate=False,
            )  # fmt: skip


def _write(before: Path, products: int, folder: Path, store: VersionStore, encoder: Encoder, tell: Tell) -> int:
    rows = read_rows(before, products)
    (folder / PRODUCTS_FILE).write_bytes((before / PRODUCTS_FILE).read_bytes())
    log = EmbeddingLog(store.root / EMBEDDING_FOLDER, encoder)
    write_vectors(folder, rows, None, encoder, log, lambda done, total: tell("embed", done, total))
    tell("publish", 0, 1)
    (folder / ROWS_FILE).write_bytes(rows.tobytes())
    if (record := FeedRecord.read_from(before)) is not None:
        record.write(folder)  # the same feed once more is known to change nothing
    build_beside_vectors(folder, encoder.dimension, len(rows), lists=store.vectors is None)
    log.clear()
    tell("publish", 1, 1)
    return len(rows)
