"""Questions about the shop: quotes, reckoned delivery days, a person where no page says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rasa_sdk import Tracker

from actions.answer_policy import ActionAnswerPolicy
from actions.delivery import ActionDelivery
from actions.slots import GiftState
from actions.track_order import ActionTrackOrder
from catalog_index.brief import GiftBrief
from catalog_index.product import Availability
from tests.support.acting import POLICIES, Stage
from tests.support.tracker import tracker

FILES = "".join(path.read_text() for path in POLICIES.glob("*.md"))


def said(stage: Stage, prefix: str) -> list[str]:
    return [key for key, _ in stage.texts.said if key.startswith(prefix)]


def values(stage: Stage, key: str) -> dict:
    return next(values for said, values in stage.texts.said if said == key)


async def test_a_passage_is_quoted_and_linked_then_the_wish_goes_on(stage: Stage) -> None:
    answer = await stage.run(ActionAnswerPolicy(), tracker("shop_question", "return policy"))
    policy = answer.of("policy")
    assert policy["quote"] in FILES and policy["text"].endswith(policy["quote"])
    assert policy["url"].endswith("/policies/returns#how-long-you-have")
    assert policy["title"] == "How long you have"
    assert answer.kinds[-1] == "quick_replies"
    assert answer.slots["gift_state"]["asked"] == "relationship"


async def test_what_no_page_says_goes_to_a_person_and_is_not_made_up(stage: Stage) -> None:
    answer = await stage.run(ActionAnswerPolicy(), tracker("shop_question", "zebra jousting insurance"))
    assert answer.kinds == ["quick_replies"]
    assert "/hand_off" in answer.payloads
    assert said(stage, "policy.") == ["policy.unknown"]


async def test_the_brief_is_left_as_it_is(stage: Stage) -> None:
    brief = GiftBrief(relationship="mother", interests=["tea"])
    for action in (ActionAnswerPolicy(), ActionDelivery()):
        answer = await stage.run(action, tracker("delivery_by", "by christmas?", brief=brief, occasion="christmas"))
        assert answer.slots["brief"] == brief.model_dump(mode="json")


async def test_in_time_by_the_shops_last_days(stage: Stage) -> None:
    answer = await stage.run(ActionDelivery(), tracker("delivery_by", "will it arrive by the 24th?"))
    policy = answer.of("policy")
    rows = "Christmas | Standard | 16 December\nChristmas | Express | 22 December"
    assert policy["quote"] == f"Occasion | Method | Order by\n{rows}"
    assert policy["readable"] == "Christmas, Standard: order by 16 December\nChristmas, Express: order by 22 December"
    assert policy["text"].endswith(policy["readable"])
    assert policy["url"].endswith("/policies/delivery#last-days")
    assert [values["method"] for key, values in stage.texts.said if key == "delivery.method_yes"] == [
        "Standard",
        "Express",
    ]
    assert values(stage, "delivery.until")["date"] == "Wednesday, December 16"
    assert not said(stage, "delivery.no_method")


@pytest.mark.parametrize(
    ("today", "text", "key"),
    [
        ("2026-12-17", "will it arrive by christmas", "delivery.no_method"),
        ("2026-12-23", "will it arrive by christmas", "delivery.no"),
        ("2026-12-14", "can i have it by today", "delivery.no"),
        ("2026-12-14", "will standard be here by friday", "delivery.maybe"),
        ("2026-12-14", "when do i need to order for christmas", "delivery.order_by"),
        ("2026-12-14", "when will it arrive", "delivery.window"),
        ("2026-12-14", "if I order on Friday, when does it come", "delivery.window"),
        ("2026-12-14", "will it get to Japan by christmas", "delivery.no_country"),
    ],
)
async def test_each_kind_of_answer(monkeypatch: pytest.MonkeyPatch, today: str, text: str, key: str) -> None:
    from actions import context as module

    stage = Stage(today=today)
    monkeypatch.setattr(module, "_context", stage.context)
    answer = await stage.run(ActionDelivery(), tracker("delivery_by", text))
    assert key in said(stage, "delivery.")
    for message in answer.messages:
        if message["type"] == "policy":
            assert all(line in FILES for line in message["quote"].splitlines())


async def test_ordering_later_moves_the_arrival(stage: Stage) -> None:
    await stage.run(ActionDelivery(), tracker("delivery_by", "if I order on Friday, when does it come"))
    assert values(stage, "delivery.window")["ordered"] == "Friday, December 18"
    assert values(stage, "delivery.method_day") == {
        "method": "Express",
        "day": "Monday, December 21",
        "first": "Monday, December 21",
        "last": "Monday, December 21",
    }


@pytest.mark.parametrize(
    ("availability", "key"),
    [(Availability.PREORDER, "delivery.preorder"), (Availability.OUT_OF_STOCK, "delivery.out_of_stock")],
)
async def test_a_gift_that_is_not_there_is_said_to_be(stage: Stage, availability: Availability, key: str) -> None:
    products = stage.catalog.search.index.products
    products[0] = replace(products[0], availability=availability)
    state = GiftState(focus=[products[0].id])
    await stage.run(ActionDelivery(), tracker("delivery_by", "will it arrive by friday", state=state))
    assert values(stage, key)["title"] == products[0].title


async def test_tracking_asks_for_nothing_and_offers_a_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from actions import context as module

    (tmp_path / "orders.md").write_text("# Orders\n\n## Where is my order\n\nYou find it under My orders.")
    stage = Stage(policies_dir=tmp_path)
    monkeypatch.setattr(module, "_context", stage.context)
    answer = await stage.run(ActionTrackOrder(), tracker("track_order", "where is my order"))
    assert answer.kinds == ["policy", "quick_replies"]
    assert answer.payloads[0] == "/hand_off"
    assert said(stage, "policy.") == ["policy.track", "policy.track_help"]


async def test_without_pages_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from actions import context as module

    stage = Stage(policies_dir=tmp_path)
    monkeypatch.setattr(module, "_context", stage.context)
    for action in (ActionAnswerPolicy(), ActionDelivery(), ActionTrackOrder()):
        answer = await stage.run(action, tracker("delivery_by", "will it arrive by friday"))
        assert answer.kinds == ["quick_replies"] and answer.payloads[0] == "/hand_off"


def after(intent: str, tracker_: Tracker) -> Tracker:
    """The tracker as it is when the message before had this intent."""
    for name in (intent, "shop_question"):
        tracker_.events.append({"event": "user", "parse_data": {"intent": {"name": name}}})
    return tracker_


async def test_a_question_that_leans_on_the_one_before_is_asked_together_with_it(stage: Stage) -> None:
    state = GiftState(shop_asked="how long do i have to return it")
    message = after("shop_question", tracker("shop_question", "ok and how much is that?", state=state))
    answer = await stage.run(ActionAnswerPolicy(), message)
    assert "returns" in answer.of("policy")["url"]
    assert answer.slots["gift_state"]["shop_asked"].startswith("how long do i have to return it")


async def test_what_speaks_for_itself_is_asked_alone(stage: Stage) -> None:
    state = GiftState(shop_asked="how much is express delivery")
    message = after("shop_question", tracker("shop_question", "can i return it", state=state))
    answer = await stage.run(ActionAnswerPolicy(), message)
    assert "returns" in answer.of("policy")["url"]
    assert answer.slots["gift_state"]["shop_asked"] == "can i return it"


async def test_after_something_else_nothing_is_leaned_on(stage: Stage) -> None:
    state = GiftState(shop_asked="how long do i have to return it")
    message = after("more", tracker("shop_question", "and how much is that?", state=state))
    answer = await stage.run(ActionAnswerPolicy(), message)
    assert not answer.slots["gift_state"]["shop_asked"].startswith("how long do i have to return it")


async def test_the_gift_named_beside_a_question_is_what_it_means(stage: Stage) -> None:
    state = GiftState(page=["dig", "lamp", "book"])
    for action in (ActionDelivery(), ActionAnswerPolicy()):
        asked = tracker("delivery_by", "ok the second. when would it arrive", state=state, ordinal=2)
        answer = await stage.run(action, asked)
        assert answer.slots["gift_state"]["focus"] == ["lamp"]
