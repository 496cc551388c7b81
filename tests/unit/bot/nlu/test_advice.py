"""Questions about gifts that were shown, told from wishes and from questions about the shop."""

from __future__ import annotations

import pytest

from bot.nlu.advice import advice_intent
from bot.nlu.normalize import normalize


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("compare the first and the third", "compare"),
        ("what's the difference between the puzzle and the book?", "compare"),
        ("first or second?", "compare"),
        ("Compare Tea sampler and Wool blanket", "compare"),
        ("which one is better?", "which_best"),
        ("which would you pick?", "which_best"),
        ("tell me more about the second one", "tell_more"),
        ("tell me about number three", "tell_more"),
        ("Tell me more about Tea sampler", "tell_more"),
        ("how would she use it?", "how_to_use"),
        ("does it need batteries?", "how_to_use"),
        ("is it hard to set up?", "how_to_use"),
        ("what size is it?", "how_to_use"),
        ("is it washable?", "how_to_use"),
        ("what is it made of?", "how_to_use"),
        ("how many players?", "how_to_use"),
        ("can he take it camping?", "how_to_use"),
        ("how long does a game take?", "how_to_use"),
        ("what goes with it?", "goes_with"),
        ("is there a card for it?", "goes_with"),
        ("is the second one in stock", "in_stock"),
        ("how much is the blue one?", "in_stock"),
        ("something like the first but cheaper", "more_like"),
        ("anything like this for a girl", "more_like"),
        ("why this one?", "why"),
        ("Why Tea sampler?", "why"),
    ],
)
def test_questions_about_gifts(text: str, intent: str) -> None:
    assert advice_intent(normalize(text)) == intent


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("why do you need her age?", []),
        ("does it come gift wrapped?", []),
        ("how long does shipping take?", []),
        ("can I return it?", []),
        ("is a person available?", []),
        ("show me more", []),
        ("he likes to compare cars", ["interest"]),
        ("what do you recommend for my mum", ["relationship"]),
        ("what do you recommend for a 6 year old", ["age"]),
        ("something for a boy who likes drones", ["interest"]),
        ("do you have the lego set for a 6 year old", ["age", "interest"]),
    ],
)
def test_wishes_and_questions_about_the_shop(text: str, kinds: list[str]) -> None:
    assert advice_intent(normalize(text), kinds) is None
