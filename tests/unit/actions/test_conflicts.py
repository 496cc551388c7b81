"""What is said when wishes clash, and what each change opens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import context as module
from actions.brief_update import updated
from actions.conflicts import few_fit, why_few
from actions.message import Said
from actions.presenting import search
from actions.recommend_gifts import ActionRecommendGifts
from actions.slots import GiftState
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.search import GiftSearch
from tests.support.acting import Answer, Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker


def texts(answer: Answer) -> list[str]:
    return [message["text"] for message in answer.messages]


def edits(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(p.removeprefix("/edit_brief"))["brief_edit"] for p in answer.payloads if "brief_edit" in p]


async def test_the_clash_the_nearest_and_the_changes(stage: Stage) -> None:
    brief = GiftBrief(interests=["tea"], budget=Budget(max=15))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert answer.kinds == ["text", "product_cards", "quick_replies"]
    assert texts(answer) == ["conflict.nothing.two", "nearest", "relax"]
    # A near miss serves no wish, but is never over the budget.
    assert answer.cards == ["puzzle"]
    # 5 more reach the sampler (20), 30 more the pot (45) too; other interests: the puzzle (12).
    assert edits(answer) == [
        {"budget": {"min": None, "max": 20, "currency": "USD"}},
        {"budget": {"min": None, "max": 45, "currency": "USD"}},
        {"interests": []},
    ]
    told = stage.texts.said
    assert ("conflict.interests", {"label": "tea"}) in told
    assert ("conflict.budget_max", {"amount": "$15"}) in told
    assert ("change.budget", {"amount": "$5"}) in told
    assert ("relax.option", {"amount": "$20", "change": "Change.budget", "count": "count.many"}) in told
    assert ("count.many", {"count": 2}) in told
    assert answer.slots["gift_state"]["fits"] == 0


async def test_what_is_akin_to_the_wish_is_nearer_than_what_only_fits(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = GiftBrief(interests=["zeppelins"])
    plain = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert len(plain.cards) > 1
    monkeypatch.setattr(GiftSearch, "near", lambda self, product, brief: product.id == "wool")
    assert (await stage.run(ActionRecommendGifts(), tracker(brief=brief))).cards == ["wool"]


@pytest.mark.parametrize(
    "brief",
    [
        GiftBrief(interests=["tea"], budget=Budget(max=15)),
        GiftBrief(interests=["dinosaurs"], exclude=["dinosaurs"]),
        GiftBrief(interests=["zeppelins"], budget=Budget(max=1)),
        GiftBrief(exclude=["dinosaurs", "tea", "wool"], age=AgeRange(min=2, max=2)),
    ],
)
async def test_pressing_a_change_shows_what_its_button_says(stage: Stage, brief: GiftBrief) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    told = [values for key, values in stage.texts.said if key == "relax.option"]
    counts = [values["count"] for key, values in stage.texts.said if key.startswith("count.")]
    assert len(told) == len(edits(answer)) > 0
    for edit, count in zip(edits(answer), counts[-len(told) :], strict=True):
        state = GiftState(**answer.slots["gift_state"])
        said = Said("edit_brief", "", [{"entity": "brief_edit", "value": edit}])
        changed = updated(brief, state, said)
        pressed = await stage.run(ActionRecommendGifts(), tracker("edit_brief", brief=changed, state=state))
        assert pressed.of("product_cards")["total"] == count


async def test_a_wish_that_the_shop_has_not(stage: Stage) -> None:
    brief = GiftBrief(interests=["zeppelins"], age=AgeRange(min=8, max=8))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert texts(answer)[0] == "conflict.nothing.one"
    assert ("conflict.interests", {"label": "zeppelins"}) in stage.texts.said


async def test_relaxing_an_exclusion_and_the_age(stage: Stage) -> None:
    brief = GiftBrief(exclude=["dinosaurs", "tea", "wool"], age=AgeRange(min=2, max=2))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert texts(answer)[0] == "conflict.nothing.more"
    assert {"exclude": ["tea", "wool"]} in edits(answer)
    assert {"exclude": ["dinosaurs", "wool"]} in edits(answer)
    assert {"exclude": ["dinosaurs", "tea"]} in edits(answer)


async def test_a_kind_that_alone_is_wanted_is_given_up(stage: Stage) -> None:
    state = GiftState(only=["lamps"])
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["tea"]), state=state))
    assert texts(answer)[0] == "conflict.nothing.two"
    assert ("conflict.only", {"label": "lamps"}) in stage.texts.said
    assert {"only": []} in edits(answer)


async def test_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(gift("gone", stock=False))
    monkeypatch.setattr(module, "_context", stage.context)
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["zeppelins"])))
    assert answer.kinds == ["text", "quick_replies"]
    assert answer.payloads == ["/start_over", "/hand_off"]


async def test_few_are_said_to_be_few(stage: Stage) -> None:
    brief = GiftBrief(interests=["tea"], budget=Budget(max=20))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert answer.cards == ["tea"]
    # Said once: over the cards, not beneath them again.
    assert texts(answer) == ["conflict.few.two", "relax"]
    assert {"budget": {"min": None, "max": 45, "currency": "USD"}} in edits(answer)


async def test_what_is_far_too_dear_is_offered_beside_other_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A telescope for a child of ten, at most $15, where the only one costs 94."""
    star = gift("star", "Table telescope", 94, interests=("telescopes",), age_min=8, description="For stars.")
    others = [gift(f"kit{number}", f"Kit {number}", 10, age_min=6, age_max=12) for number in range(3)]
    stage = Stage(star, *others)
    monkeypatch.setattr(module, "_context", stage.context)
    brief = GiftBrief(interests=["telescopes"], age=AgeRange(min=10, max=10), budget=Budget(max=15))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert edits(answer) == [{"interests": []}, {"budget": {"min": None, "max": 94, "currency": "USD"}}]
    assert ("change.budget", {"amount": "$79"}) in stage.texts.said
    options = [values for key, values in stage.texts.said if key == "relax.option"]
    assert [values["amount"] for values in options] == ["$10", "$94"]
    counted = [(key, values) for key, values in stage.texts.said if key.startswith("count.")]
    assert counted[-2:] == [("count.many", {"count": 3}), ("count.one", {"count": 1})]


async def test_enough_are_no_conflict(stage: Stage) -> None:
    brief, state = GiftBrief(interests=["dinosaurs"]), GiftState()
    dispatcher = CollectingDispatcher()
    conflict = await why_few(brief, state, await search(brief, state))
    assert conflict is None
    assert not await few_fit(dispatcher, brief, state, conflict)
    assert dispatcher.messages == []
