"""The catalog as the demo store sets it out: categories, price bands, search by title, pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from catalog_index.product import Money, Product

PAGE_SIZE = 24
WINDOW_SIZE = 6
MOST_CATEGORIES = 20
_BAND_SHARES = (0.15, 0.4, 0.7)
_NICE = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
SORTS = ("featured", "price-up", "price-down")


@dataclass(frozen=True, slots=True)
class Category:
    """A top-level category; `slug` stands in addresses."""

    slug: str
    name: str
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asked to see; None or empty means everything."""

    text: str = ""
    category: str = ""
    under: Decimal | None = None
    over: Decimal | None = None
    sort: str = "featured"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a result: `number` of `last`, counted from 1, and how many products there are on all of them."""

    products: list[Product]
    number: int
    last: int
    total: int


class Shelves:
    """One catalog version, set out once. Things that can be bought stand before those that can't.

    `window` holds a few products whose first pictures all differ; `faces` one product for each category, its
    picture typical of the category and not another category's already.
    """

    def __init__(self, products: Sequence[Product]) -> None:
        groups: dict[str, list[Product]] = {}
        for product in products:
            groups.setdefault(product.categories[0] if product.categories else "", []).append(product)
        for group in groups.values():
            # A feed goes from kind to kind; a shop window mixes. Always the same mix, so that pages add up.
            group.sort(key=lambda product: hashlib.sha256(product.id.encode()).digest())
        by_size = sorted((name for name in groups if name), key=lambda name: -len(groups[name]))
        self.categories = tuple(
            Category(slug, name, tuple(_available_first(groups[name])))
            for name in by_size[:MOST_CATEGORIES]
            if (slug := slugify(name))
        )
        self.featured = _available_first(_in_turn(groups.values()))
        self.window = _with_different_pictures(self.featured)[:WINDOW_SIZE]
        self.faces = _faces(self.categories)
        self.currency = _usual_currency(products)
        self.bands = _bands(products, self.currency)
        self._titles = {product.id: _plain(product.title) for product in products}

    def category(self, slug: str) -> Category | None:
        """Return the category with this slug."""
        return next((category for category in self.categories if category.slug == slug), None)

    def has_title(self, text: str) -> bool:
        """Whether any title has all these words."""
        words = _plain(text).split()
        return any(all(word in title for word in words) for title in self._titles.values())

    def page(self, wish: Wish, number: int, instead: Sequence[Product] | None = None) -> Page:
        """Return a page of what a visitor asked for; a number beyond the end is the last page.

        `instead` is what another search found for the text, best first, where no title has its words.
        """
        found = list(self._matching(wish, instead))
        if wish.sort != "featured":
            found.sort(key=lambda product: product.current_price.amount, reverse=wish.sort == "price-down")
        last = max(1, -(-len(found) // PAGE_SIZE))
        number = min(max(1, number), last)
        return Page(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, last, len(found))

    def beside(self, product: Product, count: int) -> list[Product]:
        """Return a few more of the product's category, the ones with most in common first."""
        steps, interests = set(product.categories), set(product.interests)
        others = [
            other
            for other in self.featured
            if other.id != product.id and other.categories[:1] == product.categories[:1] and other.is_available
        ]
        others.sort(key=lambda other: -len(steps & set(other.categories)) - len(interests & set(other.interests)))
        return others[:count]

    def _matching(self, wish: Wish, instead: Sequence[Product] | None) -> Iterator[Product]:
        category = self.category(wish.category) if wish.category else None
        words = _plain(wish.text).split() if instead is None else []
        products = category.products if category else self.featured
        if instead is not None:
            here = {product.id for product in products}
            products = _available_first(product for product in instead if product.id in here)
        for product in products:
            price = product.current_price.amount
            if (
                all(word in self._titles[product.id] for word in words)
                and (wish.under is None or price <= wish.under)
                and (wish.over is None or price >= wish.over)
            ):
                yield product


def slugify(name: str) -> str:
    """Return a name for addresses: "Toys & Games" is "toys-games"."""
    return re.sub(r"\W+", "-", _plain(name)).strip("-")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _in_turn(groups: Iterable[Sequence[Product]]) -> Iterator[Product]:
    """Yield the first of each group, then the second of each, so that neighbours are of different kinds."""
    for row in zip_longest(*groups):
        yield from (product for product in row if product is not None)


def _available_first(products: Iterable[Product]) -> list[Product]:
    return sorted(products, key=lambda product: not product.is_available)


def _drawing(product: Product) -> str:
    """Return what the first picture shows: its address without the colours ("…/teddy.4.svg" is "…/teddy")."""
    return product.images[0].rsplit("/", 1)[-1].split(".")[0] if product.images else ""


def _with_different_pictures(products: Iterable[Product]) -> list[Product]:
    first: dict[str, Product] = {}
    for product in products:
        first.setdefault(_drawing(product), product)
    return list(first.values())


def _faces(categories: Sequence[Category]) -> dict[str, Product]:
    faces: dict[str, Product] = {}
    used: set[str] = set()
    for category in reversed(categories):  # the small ones have less to choose from
        usual = [name for name, _ in Counter(map(_drawing, category.products)).most_common()]
        chosen = next((name for name in usual if name not in used), usual[0])
        used.add(chosen)
        faces[category.slug] = next(item for item in category.products if _drawing(item) == chosen)
    return faces


def _usual_currency(products: Sequence[Product]) -> str:
    counted = Counter(product.price.currency for product in products).most_common(1)
    return counted[0][0] if counted else ""


def _bands(products: Sequence[Product], currency: str) -> tuple[Money, ...]:
    """Return up to three round prices that part the catalog into cheap, usual and dear."""
    prices = sorted(p.current_price.amount for p in products if p.current_price.currency == currency)
    found = {_round(prices[int(len(prices) * share)]) for share in _BAND_SHARES} if prices else set()
    return tuple(Money(amount, currency) for amount in sorted(found))


def _round(amount: Decimal) -> Decimal:
    """Return the nearest round number, such as 15, 40 or 250."""
    if amount <= 1:
        return Decimal(1)
    power = Decimal(10).scaleb(amount.adjusted() - 1)
    return min((Decimal(str(step)) * power for step in _NICE), key=lambda nice: abs(nice - amount))
