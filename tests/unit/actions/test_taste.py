"""The shopper's taste: qualities, praise, and what is turned down for good."""

from __future__ import annotations

from typing import Any

from actions.brief_update import updated
from actions.changes import changes
from actions.message import Said
from actions.recommend_gifts import ActionRecommendGifts
from actions.reject_kind import ActionRejectKind
from actions.slots import GiftState, wish_of
from actions.small_talk import ActionSmallTalk
from actions.taste import praise, turn_down
from catalog_index.brief import Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import entities, tracker

DINOSAURS = GiftBrief(relationship="friend", interests=["dinosaurs"], budget=Budget(max=60))
ROW = ["dig", "lamp", "book"]


def quality(label: str, *, wanted: bool = True) -> dict[str, Any]:
    return {"label": label, "wanted": wanted}


def test_qualities_add_up_and_the_last_word_counts(stage: Stage) -> None:
    state = GiftState()
    updated(DINOSAURS, state, Said("inform", "", entities(quality=[quality("large"), quality("soft")])))
    updated(DINOSAURS, state, Said("inform", "", entities(quality=[quality("large", wanted=False)])))
    assert (state.qualities, state.unwanted) == (["soft"], ["large"])


def test_an_unknown_quality_is_none(stage: Stage) -> None:
    state = GiftState()
    updated(DINOSAURS, state, Said("inform", "", entities(quality=[quality("blorp")])))
    assert state.qualities == []


def test_a_new_quality_makes_a_new_wish_that_is_told(stage: Stage) -> None:
    before = wish_of(DINOSAURS, GiftState())
    now = wish_of(DINOSAURS, GiftState(qualities=["large"]))
    assert now != before
    assert changes(before, now) == "Changed.qualities"


async def test_what_is_vouched_for_comes_first(stage: Stage) -> None:
    state = GiftState(qualities=["large"])  # only the puzzle has "large pieces"
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=DINOSAURS, state=state))
    assert answer.cards[0] == "puzzle"
    reasons = answer.of("product_cards")["items"][0]["reasons"]
    assert reasons[0]["evidence"] == "Forty large pieces show the dinosaurs"


async def test_praise_of_one_is_noted_and_offers_its_steps(stage: Stage) -> None:
    message = tracker("compliment", "the second is lovely", brief=DINOSAURS, state=GiftState(page=ROW), ordinal=2)
    answer = await stage.run(ActionSmallTalk(), message)
    state = answer.slots["gift_state"]
    assert (state["focus"], state["liked"]) == (["lamp"], ["lamp"])
    assert any(payload.startswith("/save_gift") and "lamp" in payload for payload in answer.payloads)


async def test_one_turned_down_is_never_shown_again(stage: Stage) -> None:
    state = GiftState(page=ROW, shown=ROW, liked=["lamp"])
    message = tracker("reject_kind", "the second looks cheap", brief=DINOSAURS, state=state, ordinal=2)
    answer = await stage.run(ActionRejectKind(), message)
    after = answer.slots["gift_state"]
    assert after["never"] == ["lamp"]
    assert after["liked"] == []
    assert "lamp" not in answer.cards


def test_praise_takes_back_what_was_turned_down() -> None:
    state = GiftState()
    turn_down(state, ["dig"])
    praise(state, ["dig"])
    assert (state.never, state.liked) == ([], ["dig"])
