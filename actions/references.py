"""Which of the gifts shown the shopper means."""

from __future__ import annotations

from actions.context import context
from actions.message import Said
from actions.slots import GiftState
from catalog_index.analysis import stems
from catalog_index.product import Product

_GENERIC = frozenset(
    stems(
        "save add keep put list wishlist favorite heart bookmark like love take remove delete please gift item thing "
        "product show share"
    )
)


def meant(said: Said, state: GiftState) -> list[Product]:
    """The products of the last page that a message refers to, in order; [] when it names none."""
    page = [product for product_id in state.page if (product := context().catalog.get(product_id))]
    if not page:
        return []
    chosen: list[Product] = []
    for ordinal in said.all("ordinal"):
        if ordinal == 0:
            return page[:2] if "both" in said.text.lower() else page
        position = len(page) - 1 if ordinal == -1 else ordinal - 1
        if 0 <= position < len(page) and page[position] not in chosen:
            chosen.append(page[position])
    return chosen or _by_words(said.text, page)


def titled(text: str) -> Product | None:
    """The product of the catalog whose title a text ends with, as the menu of a card says it."""
    plain = text.casefold().strip(" .!?")
    found = (product for product in context().catalog.products() if plain.endswith(product.title.casefold()))
    return next(found, None)


def _by_words(text: str, page: list[Product]) -> list[Product]:
    """Products whose title or color shares the most words with the text ("the blue one", "the puzzle")."""
    wanted = set(stems(text)) - _GENERIC
    scores = [len(wanted & set(stems(f"{p.title} {p.attributes.get('color', '')}"))) for p in page]
    best = max(scores)
    found = [product for product, score in zip(page, scores, strict=True) if score == best]
    if best:
        return found if len(found) == 1 else []
    return page if len(page) == 1 else []
