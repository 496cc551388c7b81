"""The products of a conversation: what was shown, saved, opened in the shop, judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.catalog.cards import product_card
from bot.conversation.models import Message
from bot.workbench.schemas import ShownProduct
from catalog_index.product import Product

_CARDS = ("product_cards", "comparison")


def shown_products(
    messages: Sequence[Message],
    saved: Sequence[str],
    clicks: dict[str, int],
    verdicts: dict[str, str],
    find: Callable[[str], Product | None],
    *,
    limit: int,
) -> list[ShownProduct]:
    """Return them: what was opened or saved first, then what was shown last. Facts are as they were when shown."""
    cards: dict[str, dict[str, Any]] = {}
    shown: Counter[str] = Counter()
    for card in (card for message in reversed(messages) for card in _cards(message.body)):
        cards.setdefault(card["product_id"], card)
        shown[card["product_id"]] += 1
    for product_id in [*saved, *clicks]:
        if product_id not in cards and (product := find(product_id)):
            cards[product_id] = product_card(product).model_dump(mode="json")
    marked = set(saved) | set(clicks)
    order = sorted(cards, key=lambda product_id: product_id not in marked)  # stable: the last shown stay first
    return [
        ShownProduct(
            product_id=product_id,
            title=cards[product_id]["title"],
            price=cards[product_id]["price"],
            image=cards[product_id].get("image"),
            url=cards[product_id]["url"],
            shown=shown[product_id],
            saved=product_id in saved,
            clicked=clicks.get(product_id, 0),
            verdict=verdicts.get(product_id),
        )
        for product_id in order[:limit]
    ]


def _cards(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if body.get("type") in _CARDS:
        yield from body.get("items", ())
    elif body.get("type") == "product_details":
        yield body["item"]
