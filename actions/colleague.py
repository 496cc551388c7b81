"""What people of the shop did while they had the conversation: their picks come first, what they showed is not new."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from actions.context import context
from actions.slots import GiftState
from catalog_index.brief import GiftBrief
from catalog_index.search import GiftSearch, Hit, SearchResult


def shelf(state: GiftState) -> GiftSearch:
    """The catalog's search without what people of the shop have ruled out: it neither finds nor counts that."""
    return context().catalog.search.leaving_out(state.vetoed)


def pinned_first(
    result: SearchResult,
    state: GiftState,
    brief: GiftBrief,
    *,
    without: Collection[str],
    limit: int,
    below_price: float | None = None,
    above_price: float | None = None,
    **_: Any,
) -> SearchResult:
    """The result with the pinned gifts in front, in the order in which they were pinned, as far as they fit.

    They pass the hard filters and price bounds of the search (`brief` is in the shop's currency); of the shopper's
    interests they need serve none: a person has thought of that.
    """
    search = shelf(state)
    passing = search.filters.mask(brief) & search.kinds.mask(state.only)
    picks = []
    for product_id in state.pinned:
        row = search.index.row(product_id)
        if row is None or not passing[row] or product_id in without:
            continue
        price = search.filters.prices[row]
        if (below_price is None or price < below_price) and (above_price is None or price > above_price):
            product = search.index.products[row]
            serves = search.serves(product, brief)
            score = result.hits[0].score if result.hits else 0.0
            picks.append(Hit(product, score, serves, search.reasons(product, brief, serves)))
    if not picks:
        return result
    ids = {hit.product.id for hit in picks}
    hits = [*picks, *(hit for hit in result.hits if hit.product.id not in ids)][:limit]
    unserving = sum(1 for hit in picks if brief.interests and not hit.matched)
    return replace(result, hits=hits, total=result.total + unserving)


def with_colleague(text: str, product_ids: Sequence[str], state: GiftState) -> str:
    """The headline of cards, with what a colleague has to do with them: picked the first, or shown some before."""
    texts = context().texts
    picked = sum(1 for product_id in product_ids if product_id in state.pinned)
    again = [
        product_id for product_id in product_ids if product_id in state.colleague and product_id not in state.pinned
    ]
    said = [text]
    # "The first" is true only where they stand in front.
    if picked and all(product_id in state.pinned for product_id in product_ids[:picked]):
        said.append(texts("colleague.picked.one" if picked == 1 else "colleague.picked.many", count=picked))
    if again:
        every = len(again) == len(product_ids)
        key = "all" if every else "one" if len(again) == 1 else "many"
        said.append(texts(f"colleague.again.{key}", count=len(again)))
    return " ".join(part for part in said if part)
