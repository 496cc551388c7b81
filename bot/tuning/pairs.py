"""What an encoder is tuned on: a text that asks and a text that answers it, from the catalog and from shoppers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog_index.index import embedded_texts
from catalog_index.prior import look
from catalog_index.product import Product
from catalog_index.wishes import wish_query

# Of a product's text, so many characters: what the first word pieces of training hold.
_CHARACTERS = 240
# A look at a late place counts as so many looks at the first at most: few of them say much by chance.
_MOST_WEIGHT = 4.0
_HELD_OUT = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """`asks` is to lie nearer to `answers` than to other pairs' answers, and than to `refused` where there is one."""

    asks: str
    answers: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Take:
    """What a shopper did with a card: more than 0 is taken (1 clicked, 2 saved, 3 bought), less is turned down, 0 is
    neither: it was only shown.

    `interests` are the brief's; `session` tells shoppers apart and says nothing else of them; `place` counts from 1.
    """

    session: str
    interests: tuple[str, ...]
    product_id: str
    place: int
    value: float


@dataclass(slots=True)
class Asked:
    """One wording of an interest: for each product how much it was taken, and turned down, made up for its place."""

    takes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    refusals: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    shown: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)

    def grades(self) -> dict[str, float]:
        """How well each product answers: what was taken more than turned down."""
        left = {name: value - self.refusals.get(name, 0.0) for name, value in self.takes.items()}
        return {name: value for name, value in left.items() if value > 0}


def asked(takes: Sequence[Take], products: Mapping[str, Product]) -> dict[str, Asked]:
    """Takes by the wording that was searched for.

    A brief may name several interests, of which the product serves perhaps one: a name that the catalog gives its
    products counts for those that have it only. A take at a late place, where few look, counts for more
    (catalog_index.prior.look: k^-0.7), within bounds.
    """
    labels = {label for product in products.values() for label in product.interests}
    found: dict[str, Asked] = defaultdict(Asked)
    for take in takes:
        product = products.get(take.product_id)
        if product is None:
            continue
        weight = min(1 / look(max(take.place, 1)), _MOST_WEIGHT) * abs(take.value)
        for interest in dict.fromkeys(wish_query(name) for name in take.interests):
            if not interest or (take.value > 0 and interest in labels and interest not in product.interests):
                continue
            one = found[interest]
            one.shown.add(take.product_id)
            if not take.value:
                continue
            (one.takes if take.value > 0 else one.refusals)[take.product_id] += weight
            one.sessions.add(take.session)
    return dict(found)


def split(words: Sequence[str], seed: int, share: float = _HELD_OUT) -> tuple[list[str], list[str]]:
    """Wordings to learn from, and those held out: by a hash, so that more takes of one never move it over."""
    learnt: list[str] = []
    held: list[str] = []
    for text in sorted(words):
        number = int.from_bytes(hashlib.blake2b(f"{seed}\0{text}".encode(), digest_size=4).digest(), "big")
        (held if number / 2**32 < share else learnt).append(text)
    return learnt, held


def shopper_pairs(found: Mapping[str, Asked], words: Sequence[str], products: Mapping[str, Product]) -> list[Pair]:
    """Each wording with each product that was taken for it; beside it the one that was turned down most."""
    pairs = []
    for text in words:
        grades = found[text].grades()
        refused = [name for name in found[text].refusals if name not in grades]
        worst = max(refused, key=lambda name: (found[text].refusals[name], name), default="")
        no = _described(products[worst]) if worst else ""
        for name in sorted(grades, key=lambda name: (-grades[name], name)):
            pairs.append(Pair(text, _described(products[name]), no))
            pairs.append(Pair(text, products[name].title, products[worst].title if worst else ""))
    return pairs


def catalog_pairs(products: Sequence[Product]) -> list[Pair]:
    """What the catalog says of itself: a title and what describes it, a label and a product that has it."""
    pairs = []
    for product in products:
        rest = " ".join(part for part in (product.description, " ".join(product.interests)) if part)
        if rest:
            pairs.append(Pair(product.title, rest[:_CHARACTERS]))
        pairs += [Pair(label, _described(product)) for label in product.interests]
    return pairs


def _described(product: Product) -> str:
    return embedded_texts(product)[1][:_CHARACTERS]
