"""One gift for several people: all of them, most of them, whom it leaves out."""

from __future__ import annotations

import pytest

from actions import context as module
from actions.brief_update import updated
from actions.message import Said
from actions.recipients import add
from actions.recommend_gifts import ActionRecommendGifts
from actions.slots import GiftState
from actions.together import is_joint, joined, members
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Answer, Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker

NIECE = GiftBrief(relationship="niece", age=AgeRange(min=8, max=8), interests=["chess"])
NEPHEW = GiftBrief(relationship="nephew", age=AgeRange(min=10, max=10), interests=["drums"])
DAD = GiftBrief(relationship="father", interests=["tea"])

KIT = gift("kit", "Drum and chess kit", 20, interests=("chess", "drums"), age_min=6, age_max=12)
BOARD = gift("board", "Chess board", 30, interests=("chess",), age_min=6)
STICKS = gift("sticks", "Pair of sticks", 9, interests=("drums",), age_min=8, age_max=12)
TEA = gift("tea", "Nine teas", 15, interests=("tea",), age_min=18)


def stage_of(monkeypatch: pytest.MonkeyPatch, *products: object) -> Stage:
    made = Stage(*products)  # type: ignore[arg-type]
    monkeypatch.setattr(module, "_context", made.context)
    return made


def texts(answer: Answer) -> list[str]:
    return [message["text"] for message in answer.messages]


async def asked(stage: Stage, *people: GiftBrief, text: str = "one gift for all of them") -> Answer:
    first, state = people[0], GiftState(talked=1)
    for other in people[1:]:
        add(state, other)
    brief = updated(first, state, Said("request_gift", text, []))
    assert is_joint(state)
    return await stage.run(ActionRecommendGifts(), tracker("request_gift", text, brief=brief, state=state))


async def test_what_everybody_likes_comes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stage_of(monkeypatch, KIT, BOARD, STICKS)
    answer = await asked(stage, NIECE, NEPHEW)
    assert answer.cards == ["kit"]
    assert texts(answer)[0] == "together.all"
    assert answer.of("product_cards")["total"] == 1


async def test_what_all_can_have_and_some_like(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = await asked(stage_of(monkeypatch, BOARD, STICKS), NIECE, NEPHEW)
    assert set(answer.cards) == {"board", "sticks"}
    assert texts(answer)[0] == "together.some"


async def test_what_suits_most_and_whom_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is for a child and a grown-up alike: the children share one, the father gets something else."""
    stage = stage_of(monkeypatch, KIT, STICKS, TEA)
    answer = await asked(stage, NIECE, NEPHEW, DAD)
    assert answer.cards == ["kit", "sticks"]
    said = dict(stage.texts.said)
    assert said["together.most"] == {"who": "both", "left": "person.your"}
    # The sentence before says which wishes clash.
    assert texts(answer)[0].startswith("conflict.nothing")
    assert any("/switch_recipient" in payload for payload in answer.payloads)
    assert answer.slots["gift_state"]["fits"] == 0


async def test_where_nobody_can_be_served_the_wishes_that_clash_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = await asked(stage_of(monkeypatch, gift("gone", stock=False)), NIECE, DAD)
    assert texts(answer)[0] in ("nothing_fits", "conflict.nothing.one")


async def test_even_of_two_one_can_be_served(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stage_of(monkeypatch, TEA)
    answer = await asked(stage, NIECE, DAD, text="one gift for both of them")
    assert answer.cards == ["tea"]
    assert "together.most" in dict(stage.texts.said)


def test_a_grown_up_of_no_known_age_is_no_child(stage: Stage) -> None:
    assert joined([NIECE, DAD]).age == AgeRange(min=8, max=18)
    assert joined([DAD]).age == AgeRange(min=18, max=18)
    assert joined([GiftBrief(relationship="friend")]).age is None


def test_the_price_of_one_gift_for_all(stage: Stage) -> None:
    state = GiftState()
    add(state, NEPHEW)
    budget = {"entity": "budget", "value": {"min": None, "max": 50, "currency": "USD"}}
    brief = updated(NIECE, state, Said("request_gift", "one present for all of them, max 50", [budget]))
    assert is_joint(state)
    assert brief.budget == Budget(max=50)
    assert [person.label for person, _ in members(brief, state)] == ["niece", "nephew"]
    # What is said of each of them makes no gift for all.
    each, own = GiftState(), GiftBrief()
    add(each, NEPHEW)
    own = updated(NIECE, each, Said("inform", "under 20 for both", [budget]))
    assert not is_joint(each)
    assert own.relationship == "niece"
