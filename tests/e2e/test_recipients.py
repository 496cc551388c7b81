"""Several people in one conversation."""

from __future__ import annotations

from tests.support.shopper import cards, texts

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"


def ids(answer):
    return [card["product_id"] for card in cards(answer["replies"])]


def labels(answer):
    return [(person["label"], person["current"]) for person in answer["recipients"]]


def test_each_keeps_a_brief_and_going_back_restores_it(shopper):
    first = shopper.say(OPENING)
    assert labels(first) == [("niece", True)]
    father = shopper.say("what about for my dad?")
    assert labels(father) == [("niece", False), ("father", True)]
    assert father["brief"]["interests"] == [] and father["brief"]["budget"] is None
    shown = shopper.say("he likes gardening")
    assert ids(shown)
    assert "father" in texts(shown["replies"])
    back = shopper.say("back to my niece")
    assert labels(back) == [("niece", True), ("father", False)]
    assert back["brief"] == first["brief"]
    assert ids(back) == ids(first)
    assert "niece" in texts(back["replies"])


def test_a_correction_is_not_a_new_person(shopper):
    first = shopper.say(OPENING)
    answer = shopper.say("no, my nephew I mean")
    assert labels(answer) == [("nephew", True)]
    assert answer["brief"] == first["brief"] | {"relationship": "nephew"}


def test_twins_in_one_sentence(shopper):
    answer = shopper.say("twins, both 10, one likes lego, the other horses")
    assert labels(answer) == [("first twin", True), ("second twin", False)]
    assert answer["brief"]["interests"] == ["lego"]
    answer = shopper.choose(answer, "second twin")
    assert answer["brief"]["interests"] == ["horses"]
    assert answer["brief"]["age"] == {"min": 10, "max": 10}
    assert labels(answer) == [("first twin", False), ("second twin", True)]
    assert shopper.say("back to the one who likes lego")["brief"]["interests"] == ["lego"]


def test_the_widget_may_turn_to_anybody_who_is_there(shopper):
    shopper.say(OPENING)
    shopper.say("now something for my dad, he likes coffee")
    turn = {"payload": '/switch_recipient{"recipient": 1}', "client_id": "turn"}
    answer = shopper.call("POST", "/messages", json=turn)
    assert answer.status_code == 200
    assert answer.json()["brief"]["relationship"] == "niece"
    assert shopper.call("GET").json()["recipients"] == answer.json()["recipients"]
    nobody = {"payload": '/switch_recipient{"recipient": 9}', "client_id": "nobody"}
    assert shopper.call("POST", "/messages", json=nobody).status_code == 422


def test_listing_dropping_and_starting_over(shopper):
    shopper.say(OPENING)
    shopper.say("now something for my dad, he likes coffee")
    listed = texts(shopper.say("who are we shopping for?")["replies"])
    assert "niece" in listed and "father" in listed
    assert labels(shopper.say("forget about dad")) == [("niece", True)]
    assert shopper.say("start over")["recipients"] == []
