"""The words that a catalog gives the dialogue model: Rasa lookup tables and synonyms, made of its products.

Only words that can't be taken for others get in: a brand called "Brother" or "Home" would be read into every second
message. What the assistant knows already stays out too, so the tables hold what is new with this catalog.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.nlu.normalize import normalize
from bot.nlu.shop_words import BRAND, CATEGORY, INTEREST, MATERIAL
from bot.nlu.vocabulary import Vocabulary, key_of, load_vocabularies
from catalog_index.product import Product

FILE = "nlu.yml"
MOST = 2000
"""Labels of a kind, the commonest: a shop with more brands gains nothing by the rest."""
_LONGEST = 40
_MOST_WORDS = 4
# A single word of a brand is its own only where English hardly has it; several words, where one is this rare.
_RARE, _UNUSUAL = 60, 20_000
# A single word of a shelf or of a merchant's label must not be one that stands in every other sentence.
_SELDOM = 5_000
_SPLIT = re.compile(r"\s*(?:&|,|/|\+|\band\b|\bor\b)\s*", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W_][\w '.&+-]*")
_COMPANY = re.compile(
    r"(?: (?:studios?|labs?|toys?|games?|press|books?|music|sports?|kids|workshop|company|co\.?|inc\.?|ltd\.?|llc|gmbh|"
    r"& co\.?|group|brand|home|house|goods|supply|supplies))+$",
    re.IGNORECASE,
)
# Shelves that say nothing of what lies on them.
_GENERIC = frozenset(
    (
        "accessories adults apparel arrivals babies baby basics best bestsellers beverages boxes boys brewers "
        "children clearance clothing collections decor decorations default drinks electronics essentials extras "
        "family featured figures food furniture games garden general gift gifts girls hardware hobbies holiday "
        "holidays home items keepsakes kids kits lights media men misc miscellaneous needles new office other "
        "others parts products sale sales seasonal sellers sets shoes stuff supplies teens things tools toys "
        "uncategorized utensils vehicles women "
    ).split()
) | frozenset({"new arrivals", "gift ideas", "all products", "best sellers"})
_ADJECTIVES = {
    "wood": ("wooden",), "wool": ("woollen", "woolen"), "gold": ("golden",), "silk": ("silken",),
    "metal": ("metallic",), "earthenware": ("earthen",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CatalogWords:
    """Variant -> label, by kind."""

    kinds: Mapping[str, Mapping[str, str]]

    def counts(self) -> dict[str, int]:
        """How many labels of each kind there are."""
        return {kind: len(set(words.values())) for kind, words in self.kinds.items()}

    def to_yaml(self) -> str:
        """Rasa training data: a lookup table a kind, a synonym a label with variants. The same words, the same text."""
        lines = ['version: "3.1"', "nlu:"]
        for kind, words in sorted(self.kinds.items()):
            if words:
                lines += [f"- lookup: {kind}", "  examples: |", *_examples(sorted(set(words.values())))]
        for label in sorted({label for words in self.kinds.values() for label in words.values()}):
            variants = sorted(
                {variant for words in self.kinds.values() for variant, of in words.items() if of == label} - {label}
            )
            if variants:
                lines += [f"- synonym: {json.dumps(label, ensure_ascii=False)}", "  examples: |", *_examples(variants)]
        return "\n".join(lines) + "\n"


def _examples(words: Iterable[str]) -> Iterator[str]:
    return (f"    - {word}" for word in words)


def words_of(products: Iterable[Product], known: Path) -> CatalogWords:
    """The words of a catalog that the training data in the folder `known` does not have."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (BRAND, CATEGORY, MATERIAL, INTEREST)}
    for product in products:
        for kind, name in _named(product):
            counts[kind][_label(name)] += 1
    filters = _Filters(known)
    kinds: dict[str, dict[str, str]] = {}
    taken: set[tuple[str, ...]] = set()
    for kind, names in counts.items():
        chosen = [
            name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])) if filters.fit(kind, name)
        ]
        words: dict[str, str] = {}
        for label in chosen[:MOST]:
            for variant in (label, *_variants(kind, label)):
                key = key_of(variant)
                # A brand that is called like a category is found as whichever comes first.
                if key and key not in taken and (variant == label or filters.fit(kind, variant)):
                    taken.add(key)
                    words[variant] = label
        kinds[kind] = {variant: label for variant, label in words.items() if label in words}
    return CatalogWords(kinds)


def read_products(folder: Path) -> Iterator[Product]:
    """The products of an index version, one by one."""
    from catalog_index.index import PRODUCTS_FILE

    with (folder / PRODUCTS_FILE).open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield Product.from_json(json.loads(line))


def _named(product: Product) -> Iterator[tuple[str, str]]:
    if product.brand:
        yield BRAND, product.brand
    for path in product.categories:
        leaf = path.rpartition(">")[2].strip()
        for part in _SPLIT.split(leaf):
            yield CATEGORY, part
    for part in _SPLIT.split(product.attributes.get("material", "")):
        yield MATERIAL, part
    for interest in product.interests:
        yield INTEREST, interest


def _label(name: str) -> str:
    return " ".join(normalize(name).split())


def _variants(kind: str, label: str) -> Iterator[str]:
    if kind == BRAND:
        short = _COMPANY.sub("", label).strip(" &,")
        for name in {label, short} - {""}:
            yield name
            yield name.replace(" & ", " and ")
            yield name.replace(" & ", " n ")
            yield re.sub(r"[.']", "", name)
    if kind == MATERIAL:
        yield from _ADJECTIVES.get(label, ())


class _Filters:
    """Which words may get in."""

    def __init__(self, known: Path) -> None:
        vocabularies = load_vocabularies(known)
        self._people = Vocabulary(vocabularies.get("relationship", {}), correct_typos=False)
        self._occasions = Vocabulary(vocabularies.get("occasion", {}), correct_typos=False)
        self._known = frozenset(key_of(word) for words in vocabularies.values() for word in words)

    def fit(self, kind: str, word: str) -> bool:
        """Whether a word may be read as one of a kind."""
        key = key_of(word)
        if not key or len(word) > _LONGEST or len(key) > _MOST_WORDS or not _PLAIN.fullmatch(word) or len(word) < 3:
            return False
        if re.search(r"\d", word) and kind != BRAND:
            return False
        if word in _GENERIC or key[0] in ("gift", "for") or (key in self._known and kind != MATERIAL):
            return False
        others = {
            part
            for match in (*self._people.find(word), *self._occasions.find(word))
            for part in key_of(word[match.start : match.end])
        }
        # "Otterby & Sons" is nobody's son; "Best Friend" is somebody.
        if others and not (kind == BRAND and any(_used(part) < _RARE for part in key if part not in others)):
            return False
        return _FIT[kind](word, key)


def _is_brand(word: str, key: tuple[str, ...]) -> bool:
    if len(key) == 1:
        return len(key[0]) >= 4 and not key[0].isdigit() and max(_used(key[0]), _used(word)) < _RARE
    return any(_used(part) < _UNUSUAL for part in key)


def _is_category(word: str, key: tuple[str, ...]) -> bool:
    # One word is a kind of thing where it is a plural ("globes"); "outdoor" and "listening" are not.
    return len(key) > 1 or (word != key[0] and _seldom(word, key)) or _used(word) < _RARE


def _is_material(word: str, key: tuple[str, ...]) -> bool:
    return len(key) <= 2


def _is_interest(word: str, key: tuple[str, ...]) -> bool:
    return len(key) > 1 or (len(word) > 3 and _seldom(word, key))


def _seldom(word: str, key: tuple[str, ...]) -> bool:
    return max(_used(word), _used(key[0])) < _SELDOM


_FIT = {BRAND: _is_brand, CATEGORY: _is_category, MATERIAL: _is_material, INTEREST: _is_interest}


@cache
def _used(word: str) -> int:
    """How often ordinary English uses a word, in the count of the spelling dictionary."""
    return int(_dictionary().get(word, 0))


@cache
def _dictionary() -> Mapping[str, int]:
    from spellchecker import SpellChecker

    words: Mapping[str, int] = SpellChecker().word_frequency.dictionary
    return words
