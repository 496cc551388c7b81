"""Dates of occasions, told and counted."""

import datetime as dt

import httpx


def countdown(answer):
    (found,) = [message for message in answer["replies"] if message["type"] == "countdown"]
    return found


def test_when_and_how_long(shopper):
    told = countdown(shopper.say("When is Christmas?"))
    assert told["date"].endswith("-12-25")
    days = (dt.date.fromisoformat(told["date"]) - dt.datetime.now(dt.UTC).date()).days
    assert abs(told["days"] - days) <= 1
    assert str(told["days"]) in told["text"]
    assert countdown(shopper.say("how long until mother's day?"))["occasion"] == "mother's day"


def test_a_question_for_a_date_leaves_the_wish_alone(shopper):
    shopper.say("a gift for my sister")
    answer = shopper.say("when is Diwali?")
    assert answer["brief"]["occasion"] is None and answer["brief"]["relationship"] == "sister"


def test_tips_for_an_occasion_are_gifts_for_it(shopper):
    answer = shopper.say("what do you give at a housewarming?")
    assert answer["brief"]["occasion"] == "housewarming"


def test_the_next_occasions_can_be_chosen(shopper):
    answer = shopper.say("which holidays are coming up?")
    options = [option for message in answer["replies"] for option in message.get("options", [])]
    assert options and options[0]["payload"].startswith("/inform")
    assert shopper.choose(answer, options[0]["title"])["brief"]["occasion"]


def test_config_names_the_season_only_near_it(stack):
    body = httpx.get(f"{stack.url}/api/config", trust_env=False).json()
    assert (body["theme"] is None) == (body["countdown"] is None)
    if body["countdown"]:
        assert 0 <= body["countdown"]["days"] <= 35
