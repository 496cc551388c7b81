"""Few questions, and each with a way on."""

from __future__ import annotations

import pytest

from tests.support.shopper import cards


def last_options(answer):
    return [option["title"] for option in answer["replies"][-1].get("options", [])]


@pytest.mark.parametrize(
    "opening",
    [
        "gift for my niece who loves horses",
        "something for a coffee lover under $50",
        "birthday present for my wife, up to 80 dollars",
        "my dad is 70 and likes gardening",
    ],
)
def test_what_is_told_is_enough_for_gifts_at_once(shopper, opening):
    answer = shopper.say(opening)
    assert len(cards(answer["replies"])) >= 3
    assert {"More", "Cheaper"} <= set(last_options(answer))


def test_one_fact_brings_one_question(shopper):
    answer = shopper.say("gift for my dad")
    assert not cards(answer["replies"])
    assert last_options(answer)
    assert cards(shopper.say("gardening")["replies"])


def test_two_questions_at_most(shopper):
    answer = shopper.say("gift for my dad")
    for _ in range(2):
        assert not cards(answer["replies"])
        answer = shopper.choose(answer, "Not sure")
    assert cards(answer["replies"])


def test_gifts_at_any_moment(shopper):
    answer = shopper.say("just show me something")
    first = cards(answer["replies"])
    assert len({card["title"] for card in first}) >= 3
    assert answer["brief"]["interests"] == []


def test_no_answer_after_cards_brings_no_cards_again(shopper):
    answer = shopper.say("gift for my niece who loves animals")
    seen = {card["product_id"] for card in cards(answer["replies"])}
    for word in ("any", "no preference", "for my niece", "skip"):
        answer = shopper.say(word)
        shown = {card["product_id"] for card in cards(answer["replies"])}
        assert shown or last_options(answer), word
        assert not shown & seen, word
        seen |= shown


def test_something_can_always_be_pressed(shopper):
    for words in ("hi", "gift for my aunt", "tea", "more", "cheaper", "not that kind", "thanks", "zzz blorp", "ok"):
        answer = shopper.say(words)
        assert last_options(answer), words
