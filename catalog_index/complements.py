"""What goes with a gift: what the merchant names, what of the catalog belongs to it, a wrap and a card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from catalog_index.analysis import stems
from catalog_index.brief import GiftBrief
from catalog_index.people import ADULT_AGE, upper_age
from catalog_index.product import Product
from catalog_index.ranking import NEAR_DUPLICATE
from catalog_index.search import GiftSearch

GOES_WITH = "goes_with"
Kind = Literal["named", "found", "wrap", "card"]

# A companion costs less than the gift: it is added to it, not given instead.
_SHARE_OF_PRICE = 0.8
# Below this cosine of their texts two products of one interest have nothing to do with each other.
_NEAR = 0.42
# How much nearer something counts that says it is an accessory or a consumable.
_COMPANION = 0.1
_COMPANION_WORDS = re.compile(
    r"\b(?:refills?|spare|extra|accessor\w+|case|pouch|stand|strap|holder|care|cleaning|kit|beans|seeds|yarn|ink|"
    r"paper|pads?|cartridges?|book|guide|cloth|bag|storage)\b",
    re.IGNORECASE,
)
# Where what a title calls a thing ends: "Bag for the drum" is a bag.
_HEAD_END = re.compile(r"\b(?:with|for|of|in|from|to|by|and|on|about)\b|[,(:&]", re.IGNORECASE)
_CARD = re.compile(r"\bcards?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Complement:
    """A product that goes with another; `interest` is what both are labelled with where it was found by that."""

    kind: Kind
    product: Product
    interest: str = ""


def complements(search: GiftSearch, product: Product, brief: GiftBrief, *, limit: int = 2) -> list[Complement]:
    """What goes with a product: at most `limit` companions, named by the merchant or else found, a wrap and a card.

    Only what can be bought now and breaks none of the brief's exclusions and ages; its budget is for the gift itself.
    """
    wanted = brief.model_copy(update={"budget": None})
    named = [Complement("named", other) for other in _named(search, product, wanted)][:limit]
    taken = {item.product.id for item in named}
    found = [item for item in _found(search, product, wanted) if item.product.id not in taken] if not named else []
    return [*named, *found[:limit], *_extras(search, product, brief)]


def _named(search: GiftSearch, product: Product, wanted: GiftBrief) -> list[Product]:
    ids = [part.strip() for part in re.split(r"[|;,]", product.attributes.get(GOES_WITH, "")) if part.strip()]
    rows = [row for product_id in ids if (row := search.index.row(product_id)) is not None]
    allowed = search.filters.mask(wanted)
    return [search.index.products[row] for row in rows if allowed[row]]


def _found(search: GiftSearch, product: Product, wanted: GiftBrief) -> list[Complement]:
    """Cheaper things of another kind that share an interest with the product and mean something like it."""
    row = search.index.row(product.id)
    if row is None or not product.interests:
        return []
    price = float(product.current_price.amount)
    allowed = search.filters.mask(wanted) & (search.filters.prices <= _SHARE_OF_PRICE * price)
    own = search.index.texts.reconstruct(row)
    scored: list[tuple[float, Complement]] = []
    for other in np.flatnonzero(allowed):
        companion = search.index.products[int(other)]
        shared = next((label for label in product.interests if label in companion.interests), None)
        if shared is None or companion.id == product.id or _rivals(companion, product):
            continue
        near = float(search.index.texts.reconstruct(int(other)) @ own)
        if _NEAR <= near < NEAR_DUPLICATE:
            near += _COMPANION * bool(_COMPANION_WORDS.search(companion.title))
            scored.append((near, Complement("found", companion, shared)))
    return [item for _, item in sorted(scored, key=lambda pair: -pair[0])]


def _rivals(one: Product, other: Product) -> bool:
    """Whether one is given instead of the other, being the same kind of thing, or for another age altogether."""
    heads = [_HEAD_END.split(product.title, maxsplit=1)[0].split()[-1:] for product in (one, other)]
    for_children = [upper_age(product) < ADULT_AGE for product in (one, other)]
    return (
        stems(" ".join(heads[0])) == stems(" ".join(heads[1]))
        or one.categories[:3] == other.categories[:3]
        or for_children[0] != for_children[1]
    )


def _extras(search: GiftSearch, gift: Product, brief: GiftBrief) -> list[Complement]:
    """One wrap and one card of the shop, for the occasion where it has any."""
    row_of_gift = search.index.row(gift.id)
    if row_of_gift is not None and search.filters.extra[row_of_gift]:
        return []
    found: dict[Kind, tuple[bool, Product]] = {}
    for row in np.flatnonzero(search.filters.extra):
        product = search.index.products[int(row)]
        if not product.is_available:
            continue
        kind: Kind = "card" if _CARD.search(product.title) else "wrap"
        fits = bool(brief.occasion and brief.occasion in product.occasions)
        plain = not product.occasions
        known = found.get(kind)
        # For the occasion; else for any occasion; never for another one.
        if (fits or plain) and (known is None or (fits and not known[0])):
            found[kind] = (fits, product)
    return [Complement(kind, found[kind][1]) for kind in ("wrap", "card") if kind in found]
