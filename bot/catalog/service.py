"""The catalog that serves: loads the current index version, follows the pointer when an import moves it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.settings import Settings
from catalog_index.encoder import SentenceEncoder
from catalog_index.feeds.entry import DEMO_STORE_URL
from catalog_index.feeds.links import moved
from catalog_index.product import Product
from catalog_index.search import GiftSearch
from catalog_index.versions import NoVersionError, VersionStore

log = logging.getLogger(__name__)


class CatalogNotReadyError(RuntimeError):
    """No index version is loaded (yet)."""


class CatalogService:
    """Holds one search at a time; who took it keeps it until done, also while a new version is loaded."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = VersionStore(settings.index_dir, keep=settings.catalog_keep_versions)
        self._encoder: SentenceEncoder | None = None
        self._plain: GiftSearch | None = None
        self._search: GiftSearch | None = None
        self._steer: Callable[[GiftSearch], GiftSearch] = _as_it_is
        self._swap = threading.Lock()
        self._version = ""
        self._refused = ""
        self._watch: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """Whether a catalog is loaded."""
        return self._search is not None

    @property
    def version(self) -> str:
        """The id of the version that serves, "" when none does."""
        return self._version

    @property
    def search(self) -> GiftSearch:
        """The search over the version that serves.

        Raises:
            CatalogNotReadyError: none is loaded.
        """
        if self._search is None:
            raise CatalogNotReadyError("no catalog is loaded; import one with: giftfinder catalog import FEED")
        return self._search

    @property
    def plain(self) -> GiftSearch | None:
        """The search without what merchants say about it, None when no catalog is loaded."""
        return self._plain

    def steer(self, steer: Callable[[GiftSearch], GiftSearch]) -> None:
        """Put what merchants say onto the search, now and whenever a catalog is loaded. May take a while: not for the
        event loop."""
        with self._swap:
            self._steer = steer
            if self._plain is not None:
                self._search = steer(self._plain)

    def get(self, product_id: str) -> Product | None:
        """The product with this id, or None."""
        return self._search.index.get(product_id) if self._search else None

    def products(self) -> Sequence[Product]:
        """All products, in the order of the feed."""
        return self._search.index.products if self._search else ()

    @property
    def currency(self) -> str:
        """The currency that most of the catalog's prices are in."""
        return (self._search.filters.currency if self._search else None) or self._settings.currency

    async def start(self) -> None:
        """Begin to load the current version; pages are served meanwhile, `ready` says when it is there."""
        self._watch = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop following the pointer."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None

    async def _follow(self) -> None:
        while True:
            current = self._store.current_id()
            if self._encoder is None or (current and current not in (self._version, self._refused)):
                try:
                    await asyncio.to_thread(self._load)
                except Exception:
                    # What serves goes on serving; the next import is a new chance.
                    self._refused = current or ""
                    log.exception("catalog not loaded", extra={"version": current})
            await asyncio.sleep(self._settings.catalog_poll)

    def _at_home(self, product: Product) -> Product:
        """The product with links to the demo store as that is reached now."""
        url = self._settings.store_url
        if url == DEMO_STORE_URL:
            return product
        images = tuple(moved(image, url) for image in product.images)
        return replace(product, link=moved(product.link, url), images=images)

    def _load(self) -> None:
        wanted = self._store.current_id() or ""
        if self._encoder is None:
            self._encoder = SentenceEncoder(self._settings.encoder)
            self._encoder.encode(["gift"])
        try:
            loaded = self._store.load_current(encoder_name=self._encoder.name, dimension=self._encoder.dimension)
        except NoVersionError as error:
            self._refused = wanted
            log.warning("no catalog loaded", extra={"reason": str(error)})
            return
        if loaded.version != wanted:
            self._refused = wanted  # damaged: not tried again every few seconds
        if loaded.version == self._version:
            return
        loaded.index.products = [self._at_home(product) for product in loaded.index.products]
        search = GiftSearch(loaded.index, self._encoder, extras=self._settings.extras)
        with self._swap:
            self._plain, self._search, self._version = search, self._steer(search), loaded.version
        log.info("catalog loaded", extra={"version": loaded.version, "products": len(loaded.index)})


def _as_it_is(search: GiftSearch) -> GiftSearch:
    return search
