"""The catalog that serves: loads the current index version, follows the pointer when it moves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.catalog.encoder import encoder_of_index, shop_encoder, usable_names
from bot.catalog.shelf import Shelf
from bot.catalog.vectors import catalog_versions
from bot.settings import Settings
from catalog_index.encoder import Encoder, SentenceEncoder
from catalog_index.feeds.entry import DEMO_STORE_URL
from catalog_index.feeds.links import moved
from catalog_index.product import Product
from catalog_index.search import GiftSearch
from catalog_index.versions import LoadedVersion, NoVersionError

log = logging.getLogger(__name__)


class CatalogNotReadyError(RuntimeError):
    """No index version is loaded (yet)."""


class CatalogService:
    """Holds one search at a time; who took it keeps it until done, also while a new version is loaded.

    Versions that conversations still have go on beside it: `of`, `keep_only`.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = catalog_versions(settings)
        self._encoder: Encoder | None = None
        self._shelf: Shelf | None = None
        self._others: dict[str, Shelf] = {}
        self._steer: Callable[[GiftSearch], GiftSearch] = _as_it_is
        self._swap = threading.Lock()
        self._loading = asyncio.Lock()
        self._refused = ""
        self._watch: asyncio.Task[None] | None = None
        # Whether a version may serve now that it is loaded, and who hears that it does, in the same step.
        self.may_serve: Callable[[str], bool] = lambda _: True
        self.serves: Callable[[str], None] = lambda _: None
        # Whether the version before goes on for those who have it, until `keep_only` lets go of it.
        self.drains = False

    @property
    def ready(self) -> bool:
        """Whether a catalog is loaded."""
        return self._shelf is not None

    @property
    def version(self) -> str:
        """The id of the version that serves, "" when none does."""
        return self._shelf.version if self._shelf else ""

    @property
    def search(self) -> GiftSearch:
        """The search over the version that serves.

        Raises:
            CatalogNotReadyError: none is loaded.
        """
        if self._shelf is None:
            raise CatalogNotReadyError("no catalog is loaded; import one with: giftfinder catalog import FEED")
        return self._shelf.search

    @property
    def encoder(self) -> Encoder:
        """The encoder as the settings say, whatever the catalog that serves was made with.

        Raises:
            CatalogNotReadyError: no catalog is loaded.
        """
        search = self.search
        return self._encoder or search.encoder

    @property
    def plain(self) -> GiftSearch | None:
        """The search without what merchants say about it, None when no catalog is loaded."""
        return self._shelf.plain if self._shelf else None

    def steer(self, steer: Callable[[GiftSearch], GiftSearch]) -> None:
        """Put what merchants say onto the search, now and whenever a catalog is loaded. May take a while: not for the
        event loop."""
        with self._swap:
            self._steer = steer
            for shelf in [*self._others.values(), *([self._shelf] if self._shelf else [])]:
                shelf.search = steer(shelf.plain)

    def get(self, product_id: str) -> Product | None:
        """The product with this id, or None; also one that only an earlier version has that is still in use."""
        for shelf in [*([self._shelf] if self._shelf else []), *self._others.values()]:
            if (product := shelf.get(product_id)) is not None:
                return product
        return None

    def products(self) -> Sequence[Product]:
        """All products, in the order of the feed."""
        return self._shelf.products() if self._shelf else ()

    @property
    def currency(self) -> str:
        """The currency that most of the catalog's prices are in."""
        return self._shelf.currency if self._shelf else self._settings.currency

    def of(self, version: str) -> CatalogService | Shelf:
        """The version of this id where it is loaded, else the one that serves."""
        return self._others.get(version) or self

    async def load(self, version: str) -> bool:
        """Load a version beside the one that serves; whether it is there now."""
        if version not in (self.version, *self._others):
            with contextlib.suppress(Exception):
                await self._prepare(version)
        return version in (self.version, *self._others)

    def keep_only(self, versions: set[str]) -> None:
        """Let go of all versions but these, the one that serves, and the one that is about to."""
        kept = versions | {self._store.current_id() or ""}
        self._others = {version: shelf for version, shelf in self._others.items() if version in kept}

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
            if self._encoder is None or (current and current not in (self.version, self._refused)):
                try:
                    await self._turn_to(current or "")
                except Exception:
                    # What serves goes on serving; the next import is a new chance.
                    self._refused = current or ""
                    log.exception("catalog not loaded", extra={"version": current})
            await asyncio.sleep(self._settings.catalog_poll)

    async def _turn_to(self, wanted: str) -> None:
        """Let the version serve once it is loaded, or what can be had instead of a damaged one, when it may."""
        if wanted not in self._others and not await self._prepare(wanted, or_another=True):
            return
        version = wanted if wanted in self._others else next(reversed(self._others))
        if self._shelf is None or self.may_serve(version):
            self._serve(version)

    def _serve(self, version: str) -> None:
        shelf = self._others.pop(version)
        if self._shelf is not None and self.drains:
            self._others[self._shelf.version] = self._shelf
        self._shelf = shelf
        self.serves(version)
        log.info("catalog serves", extra={"version": version, "products": len(shelf.products())})

    async def _prepare(self, version: str, *, or_another: bool = False) -> bool:
        """Load a version among the others; False where there is nothing new to load."""
        async with self._loading:
            if version in self._others:
                return True
            loaded = await asyncio.to_thread(self._read, version, or_another)
            if loaded is None or loaded.version in (self.version, *self._others):
                return loaded is not None and loaded.version in self._others
            self._others[loaded.version] = await asyncio.to_thread(self._shelved, loaded)
            return True

    def _read(self, wanted: str, or_another: bool) -> LoadedVersion | None:
        if self._encoder is None:
            self._encoder = shop_encoder(self._settings)
            self._encoder.encode(["gift"])
        names, dimension = usable_names(self._settings, self._encoder), self._encoder.dimension
        if not or_another:
            return self._store.load(wanted, encoder_name=names, dimension=dimension)
        try:
            loaded = self._store.load_current(encoder_name=names, dimension=dimension)
        except NoVersionError as error:
            self._refused = wanted
            log.warning("no catalog loaded", extra={"reason": str(error)})
            return None
        if loaded.version != wanted:
            self._refused = wanted  # damaged: not tried again every few seconds
        return loaded

    def _shelved(self, loaded: LoadedVersion) -> Shelf:
        assert self._encoder is not None
        loaded.index.products = [self._at_home(product) for product in loaded.index.products]
        encoder = encoder_of_index(self._settings, self._encoder, loaded.index.encoder_name)
        if encoder is not self._encoder and isinstance(encoder, SentenceEncoder):
            log.warning(
                "catalog made by a slower encoder: import it again",
                extra={"version": loaded.version, "made_by": encoder.name, "encoder": self._encoder.name},
            )
        plain = GiftSearch(loaded.index, encoder, extras=self._settings.extras)
        with self._swap:
            return Shelf(loaded.version, plain, self._steer(plain), self._settings.currency)

    def _at_home(self, product: Product) -> Product:
        """The product with links to the demo store as that is reached now."""
        url = self._settings.store_url
        if url == DEMO_STORE_URL:
            return product
        images = tuple(moved(image, url) for image in product.images)
        return replace(product, link=moved(product.link, url), images=images)


def _as_it_is(search: GiftSearch) -> GiftSearch:
    return search
