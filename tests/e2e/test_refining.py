"""Changing what was shown."""

from __future__ import annotations

from decimal import Decimal

from tests.support.shopper import cards, texts


def prices(answer):
    return [Decimal(card["price"]["amount"]) for card in cards(answer["replies"])]


def ids(answer):
    return [card["product_id"] for card in cards(answer["replies"])]


def test_less_of_this_more_of_that(shopper):
    shopper.say("gift for my sister who likes cooking, up to $50")
    answer = shopper.say("less cooking, more fitness")
    assert answer["brief"]["interests"] == ["fitness"]
    assert cards(answer["replies"])
    assert "cooking" in texts(answer["replies"]).lower()


def test_only_one_kind_of_thing_and_any_again(shopper):
    shopper.say("gift for my sister who likes nature, up to $50")
    only = shopper.say("show me only books")
    assert only["brief"]["interests"] == ["nature"]
    everything = shopper.say("all kinds of things are fine")
    assert set(ids(everything)) - set(ids(only))
    assert ids(shopper.say("only books please")) == ids(only)
    assert set(ids(shopper.say("all sorts of things are ok"))) - set(ids(only))


def test_the_budget_goes_up(shopper):
    shopper.say("gift for my sister who likes cooking, up to $50")
    assert shopper.say("increase the budget by 10")["brief"]["budget"]["max"] == 60


def test_dearer_cheaper_and_back(shopper):
    first = shopper.say("gift for my sister who likes cooking, up to $80")
    dearer = shopper.say("something fancier")
    assert min(prices(dearer)) > sorted(prices(first))[len(prices(first)) // 2]
    assert max(prices(dearer)) <= 80
    assert ids(shopper.say("go back to the earlier ones")) == ids(first)


def test_not_for_us_for_a_reason(shopper):
    first = cards(shopper.say("gift for my 8-year-old niece who loves dinosaurs")["replies"])
    answer = shopper.say(f"Not for us: {first[0]['title']} (already has it)")
    assert first[0]["product_id"] not in ids(answer)
    assert answer["brief"]["interests"] == ["dinosaurs"]
    dear = max(first, key=lambda card: Decimal(card["price"]["amount"]))
    cheaper = shopper.say(f"Not for us: {dear['title']} (too expensive)")
    assert all(price < Decimal(dear["price"]["amount"]) for price in prices(cheaper))
    asked = shopper.say(f"Not for us: {first[1]['title']} (wrong age)")
    assert any('"age"' in option["payload"] for option in asked["replies"][-1]["options"])


def test_what_they_have_is_never_shown_again(shopper):
    shopper.say("gift for my 8-year-old niece who loves dinosaurs")
    answer = shopper.say("she already has a dinosaur atlas")
    assert answer["brief"]["interests"] == ["dinosaurs"]
    shown = [card["title"].lower() for card in cards(answer["replies"])]
    assert shown and not any("dinosaur atlas" in title for title in shown)


def test_what_instead(shopper):
    answer = shopper.say("a gift for my niece, she's 20, if there's nothing for zeppelins then coffee")
    assert cards(answer["replies"])
    assert "coffee" in texts(answer["replies"])
