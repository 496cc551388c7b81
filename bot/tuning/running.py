"""Tuning as the settings say: over the catalog that serves, with what its shoppers took."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.catalog.vectors import catalog_versions
from bot.evaluation.gift_wishes import GiftWish, GiftWishesError, gains_of, load_wishes, searches
from bot.settings import Settings
from bot.tuning.compare import Change, Grades, Ranked, change
from bot.tuning.pairs import Take
from bot.tuning.store import Tuned, TunedStore
from bot.tuning.takes import read_takes
from bot.tuning.training import Budget
from bot.tuning.tune import Guard, Limits, Material, Tell, own_words, tune
from catalog_index.encoder import Encoder
from catalog_index.encoders import open_encoder
from catalog_index.index import CatalogIndex
from catalog_index.manifest import Manifest, ManifestError
from catalog_index.product import Product
from catalog_index.search import GiftSearch
from catalog_index.versions import LoadedVersion, VersionStore

WISHES = "gift-wishes.jsonl"


def limits_of(settings: Settings, **budget: float) -> Limits:
    """What a tuning needs and may, as the settings say; `budget` replaces parts of the training's."""
    training = {
        "epochs": settings.encoder_tune_epochs,
        "batch": settings.encoder_tune_batch,
        "rate": settings.encoder_tune_rate,
        "mix": settings.encoder_tune_mix,
    }
    return Limits(
        takes=settings.encoder_tune_takes,
        held_out=settings.encoder_tune_held_out,
        pairs=settings.encoder_tune_pairs,
        tolerance=settings.encoder_tune_tolerance,
        seconds=settings.encoder_tune_timeout,
        budget=Budget(**(training | budget)),  # type: ignore[arg-type]
    )


def opened(settings: Settings, model: str) -> Encoder:
    """A model, by name or folder, as the search runs it."""
    return open_encoder(
        model, settings.encoders_dir, backend=settings.encoder_backend, threads=settings.encoder_threads
    )


def serving(settings: Settings) -> LoadedVersion:
    """The catalog that serves, whatever encoder made it.

    Raises:
        NoVersionError: there is none.
    """
    return catalog_versions(settings).load_current()


def run(settings: Settings, tell: Tell, takes: list[Take] | None = None) -> Tuned:
    """Tune the settings' encoder; `takes` None are those of the database.

    Raises:
        TuningError, EncoderError, NoVersionError: see `tune` and `serving`.
    """
    loaded = serving(settings)
    products = loaded.index.products
    store = TunedStore(settings.encoders_dir)
    found = tune(
        settings.encoder,
        Material(loaded.version, products, read_takes(settings) if takes is None else takes),
        store,
        lambda model: opened(settings, model),
        limits_of(settings),
        guards=guards(products, settings.release_judged_dir / WISHES),
        tell=tell,
    )
    store.prune(settings.encoder_tune_kept, used_names(settings))
    return found


def used_names(settings: Settings) -> set[str]:
    """The names of the encoders that made the index versions there are."""
    names = set()
    for version in VersionStore(settings.index_dir).version_ids():
        try:
            names.add(Manifest.read(settings.index_dir / version).encoder)
        except ManifestError:
            continue
    return names


def guards(products: list[Product], wishes: Path) -> dict[str, Guard]:
    """What must not be forgotten: the catalog's own labels and, where they are of this catalog, judged gift wishes."""
    words = own_words(products)
    found: dict[str, Guard] = (
        {"own_words": lambda before, after: _words(products, words, before, after)} if words else {}
    )
    try:
        judged = load_wishes(wishes)
    except GiftWishesError:
        return found
    if {name for wish in judged for name in wish.grades} <= {product.id for product in products}:
        found["gift_wishes"] = lambda before, after: _wishes(products, judged, before, after)
    return found


def _words(products: list[Product], words: dict[str, Grades], before: Encoder, after: Encoder) -> Change:
    return change(*(Ranked(products, encoder).gains(words) for encoder in (before, after)))


def _wishes(products: list[Product], wishes: list[GiftWish], before: Encoder, after: Encoder) -> Change:
    gains = []
    for encoder in (before, after):
        ours = searches(GiftSearch(CatalogIndex.build(products, encoder), encoder))["ours"]
        gains.append(np.asarray(gains_of(wishes, [ours(wish) for wish in wishes])))
    return change(gains[0], gains[1])
