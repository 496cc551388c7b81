"""What the store's addresses say: `/store?q=bear&category=toys-games&under=40&sort=price-up&page=2`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.store.shelves import PAGE_SIZE, SORTS, Wish
from catalog_index.product import Product

if TYPE_CHECKING:  # it loads FAISS, which the rest of the gateway does without
    from catalog_index.search import GiftSearch

MAX_TEXT = 80
MAX_AMOUNT = 10_000_000


def read_wish(query: Mapping[str, str]) -> Wish:
    """Read what a visitor wants to see; what makes no sense counts as not said, as a page is no API."""
    sort = query.get("sort", "")
    return Wish(
        text=" ".join(query.get("q", "")[:MAX_TEXT].split()),
        category=query.get("category", "")[:MAX_TEXT],
        under=_amount(query.get("under", "")),
        over=_amount(query.get("over", "")),
        sort=sort if sort in SORTS else "featured",
    )


def page_number(query: Mapping[str, str]) -> int:
    """Return the page that is asked for, counted from 1."""
    text = query.get("page", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def find_close(search: GiftSearch, text: str) -> list[Product]:
    """Return the products nearest to a text that have a word of it, if misspelt, best first.

    The search gives its best for any text at all: without a common word that is no answer.
    """
    words = search.lexical.scores(text)
    hits = [(hit.product, search.index.row(hit.product.id)) for hit in search.find(text, limit=PAGE_SIZE)]
    return [product for product, row in hits if row is not None and words[row] > 0]


def link_to(wish: Wish, **changes: Any) -> str:
    """Return the address of a wish with some values changed; what is empty or usual is left out."""
    values = {
        "q": wish.text,
        "category": wish.category,
        "under": wish.under,
        "over": wish.over,
        "sort": wish.sort,
        "page": 1,
        **changes,
    }
    usual = {"page": 1, "sort": "featured"}
    query = {name: _written(value) for name, value in values.items() if value and value != usual.get(name)}
    return f"/store?{urlencode(query)}" if query else "/store"


def _written(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < MAX_AMOUNT else None
