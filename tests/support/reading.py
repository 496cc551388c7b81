"""The reader of shoppers' messages with the vocabulary that ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.nlu.understanding import Reader, Understanding
from bot.nlu.vocabulary import Vocabulary, load_vocabularies

ROOT = Path(__file__).parents[2]


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """Variant to label by kind, from the training data."""
    return load_vocabularies(ROOT / "data" / "nlu")


@cache
def vocabulary(kind: str) -> Vocabulary:
    """One kind's vocabulary, made as the reader makes it."""
    kinds = vocabularies()
    if kind == "thing":
        return Vocabulary(
            {**kinds["thing"], **kinds["interest"]}, own_names=True, as_label=frozenset(kinds["as_label"])
        )
    return Vocabulary(kinds[kind], own_names=kind == "interest", as_label=frozenset(kinds["as_label"]))


@cache
def reader(currency: str = "USD") -> Reader:
    """The reader for a shop with this currency."""
    return Reader(vocabularies(), currency=currency)


def read(text: str, currency: str = "USD") -> Understanding:
    """What a message says."""
    return reader(currency).read(text)
