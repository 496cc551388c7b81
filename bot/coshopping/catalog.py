"""Looks in the catalog that this process serves: the same index that the bot searches, so none is loaded twice."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, cast, get_args

from bot.catalog.cards import card, product_card
from bot.catalog.currency import in_shop_currency
from bot.coshopping.schemas import Filter, FoundGift, FoundGifts
from bot.errors import NotFoundError, UnavailableError
from bot.messages import Card
from bot.nlu.relationships import gender_of
from bot.quiz.service import SearchableCatalog
from bot.settings import Settings
from bot.texts import Texts
from catalog_index.brief import GiftBrief
from catalog_index.product import Product
from catalog_index.search import GiftSearch, Hit

FILTERS: tuple[Filter, ...] = get_args(Filter)
_CLEARED: Mapping[str, Any] = {name: [] if name in ("interests", "exclude") else None for name in FILTERS}
# So many of the best are looked through for those that serve the query.
_LOOKED_THROUGH = 200


class Shelf(Protocol):
    """What is asked of a catalog even where it has no index."""

    @property
    def ready(self) -> bool: ...
    def get(self, product_id: str) -> Product | None: ...


class CatalogBeside:
    """The catalog as agents see it beside the chat."""

    def __init__(self, catalog: Shelf, settings: Settings, texts: Texts) -> None:
        self._catalog, self._settings, self._texts = catalog, settings, texts

    async def find(
        self, brief: GiftBrief, query: str, off: Collection[Filter], state: Mapping[str, Any], limit: int
    ) -> FoundGifts:
        """Return the gifts for a query (at most 60 characters) under the brief without the filters `off`.

        With a query only what serves it counts, the shopper's interests then say what comes first; without one, what
        serves an interest. Price, stock, age grade and exclusions hold unless switched off.

        Raises:
            UnavailableError: no catalog is loaded.
        """
        search = self._search()
        filters = [name for name in FILTERS if getattr(brief, name) not in (None, [])]
        wanted = self._in_shop(GiftBrief.model_validate(brief.model_dump() | {name: _CLEARED[name] for name in off}))
        hits, total = await asyncio.to_thread(_look, search, wanted, query, limit)
        nearest = total == 0 and bool(hits)
        items = [self._found(hit, state) for hit in hits]
        return FoundGifts(items=items, total=total, nearest=nearest, filters=filters)

    async def cards(self, brief: GiftBrief, product_ids: Sequence[str]) -> list[Card]:
        """Return the cards of products, with why each fits the brief.

        Raises:
            NotFoundError: the catalog has no such product.
        """
        products = [self.product(product_id) for product_id in product_ids]
        if not self._catalog.ready or not isinstance(self._catalog, SearchableCatalog):
            return [product_card(product) for product in products]
        search, wanted = self._catalog.search, self._in_shop(brief)
        hits = await asyncio.to_thread(lambda: [_hit(search, product, wanted) for product in products])
        return [card(hit, self._texts) for hit in hits]

    async def fits(self, brief: GiftBrief, state: Mapping[str, Any]) -> int | None:
        """Return how many gifts fit a brief and are not vetoed, None while no catalog is loaded."""
        if not self._catalog.ready or not isinstance(self._catalog, SearchableCatalog):
            return None
        search = self._catalog.search.leaving_out(state.get("vetoed") or ())
        return await asyncio.to_thread(search.count, self._in_shop(brief), state.get("only") or ())

    def product(self, product_id: str) -> Product:
        """Return a product; NotFoundError names the one that the catalog does not have."""
        found = self._catalog.get(product_id)
        if found is None:
            raise NotFoundError(f"There is no product {product_id[:100]!r}.")
        return found

    def known(self, product_ids: Sequence[str]) -> list[Card]:
        """Return the plain cards of those products that the catalog (still) has."""
        return [product_card(found) for product_id in product_ids if (found := self._catalog.get(product_id))]

    def _search(self) -> GiftSearch:
        if not self._catalog.ready or not isinstance(self._catalog, SearchableCatalog):
            raise UnavailableError("No catalog is loaded right now.")
        return self._catalog.search

    def _in_shop(self, brief: GiftBrief) -> GiftBrief:
        currency = cast(SearchableCatalog, self._catalog).currency
        return in_shop_currency(brief, currency, self._settings.exchange_rates)

    def _found(self, hit: Hit, state: Mapping[str, Any]) -> FoundGift:
        product_id = hit.product.id
        return FoundGift(
            card=card(hit, self._texts),
            stock=hit.product.availability.value,
            pinned=product_id in (state.get("pinned") or ()),
            vetoed=product_id in (state.get("vetoed") or ()),
            shown=any(product_id in (state.get(name) or ()) for name in ("shown", "colleague")),
        )


def _look(search: GiftSearch, brief: GiftBrief, query: str, limit: int) -> tuple[list[Hit], int]:
    """The hits, best first, and how many there are; near misses and 0 where there is none."""
    gender = gender_of(brief.relationship)
    if not query:
        result = search.search(brief, limit=limit, gender=gender)
        serving = [hit for hit in result.hits if hit.matched or not brief.interests]
        return serving or result.hits, result.total
    asked = brief.model_copy(update={"interests": list(dict.fromkeys([query, *brief.interests]))[:20]})
    found = search.search(asked, limit=_LOOKED_THROUGH, gender=gender).hits
    # A name or an id typed in full is what is meant.
    exact = [hit for hit in found if query.casefold() in (hit.product.id.casefold(), hit.product.title.casefold())]
    serving = [*exact, *(hit for hit in found if query in hit.matched and hit not in exact)]
    total = max(search.count(brief.model_copy(update={"interests": [query]})), len(exact))
    if not serving:
        passing = search.filters.mask(brief)
        near = [hit.product for hit in search.find(query, limit=_LOOKED_THROUGH)]
        rows = ((product, search.index.row(product.id)) for product in near)
        serving = [_hit(search, product, brief) for product, row in rows if row is not None and passing[row]]
        total = 0
    return serving[:limit], total


def _hit(search: GiftSearch, product: Product, brief: GiftBrief) -> Hit:
    serves = search.serves(product, brief)
    return Hit(product, 0.0, serves, search.reasons(product, brief, serves))
