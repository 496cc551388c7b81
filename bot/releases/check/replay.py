"""Replays requests on one side: what the search answers each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.catalog.currency import in_shop_currency
from bot.nlu.relationships import gender_of
from bot.releases.check.requests import Replayed
from catalog_index.brief import GiftBrief
from catalog_index.encoder import Encoder
from catalog_index.product import Product
from catalog_index.search import GiftSearch
from catalog_index.wishes import wish_query

FIRST = 6
"""How many of the answer's gifts are compared."""
# The encoder keeps the vectors of calls no longer than this.
_CACHED = 32


@dataclass(frozen=True, slots=True)
class Answered:
    """What one request found: how many fit, the first of them, and which of those cost more than was to be spent."""

    total: int
    first: tuple[Product, ...]
    over_budget: tuple[Product, ...]


def warm(encoder: Encoder, requests: Sequence[Replayed]) -> None:
    """Encode all wishes at once: one by one takes several times as long."""
    queries = list(dict.fromkeys(wish_query(name) for one in requests for name in one.brief.interests))
    for start in range(0, len(queries), _CACHED):
        encoder.encode(queries[start : start + _CACHED])


def replay(
    search: GiftSearch,
    requests: Sequence[Replayed],
    *,
    currency: str,
    rates: Mapping[str, float],
    done: Callable[[], None],
) -> Iterator[Answered]:
    """Answer each request as the chat would, the first page; `currency` is the shop's where no product has one."""
    shop = search.filters.currency or currency
    for request in requests:
        brief = in_shop_currency(request.brief, shop, rates)
        gender = gender_of(brief.relationship) if brief.relationship else None
        result = search.search(brief, limit=FIRST, gender=gender)
        # Behind what serves a wish come gifts that serve none; those are no answer to it.
        first = tuple(hit.product for hit in result.hits if hit.matched or hit.pinned or not brief.interests)
        yield Answered(result.total, first, tuple(product for product in first if _over(product, brief)))
        done()


def _over(product: Product, brief: GiftBrief) -> bool:
    """Whether a card breaks the budget. Told from the product itself: this must not trust the search's own filter."""
    budget = brief.budget
    if budget is None or budget.max is None:
        return False
    price = product.current_price
    return price.currency != budget.currency or float(price.amount) > budget.max
