"""Qualities, putting right, praise and dislike, questions beside a wish, on the running stack."""

from __future__ import annotations

from tests.support.shopper import cards, texts


def ids(answer):
    return [card["product_id"] for card in cards(answer["replies"])]


def kinds(answer):
    return {reply["type"] for reply in answer["replies"]}


def test_a_quality_is_vouched_for_on_the_cards(shopper):
    shopper.say("gift for my mother, 64, under 60")
    answer = shopper.say("something soft please")
    found = cards(answer["replies"])
    assert found
    assert answer["brief"]["interests"] == []
    assert any(reason["text"].lower().startswith("soft") for card in found for reason in card["reasons"])


def test_what_was_a_slip_is_put_right(shopper):
    answer = shopper.say("gift for my niece, 18, who loves drawing, budget 30. no wait 40")
    assert answer["brief"]["budget"]["max"] == 40
    answer = shopper.say("not 18, 8")
    assert (answer["brief"]["age"]["min"], answer["brief"]["budget"]["max"]) == (8, 40)
    assert shopper.say("i said a boy, not a girl")["brief"]["relationship"] == "nephew"
    wrong = shopper.say("you got his age wrong")
    assert wrong["brief"]["age"] is None
    assert shopper.say("9")["brief"]["age"]["min"] == 9


def test_what_is_turned_down_never_comes_back(shopper):
    first = ids(shopper.say("gift for my sister who likes cooking, up to $80"))
    shopper.say("the second one is ugly")
    for _ in range(3):
        assert first[1] not in ids(shopper.say("show me more"))
    assert first[1] not in ids(shopper.say("up to 90"))


def test_praise_makes_it_what_is_talked_about(shopper):
    row = cards(shopper.say("gift for my sister who likes cooking, up to $80")["replies"])
    answer = shopper.say("the second one is lovely")
    assert row[1]["title"] in texts(answer["replies"])
    assert row[1]["title"] in texts(shopper.say("save it")["replies"])


def test_a_question_beside_a_wish(shopper):
    answer = shopper.say("a gift for my boss who likes tea, under 30, and do you ship to Canada?")
    assert {"policy", "product_cards"} <= kinds(answer)
    assert (answer["brief"]["relationship"], answer["brief"]["budget"]["max"]) == ("boss", 30)


def test_one_first_and_back(shopper):
    shopper.say("gift for my best friend, she's turning 30, loves hiking")
    assert shopper.say("actually let's do my dad first")["brief"]["relationship"] == "father"
    back = shopper.say("back to my friend")
    assert (back["brief"]["age"]["min"], back["brief"]["interests"]) == (30, ["hiking"])
