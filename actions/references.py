"""Which of the gifts the shopper means: "the second one", "the blue one", "the cheapest", "it"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from actions.context import context
from actions.mentions import best_matches, mentions
from actions.message import Said
from actions.slots import GiftState
from catalog_index.product import Product

# "The first one from before": of the page before this one; "at the start": of the very first.
_BEFORE = re.compile(
    r"\b(?:from before|before (?:that|these|those)|earlier|previous(?:ly)?|"
    r"(?:the )?(?:last|other) (?:page|lot|batch|round))\b"
)
_AT_FIRST = re.compile(
    r"\b(?:at (?:the )?(?:start|beginning|first)|in the beginning|(?:the )?(?:very )?first (?:page|lot|batch|round))\b"
)
_CHEAPEST = re.compile(r"\b(?:cheapest|least expensive|lowest price[d]?|most affordable|best price)\b")
_DEAREST = re.compile(r"\b(?:most expensive|dearest|priciest|highest price[d]?|costliest)\b")
_IT = re.compile(r"\b(?:it|its|it's|that|this|this one|that one|the one|the same(?: one)?)\b")
# "The wooden one"; "the same one" and "the other one" name no property.
_ONE_SUCH = re.compile(r"\bthe (?!same|other|right|best|better|last|next|only)[a-z-]+ one\b")
_FIRST_FEW = re.compile(r"\b(?P<end>first|last) (?P<count>two|three|2|3)\b")
_FEW = {"two": 2, "2": 2, "three": 3, "3": 3}
# "Compare 1 and 3", "save 2"
_DIGITS = re.compile(
    r"(?<![\w$£€.])(?<!under )(?<!over )(?<!above )(?<!below )(?<!aged )(?<!age )(?<!than )[1-8](?![\w%]|\.\d)"
    r"(?! ?-?(?:years?|yrs?|yo|months?|weeks?|days?|dollars|bucks|quid|pounds|euros?|pieces?|players?|people|kids|"
    r"of|more|am|pm|times|x)\b)"
)
_BY_DIGITS = frozenset({"compare", "save_gift", "remove_gift", "tell_more", "why", "more_like"})
_THEM = re.compile(r"\b(?:them|they|both|these|those)\b")


@dataclass(frozen=True)
class Meant:
    """`products` are meant for certain, in the order of mention; else it may be any of `among`."""

    products: list[Product] = field(default_factory=list)
    among: list[Product] = field(default_factory=list)


def meant(said: Said, state: GiftState) -> list[Product]:
    """The products that a message refers to for certain, [] when it names none or may mean several."""
    return resolve(said, state).products


def keep_in_focus(said: Said, state: GiftState) -> None:
    """Note the gift that a question about the shop names by its place ("the first. when would it arrive"), which "it"
    means from then on."""
    if said.has("ordinal") and len(products := meant(said, state)) == 1:
        state.focus = [products[0].id]


def resolve(said: Said, state: GiftState) -> Meant:
    """What a message refers to, among the gifts shown and talked about in this conversation."""
    text = said.text.lower()
    if products := by_title(said.text, state):
        return Meant(products)
    page = _page(text, state)
    if not page:
        return Meant(_products(state.focus))
    if 0 in said.all("ordinal") and not said.all("ordinal")[1:]:
        focus = _products(state.focus)
        if len(focus) > 1 and _THEM.search(text):
            return Meant(focus)
        return Meant(page[:2] if "both" in text else page)
    found = [*_by_position(said, page), *_by_price(text, page)]
    unclear: list[Product] = []
    seen = _seen(page, state)
    for words in mentions(text, explicit=True):
        products = best_matches(words, seen, telling=True)
        if len(products) == 1:
            found += products
        elif not found:
            unclear = unclear or products
    if not found and not unclear and _IT.search(text) and state.focus and not _ONE_SUCH.search(text):
        return Meant(_products(state.focus)[:1])
    if not found and not unclear and not _IT.search(text):
        for words in mentions(text, explicit=False):
            products = best_matches(words, seen, telling=False)
            found += products if len(products) == 1 else []
            unclear = unclear or (products if len(products) > 1 else [])
    if found:
        return Meant(_once(found))
    if unclear:
        return Meant(among=unclear)
    # Nothing was named: what was talked about last. But the third of two, or "the wooden one" where none is, was.
    if state.focus and not said.has("ordinal") and not _ONE_SUCH.search(text):
        return Meant(_products(state.focus)[:1])
    return Meant(page) if len(page) == 1 else Meant(among=page)


def by_title(text: str, state: GiftState) -> list[Product]:
    """The gifts whose whole title a text holds, in order, as the menu of a card says them; those shown come first."""
    plain = text.casefold()
    found: list[tuple[int, Product]] = []
    earlier = (i for page in state.pages for i in page)
    shown = _products(dict.fromkeys([*state.page, *earlier, *state.shown, *state.focus]))
    for product in sorted(shown, key=lambda product: -len(product.title)):
        title = product.title.casefold()
        if (start := plain.find(title)) >= 0:
            found.append((start, product))
            plain = plain.replace(title, " " * len(title), 1)
    if found:
        return [product for _, product in sorted(found, key=lambda item: item[0])]
    other = titled(text)
    return [other] if other else []


def titled(text: str) -> Product | None:
    """The product of the catalog whose title a text ends with, as the menu of a card says it."""
    plain = text.casefold().strip(" .!?")
    found = [product for product in context().catalog.products() if plain.endswith(product.title.casefold())]
    return max(found, key=lambda product: len(product.title), default=None)


def _page(text: str, state: GiftState) -> list[Product]:
    if _AT_FIRST.search(text) and state.pages:
        return _products(state.pages[0])
    if (_BEFORE.search(text) or not state.page) and state.pages:
        return _products(state.pages[-1])
    return _products(state.page)


def _by_position(said: Said, page: Sequence[Product]) -> list[Product]:
    text = said.text.lower()
    if several := _FIRST_FEW.search(text):
        count = _FEW[several["count"]]
        return list(page[:count] if several["end"] == "first" else page[-count:])
    found = []
    ordinals = said.all("ordinal")
    if said.intent in _BY_DIGITS and not ordinals:
        ordinals = [int(digit) for digit in _DIGITS.findall(text)]
    for ordinal in ordinals:
        position = len(page) - 1 if ordinal == -1 else ordinal - 1
        if 0 <= position < len(page):
            found.append(page[position])
    return found


def _by_price(text: str, page: Sequence[Product]) -> list[Product]:
    found = []
    if _CHEAPEST.search(text):
        found.append(min(page, key=lambda product: product.current_price.amount))
    if _DEAREST.search(text):
        found.append(max(page, key=lambda product: product.current_price.amount))
    return found


def _seen(page: Sequence[Product], state: GiftState) -> list[list[Product]]:
    """What was shown, page by page, the one meant first and then the newest."""
    pages = [list(page), *(_products(ids) for ids in reversed(state.pages))]
    return [products for products in pages if products]


def _products(ids: Iterable[str]) -> list[Product]:
    return [product for product_id in ids if (product := context().catalog.get(product_id))]


def _once(products: Iterable[Product]) -> list[Product]:
    return list({product.id: product for product in products}.values())
