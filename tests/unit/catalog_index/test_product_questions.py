"""Which short fact a question asks for, and which of several products speak of something."""

from __future__ import annotations

import pytest

from catalog_index.product import Product
from catalog_index.product_questions import asks_which_has, fact_of, speaking_of
from tests.support.catalog import demo_products, gift

OAK = gift("oak", "Oak chess set", description="Felt under every piece.", attributes={"material": "oak"})
TIN = gift("tin", "Tin whale", description="Wind it up; it needs no batteries.", attributes={"material": "tin plate"})
LAMP = gift("lamp", "Moon lamp", description="Runs on two AA batteries. Wipe it with a cloth.")


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("who is the maker of the first?", "brand"),
        ("who makes it?", "brand"),
        ("which brand is that", "brand"),
        ("how much is the second one", "price"),
        ("how much space does it need", None),
        ("is it still available", "stock"),
        ("is it available in red", "color"),
        ("does it come in blue?", "color"),
        ("what colour is it", "color"),
        ("is it made of wood?", "material"),
        ("what material is it", "material"),
        ("how big is the second?", "size"),
        ("what ages is it for?", "age"),
        ("is it messy?", None),
        ("does it need batteries?", None),
        ("would it suit a left-handed person?", None),
    ],
)
def test_the_short_fact(question: str, fact: str | None) -> None:
    assert fact_of(question) == fact


@pytest.mark.parametrize(
    ("question", "among"),
    [
        ("is there a whale among them?", True),
        ("do any of these need batteries?", True),
        ("which of them is made of wood?", True),
        ("which ones are washable", True),
        ("which one has a whale", True),
        ("is one of them handmade", True),
        ("is it washable?", False),
        ("is there a lid on it?", False),
        ("who makes the second one?", False),
        ("what is it made of?", False),
    ],
)
def test_a_question_through_the_row(question: str, among: bool) -> None:
    assert asks_which_has(question) is among


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("is there a whale among them?", [("tin", "Tin whale")]),
        ("which of them is made of wood?", [("oak", "oak")]),
        ("which is made of metal?", [("tin", "tin plate")]),
        # Quoted, never counted as a yes: one of the two needs none.
        (
            "do any of them need batteries?",
            [("tin", "Wind it up; it needs no batteries."), ("lamp", "Runs on two AA batteries.")],
        ),
        # No word is the same; the topic is.
        ("which of these is washable?", [("lamp", "Wipe it with a cloth.")]),
        ("is any of them made of silver?", []),
        ("is there a dragon among them?", []),
        ("which of them?", []),
    ],
)
def test_which_of_them_speak_of_it(question: str, said: list[tuple[str, str]]) -> None:
    found = speaking_of([OAK, TIN, LAMP], question)
    assert [(item.product.id, item.passage.text) for item in found] == said


@pytest.mark.parametrize(
    "question", ["which of them is made of wood?", "do any need batteries?", "is there a whale among them?"]
)
def test_what_is_quoted_is_the_products_own(question: str) -> None:
    found = speaking_of(demo_products()[::2], question)
    assert found
    for item in found:
        assert item.passage.text in _own(item.product)


def _own(product: Product) -> str:
    return " ".join([product.title, product.description, *product.attributes.values()])
