"""Judged conversations: the format, and that what they expect can be had from the demo catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest

from bot.evaluation.cards import word_in, words_of
from bot.evaluation.conversations import Conversation, Turn, load_conversations
from bot.evaluation.run_conversations import read_products
from bot.evaluation.wanted import age_bounds, price_bounds
from catalog_index.people import lower_age, upper_age

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "data/eval/conversations"


def load(tmp_path: Path, text: str) -> list[Conversation]:
    (tmp_path / "a.yml").write_text(text, "utf-8")
    return load_conversations(tmp_path)


def test_a_brief_goes_on_until_it_is_changed(tmp_path: Path) -> None:
    (conversation,) = load(
        tmp_path,
        """
- id: one
  about: test
  turns:
    - say: "gift for my niece, 8"
      brief: {relationship: niece, age: 8}
    - press: "/more"
    - patch: {age: 9}
      brief: {age: 9}
""",
    )
    first, second, third = conversation.turns
    assert (first.act, second.act, third.act) == ("say", "press", "patch")
    assert second.brief["relationship"] == "niece" and second.brief["age"] == 8
    assert third.brief["age"] == 9 and third.brief["interests"] == []
    assert first.facts == 2


def test_each_recipient_has_a_brief(tmp_path: Path) -> None:
    (conversation,) = load(
        tmp_path,
        """
- id: one
  about: test
  turns:
    - say: "sister"
      to: sister
      brief: {relationship: sister, budget: 40}
    - say: "dad"
      to: dad
      brief: {relationship: father, budget: "?40"}
    - say: "back to my sister"
      to: sister
""",
    )
    assert [turn.brief["relationship"] for turn in conversation.turns] == ["sister", "father", "sister"]
    assert conversation.turns[1].facts == 1
    assert conversation.turns[2].brief["budget"] == 40


@pytest.mark.parametrize(
    "turn",
    [
        '{say: "a", press: "b"}',
        "{kind: cards}",
        '{say: "a", kind: card}',
        '{say: "a", expects: x}',
        '{say: "a", brief: {name: x}}',
        '{say: "a", cards: {few: 1}}',
    ],
)
def test_what_is_not_of_the_form_is_refused_by_place(tmp_path: Path, turn: str) -> None:
    with pytest.raises(ValueError, match=r"a\.yml, one.*turn 1"):
        load(tmp_path, f"- id: one\n  about: test\n  turns:\n    - {turn}\n")


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    one = '- id: one\n  about: test\n  turns: [{say: "a"}]\n'
    with pytest.raises(ValueError, match="one"):
        load(tmp_path, one + one)


def test_the_set_is_of_the_size_and_length_that_was_meant() -> None:
    conversations = load_conversations(FOLDER)
    lengths = [len(conversation.turns) for conversation in conversations]
    assert len(conversations) >= 64
    assert min(lengths) >= 5 and max(lengths) <= 20
    assert mean(lengths) >= 8


def rows() -> Iterator[tuple[str, Turn]]:
    for conversation in load_conversations(FOLDER):
        for number, turn in enumerate(conversation.turns, 1):
            if turn.expected.get("kind") == "cards" and turn.expected.get("cards", {}).get("least", 1):
                yield f"{conversation.id}, turn {number}", turn


def test_the_demo_catalog_has_what_the_set_expects() -> None:
    products = [product for product in read_products(ROOT / "data/catalog/demo.csv").values() if product.is_available]
    stocked = [(product, float(product.current_price.amount), words_of(product)) for product in products]
    for where, turn in rows():
        wanted = turn.expected.get("cards", {})
        low, high = price_bounds(turn.brief["budget"])
        ages = age_bounds(turn.brief["age"])
        fitting = sum(
            (low is None or price >= low)
            and price <= min(high or price, wanted.get("max_price") or price)
            and (ages is None or (lower_age(product) <= ages[0] and upper_age(product) >= ages[1]))
            and any(word_in(word, data) for word in wanted.get("serves") or [""])
            and not any(word_in(word, data) for word in wanted.get("none_of") or [])
            for product, price, data in stocked
        )
        assert fitting >= wanted.get("least", 1), where
