"""Whether the cards of an answer are what was expected, held against the products' own data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.evaluation.answer import Answer
from bot.evaluation.conversations import Turn
from bot.evaluation.wanted import age_bounds, price_bounds
from catalog_index.analysis import stems, words
from catalog_index.people import lower_age, upper_age
from catalog_index.product import Product

# The nearest there is, when nothing fits, may break the brief; the list holds gifts for others too.
_OTHERS = frozenset({"nothing_fits", "wishlist"})


def wrong_cards(
    turn: Turn, answer: Answer, row: list[str], shown: set[str], products: Mapping[str, Product], kinds: set[str]
) -> Iterator[str]:
    """What is wrong with the cards; `row` are the ids of the last cards, `shown` all shown for this recipient."""
    expected: dict[str, Any] = turn.expected.get("cards") or {}
    found = [products[card["product_id"]] for card in answer.cards]
    if len(found) < expected.get("least", 1 if expected else 0):
        yield f"cards: {len(found)} instead of at least {expected.get('least', 1)}"
    if len(found) > expected.get("most", len(found)):
        yield f"cards: {len(found)} instead of at most {expected['most']}"
    keep_brief = not (expected.get("free") or kinds & _OTHERS)
    for product in found:
        for problem in _card(product, turn, expected, keep_brief=keep_brief):
            yield f"card “{product.title}” ({product.current_price.amount}): {problem}"
    yield from _rows(expected, found, row, shown, products)


def _card(product: Product, turn: Turn, expected: dict[str, Any], *, keep_brief: bool) -> Iterator[str]:
    price, data = float(product.current_price.amount), words_of(product)
    if not product.is_available:
        yield "not in stock"
    low, high = price_bounds(turn.brief["budget"]) if keep_brief else (None, None)
    high = _least(high, expected.get("max_price"))
    low = expected.get("min_price", low)
    if high is not None and price > high:
        yield f"above {high:g}"
    if low is not None and price < low:
        yield f"below {low:g}"
    ages = age_bounds(turn.brief["age"]) if keep_brief else None
    if ages and not (lower_age(product) <= ages[0] and upper_age(product) >= ages[1]):
        yield f"for ages {product.age_min} to {product.age_max}"
    serves = expected.get("serves")
    if serves and not any(word_in(word, data) for word in serves):
        yield f"serves none of {serves}"
    for word in expected.get("none_of") or []:
        if word_in(word, data):
            yield f"has {word!r}"
    titles = expected.get("titles")
    if titles and not any(word.lower() in product.title.lower() for word in titles):
        yield f"the title holds none of {titles}"
    for word in expected.get("untitled") or []:
        if word.lower() in product.title.lower():
            yield f"the title holds {word!r}"


def _rows(
    expected: dict[str, Any], found: list[Product], row: list[str], shown: set[str], products: Mapping[str, Product]
) -> Iterator[str]:
    for wish in expected.get("each") or []:
        # "Dinosaurs and drawing": each wish is served by some card.
        if not any(word_in(word, words_of(product)) for product in found for word in wish.split("|")):
            yield f"cards: none serves {wish}"
    if expected.get("new"):
        again = [product.title for product in found if product.id in shown]
        if again:
            yield f"cards: shown before: {again}"
    if "again" in expected and not {product.id for product in found} & shown:
        yield "cards: none of those shown before"
    for name, wrong in (("below", 1), ("above", -1)):
        if name in expected:
            if len(row) < expected[name]:
                yield f"cards: there was no card {expected[name]}"
                continue
            limit = products[row[expected[name] - 1]].current_price.amount
            bad = [p.title for p in found if (p.current_price.amount - limit) * wrong >= 0]
            if bad:
                yield f"cards: not {name} {limit}: {bad}"


def text_of(product: Product) -> str:
    """All words of a product that may say whom it serves."""
    parts = [product.title, product.description, *product.categories, *product.interests, *product.occasions]
    parts += [v for k, v in product.attributes.items() if k in ("material", "color", "product_highlight")]
    return "\n".join(parts)


def words_of(product: Product) -> set[str]:
    """The words of `text_of` and their stems."""
    text = text_of(product)
    return {*stems(text), *words(text)}


def word_in(word: str, data: set[str]) -> bool:
    """Whether all of a wish's words are there; "bird*" is any word that begins so."""
    if word.endswith("*"):
        return any(one.startswith(word[:-1]) for one in data)
    return set(stems(word)) <= data


def _least(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else min(one, other)
