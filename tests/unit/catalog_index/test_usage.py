"""Questions about a product: what answers is verbatim, what the shop does not say is not answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_index.facts import facts, passages, sentences, usage
from catalog_index.index import embedded_texts
from catalog_index.product import Product
from catalog_index.usage import answer, topic_of
from tests.support.catalog import demo_products, gift
from tests.support.fake_encoder import HashEncoder

LAMP = gift(
    "lamp",
    "Sheep lamp",
    description="It charges by USB in 2.5 hours. Wipe it with a damp cloth, e.g. one of cotton. For ages 3 and up.",
    attributes={
        "product_highlight": "Glows amber; No. 1 at bedtime",
        "usage_tips": "Tap it once.",
        "material": "silicone",
    },
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("It is 2.5 cm. No. 7 is best.", ["It is 2.5 cm.", "No. 7 is best."]),
        ("Use it, e.g. Tea. Then rest.", ["Use it, e.g. Tea.", "Then rest."]),
        ('He says "done." Then "go."', ['He says "done."', 'Then "go."']),
        ("Line one\nline two", ["Line one", "line two"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(alphabet="ab. !?\n\"'1A”", max_size=60))
def test_sentences_are_spans_of_the_text(text: str) -> None:
    assert all(part in text for part in sentences(text))


def test_passages_and_facts() -> None:
    assert usage(LAMP) == "Tap it once."
    assert [(f.source, f.text) for f in facts(LAMP)] == [("material", "silicone")]
    assert [p.source for p in passages(LAMP)] == ["usage_tips", "product_highlight", "product_highlight"] + 3 * [
        "description"
    ]


@pytest.mark.parametrize(
    ("question", "topic", "told"),
    [
        ("does it need batteries?", "power", ["It charges by USB in 2.5 hours."]),
        ("can i wash it", "care", ["Wipe it with a damp cloth, e.g. one of cotton."]),
        ("what is it made of?", "material", ["silicone"]),
        ("what age is it for?", "age", ["For ages 3 and up."]),
        ("how long does it take to charge", "power", ["It charges by USB in 2.5 hours."]),
        ("how do you use it?", None, ["Tap it once."]),
        ("how many players does it need?", "players", []),
        ("is it waterproof?", "weather", []),
        ("how heavy is it?", "weight", []),
        ("is it heavy?", "weight", []),
        ("is it messy?", "mess", []),
        ("can a left-handed child use it?", "hand", []),
        ("does he need to be a good reader?", "reading", []),
        ("does it play chess?", None, []),
        ("who won the cup?", None, []),
    ],
)
def test_answers(question: str, topic: str | None, told: list[str]) -> None:
    found = topic_of(question)
    assert (found.name if found else None) == topic
    assert [passage.text for passage in answer(LAMP, question, HashEncoder())] == told


@pytest.mark.parametrize("product", demo_products()[::40], ids=lambda product: product.id)
@pytest.mark.parametrize(
    "question", ["does it need batteries?", "how big is it?", "is it washable?", "how do you use it?"]
)
def test_answers_are_the_products_own_words(product: Product, question: str) -> None:
    own = [product.description, *product.attributes.values()]
    for passage in answer(product, question, HashEncoder()):
        assert any(passage.text in text for text in own)


def test_tips_of_the_demo_catalog() -> None:
    with_tips = [product for product in demo_products() if usage(product)]
    assert len(with_tips) >= 150
    assert len({usage(product) for product in with_tips}) == len(with_tips)
    ids = {product.id for product in demo_products()}
    named = [i for product in demo_products() for i in product.attributes.get("goes_with", "").split("|") if i]
    assert named
    assert set(named) <= ids


def test_tips_are_not_embedded() -> None:
    bare = gift("lamp", LAMP.title, description=LAMP.description)
    assert embedded_texts(LAMP) == embedded_texts(bare)
