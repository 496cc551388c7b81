"""What "something like the first, but ..." asks for: cheaper, in blue, smaller, for a girl, with dinosaurs."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from actions.context import context
from actions.message import Said
from actions.slots import GiftState
from bot.nlu.money import NO_CURRENCY
from catalog_index.analysis import stems
from catalog_index.brief import Budget, GiftBrief
from catalog_index.product import Product

_CHEAPER = re.compile(r"\b(?:cheaper|less expensive|less pricey|more affordable|lower price|costs? less)\b")
_DEARER = re.compile(r"\b(?:dearer|more expensive|pricier|fancier|nicer|costs? more|posher)\b")
_SMALLER = re.compile(r"\b(?:smaller|lighter|tinier|more compact)\b")
_BIGGER = re.compile(r"\b(?:bigger|larger|taller)\b")
_SMALL = re.compile(r"\b(?:small|mini|little|tiny|pocket\w*|compact|lightweight|travel)\b", re.IGNORECASE)
_BIG = re.compile(r"\b(?:big|large|giant|grand|tall|jumbo|xl|oversized)\b", re.IGNORECASE)
# The color asked for, not the one by which the gift is called ("more like the blue one").
_IN_COLOR = re.compile(r"\b(?:in|but|only|rather)(?: in)? (?P<color>[a-z]{3,})\b")
_OTHER_GENDER = {"female": "male", "male": "female"}

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Likeness:
    """`brief` is the wish with a new price limit, if one was named; `within` which products are asked for, bool
    (count,); `bounded` whether anything but likeness is asked for."""

    brief: GiftBrief
    within: Mask
    bounded: bool


def likeness(said: Said, state: GiftState, brief: GiftBrief, product: Product) -> Likeness:
    """What a message asks for beside being like a product; a gender that it names is noted in `state`."""
    search = context().catalog.search
    text = said.text.lower()
    new = _with_budget(said, brief)
    masks: list[Mask] = []
    price = float(product.current_price.amount)
    if not said.has("budget") and _CHEAPER.search(text):
        masks.append(search.filters.prices < price)
    if not said.has("budget") and _DEARER.search(text):
        masks.append(search.filters.prices > price)
    if color := _color(said, text):
        masks.append(_named(color))
    if gender := said.one("gender"):
        state.gender = str(gender)
        other = _OTHER_GENDER[state.gender]
        masks.append(np.array([p.gender != other for p in search.index.products], dtype=np.bool_))
    if interests := [label for label in said.all("interest") if label not in brief.interests]:
        masks.append(search.fitting(GiftBrief(interests=interests)))
    for pattern, words in ((_SMALLER, _SMALL), (_BIGGER, _BIG)):
        if pattern.search(text):
            masks.append(np.array([bool(words.search(p.title)) for p in search.index.products], dtype=np.bool_))
    within = np.ones(len(search.index), dtype=np.bool_)
    for mask in masks:
        within = within & mask
    return Likeness(new, within, bool(masks) or new != brief)


def _with_budget(said: Said, brief: GiftBrief) -> GiftBrief:
    value = said.one("budget")
    if not isinstance(value, dict):
        return brief
    if value.get("currency") in (None, NO_CURRENCY):
        value = {**value, "currency": context().catalog.currency}
    try:
        return brief.model_copy(update={"budget": Budget.model_validate(value)})
    except ValidationError:
        return brief


def _color(said: Said, text: str) -> str | None:
    wanted = {match["color"] for match in _IN_COLOR.finditer(text)}
    return next((str(color) for color in said.all("color") if color in wanted), None)


def _named(color: str) -> Mask:
    """Which products are of a color by their data."""
    wanted = set(stems(color))
    products = context().catalog.search.index.products
    return np.array(
        [bool(wanted & set(stems(f"{p.title} . {p.attributes.get('color', '')}"))) for p in products], dtype=np.bool_
    )
