"""What people of the shop did: what they ruled out is nowhere, what they picked comes first, what they showed is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk import Action

from actions.affirm import ActionAffirm
from actions.best_of import ActionBestOf
from actions.goes_with import ActionGoesWith
from actions.recipients import begin, switch
from actions.recommend_gifts import ActionRecommendGifts
from actions.reject_kind import ActionRejectKind
from actions.show_cheaper import ActionShowCheaper
from actions.show_dearer import ActionShowDearer
from actions.show_more import ActionShowMore
from actions.show_previous import ActionShowPrevious
from actions.show_similar import ActionShowSimilar
from actions.slots import GiftState
from actions.start_over import ActionStartOver
from actions.take_back import ActionTakeBack
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import SHOP, Answer, Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker

DINOSAURS = GiftBrief(relationship="friend", interests=["dinosaurs"], budget=Budget(max=60))
PAGE = GiftState(page=["lamp", "book"], shown=["lamp", "book"], pages=[["dig", "puzzle"]])
WRAP = gift("wrap", "Striped wrap", 4, categories=("Home", "Gift Wrapping"))
SHOWING: list[tuple[Action, str, str, GiftState]] = [
    (ActionRecommendGifts(), "inform", "", GiftState()),
    (ActionShowMore(), "more", "", PAGE),
    (ActionAffirm(), "affirm", "yes", PAGE),
    (ActionShowCheaper(), "cheaper", "", PAGE),
    (ActionShowDearer(), "dearer", "", PAGE),
    (ActionRejectKind(), "reject_kind", "not that kind", PAGE),
    (ActionShowPrevious(), "previous", "", PAGE),
    (ActionShowSimilar(), "more_like", "more like the lamp", replace(PAGE, focus=["lamp"])),
    (ActionGoesWith(), "goes_with", "what goes with the lamp", replace(PAGE, focus=["lamp"])),
    (ActionBestOf(), "which_best", "which is best, Dinosaurs night lamp or Dinosaurs picture atlas?", PAGE),
]


def shown(answer: Answer) -> list[str]:
    return [card["product_id"] for m in answer.messages if m["type"] == "product_cards" for card in m["items"]]


def keys(stage: Stage) -> list[str]:
    return [key for key, _ in stage.texts.said]


async def run(stage: Stage, action: Action, intent: str, text: str, state: GiftState, brief: Any = DINOSAURS) -> Answer:
    return await stage.run(action, tracker(intent, text, brief=brief, state=state))


@pytest.mark.parametrize(
    ("action", "intent", "text", "state"), SHOWING, ids=lambda v: v.name() if isinstance(v, Action) else ""
)
async def test_no_action_shows_what_was_vetoed(stage, monkeypatch, action, intent, text, state):
    if action.name() == "action_goes_with":
        made = Stage(*SHOP, WRAP)
        monkeypatch.setattr("actions.context._context", made.context)
        stage = made
    before = shown(await run(stage, action, intent, text, state))
    assert before
    for vetoed in (before[:1], before):
        again = await run(stage, action, intent, text, replace(state, vetoed=vetoed))
        assert not set(vetoed) & set(shown(again))


async def test_what_was_vetoed_is_not_counted_either(stage):
    narrow = GiftBrief(interests=["dinosaurs"], budget=Budget(max=25))
    all_of_them = await run(stage, ActionRecommendGifts(), "inform", "", GiftState(), narrow)
    assert all_of_them.of("product_cards")["total"] == 3
    less = await run(stage, ActionRecommendGifts(), "inform", "", GiftState(vetoed=["puzzle"]), narrow)
    assert less.of("product_cards")["total"] == 2
    assert less.slots["gift_state"]["fits"] == 2


async def test_where_all_that_fits_was_vetoed_nothing_fits(stage):
    tea = GiftBrief(interests=["tea"], budget=Budget(max=25))
    answer = await run(stage, ActionRecommendGifts(), "inform", "", GiftState(vetoed=["tea"]), tea)
    assert "tea" not in shown(answer)
    assert answer.slots["gift_state"]["fits"] == 0
    # The tea pot is what a larger budget opens: one gift, the vetoed one is not counted.
    assert stage.texts.said.count(("count.one", {"count": 1})) >= 1


async def test_a_veto_holds_for_everybody_and_after_starting_over(stage):
    state = replace(PAGE, vetoed=["lamp"])
    again = await run(stage, ActionStartOver(), "start_over", "", state)
    assert again.slots["gift_state"]["vetoed"] == ["lamp"]
    state.pinned = ["dig"]
    empty = begin(DINOSAURS, state)
    assert (state.vetoed, state.pinned) == (["lamp"], [])
    # What was picked for one of them is theirs.
    switch(empty, state, 1)
    assert (state.vetoed, state.pinned) == (["lamp"], ["dig"])


async def test_picks_come_first_as_far_as_they_fit(stage):
    picks = GiftState(pinned=["puzzle", "tea", "gone", "wool", "no-longer-sold"])
    answer = await run(stage, ActionRecommendGifts(), "inform", "", picks)
    # Tea serves no wish, but a person thought of it; what is sold out, or over the budget, is not shown.
    assert answer.cards[:2] == ["puzzle", "tea"]
    assert not {"gone", "wool"} & set(answer.cards)
    assert ("colleague.picked.many", {"count": 2}) in stage.texts.said
    more = await run(stage, ActionShowMore(), "more", "", replace(picks, page=answer.cards, shown=answer.cards))
    assert not {"puzzle", "tea"} & set(more.cards)


async def test_a_pick_of_the_wrong_age_is_not_shown(stage):
    baby = DINOSAURS.model_copy(update={"relationship": None, "age": AgeRange(min=2, max=2)})
    answer = await run(stage, ActionRecommendGifts(), "inform", "", GiftState(pinned=["dig"]), baby)
    assert "dig" not in answer.cards
    assert not any(key.startswith("colleague") for key in keys(stage))


async def test_the_price_asked_for_holds_for_picks_too(stage):
    state = GiftState(page=["lamp"], shown=["lamp"], pinned=["fossil", "puzzle"])
    assert (await run(stage, ActionShowCheaper(), "cheaper", "", state)).cards[0] == "puzzle"
    assert (await run(stage, ActionShowDearer(), "dearer", "", state)).cards[0] == "fossil"


async def test_what_a_colleague_showed_is_not_new(stage):
    seen = GiftState(colleague=["dig", "lamp"])
    answer = await run(stage, ActionRecommendGifts(), "inform", "", seen)
    assert not {"dig", "lamp"} & set(answer.cards)
    assert not any(key.startswith("colleague") for key in keys(stage))
    # Where there is nothing else it is shown again, and said to be.
    every = GiftState(colleague=["dig", "lamp", "book", "puzzle", "fossil"])
    assert (await run(stage, ActionRecommendGifts(), "inform", "", every)).cards
    assert "colleague.again.all" in keys(stage)


async def test_the_first_words_say_what_is_known(stage):
    told = GiftBrief(
        relationship="niece",
        age=AgeRange(min=8, max=8),
        interests=["dinosaurs"],
        exclude=["plastic"],
        budget=Budget(max=40),
        occasion="birthday",
    )
    state = GiftState(left=True, pinned=["lamp", "fossil", "puzzle"], shown=["puzzle"], only=["toys"], asked="age")
    answer = await run(stage, ActionTakeBack(), "take_back", "", state, told)
    said = dict(stage.texts.said)
    words = said["take_back.left"]["told"]
    for part in ("take_back.for", "8", "dinosaurs", "take_back.only", "take_back.without"):
        assert part in words
    assert (answer.kinds, answer.payloads) == (["quick_replies"], ["/show_now", "/next_recipient"])
    after = answer.slots["gift_state"]
    assert (after["left"], after["asked"], after["pinned"]) == (False, None, state.pinned)
    assert answer.slots["brief"] == told.model_dump(mode="json")


async def test_picks_are_announced_as_many_as_can_be_shown(stage):
    state = GiftState(pinned=["puzzle", "lamp", "gone", "wool", "book"], shown=["book"])
    await run(stage, ActionTakeBack(), "take_back", "", state)
    assert ("take_back.picked.many", {"count": 2}) in stage.texts.said
    assert "take_back.known" in keys(stage)  # nobody changed anything else


async def test_with_nothing_known_it_asks(stage):
    answer = await run(stage, ActionTakeBack(), "take_back", "", GiftState(), GiftBrief())
    assert keys(stage)[0] == "take_back.nothing"
    assert answer.slots["gift_state"]["asked"] is not None
