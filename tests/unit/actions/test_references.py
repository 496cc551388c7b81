"""Which gift is meant by what shoppers say of those they were shown."""

from __future__ import annotations

from typing import Any

import pytest

from actions.message import Said
from actions.references import resolve
from actions.slots import GiftState
from tests.support.acting import SHOP, Stage
from tests.support.tracker import entities

# dig (30), lamp (24, green), book (18, blue), puzzle (12); before them tea (20) and pot (45).
STATE = GiftState(page=["dig", "lamp", "book", "puzzle"], pages=[["wool"], ["tea", "pot"]])


def found(text: str, state: GiftState = STATE, **values: Any) -> tuple[list[str], list[str]]:
    meant = resolve(Said("", text, entities(**values)), state)
    return [p.id for p in meant.products], [p.id for p in meant.among]


@pytest.mark.parametrize(
    ("text", "values", "meant"),
    [
        ("the second one", {"ordinal": 2}, ["lamp"]),
        ("the last one you showed", {"ordinal": -1}, ["puzzle"]),
        ("compare the first and the third", {"ordinal": [1, 3]}, ["dig", "book"]),
        ("the first one from before", {"ordinal": 1}, ["tea"]),
        ("the second one on the last page", {"ordinal": 2}, ["pot"]),
        ("the first one you showed at the start", {"ordinal": 1}, ["wool"]),
        ("is the blue one in stock", {}, ["book"]),
        ("the puzzle", {}, ["puzzle"]),
        ("what about the lamp?", {}, ["lamp"]),
        ("tell me about the book", {}, ["book"]),
        ("does the jigsaw puzzle fit a small table", {}, ["puzzle"]),
        ("how much is the cheapest one", {}, ["puzzle"]),
        ("the most expensive one", {}, ["dig"]),
        ("what's the difference between the puzzle and the atlas", {}, ["puzzle", "book"]),
        ("the first or the lamp", {"ordinal": 1}, ["dig", "lamp"]),
        # Shown on a page before.
        ("the blanket", {}, ["wool"]),
        ("the tea pot of clay", {}, ["pot"]),
        ("save the atlas", {}, ["book"]),
        ("puzzle or lamp?", {}, ["puzzle", "lamp"]),
        ("Compare Tea sampler and Dinosaurs night lamp", {}, ["tea", "lamp"]),
        ("More like Dinosaurs fossil cast", {}, ["fossil"]),
        ("all of them", {"ordinal": 0}, ["dig", "lamp", "book", "puzzle"]),
        ("both", {"ordinal": 0}, ["dig", "lamp"]),
    ],
)
def test_what_is_meant(stage: Stage, text: str, values: dict[str, Any], meant: list[str]) -> None:
    assert found(text, **values) == (meant, [])


@pytest.mark.parametrize(
    ("text", "values", "among"),
    [
        # All of them are about dinosaurs.
        ("the dinosaurs one", {}, ["dig", "lamp", "book", "puzzle"]),
        ("is it washable", {}, ["dig", "lamp", "book", "puzzle"]),
        ("the seventh", {"ordinal": 7}, ["dig", "lamp", "book", "puzzle"]),
    ],
)
def test_several_may_be_meant(stage: Stage, text: str, values: dict[str, Any], among: list[str]) -> None:
    assert found(text, **values) == ([], among)


def test_it_is_what_was_talked_about(stage: Stage) -> None:
    state = GiftState(page=STATE.page, focus=["lamp"])
    for text in ("does it need batteries?", "how would she use that one", "what is it made of"):
        assert found(text, state) == (["lamp"], [])
    # A name said outright is stronger.
    assert found("does the puzzle have large pieces", state) == (["puzzle"], [])
    assert found("save both", GiftState(page=STATE.page, focus=["book", "puzzle"]), ordinal=0) == (
        ["book", "puzzle"],
        [],
    )
    # Nothing named at all.
    assert found("tell me more", state) == (["lamp"], [])
    # "The wooden one" is another, though none of them is said to be of wood.
    assert found("and the wooden one, is it washable", state) == ([], STATE.page)
    assert found("the ninth", state, ordinal=9) == ([], STATE.page)
    assert found("save it", GiftState(page=["tea"])) == (["tea"], [])


def test_a_material(stage: Stage) -> None:
    state = GiftState(page=["wool", "pot", "tea"])
    assert found("the woollen one", state) == (["wool"], [])
    assert found("the one of clay", state) == (["pot"], [])


def test_nothing_shown(stage: Stage) -> None:
    assert found("the first one", GiftState(), ordinal=1) == ([], [])
    assert found("is it good", GiftState(focus=["tea"])) == (["tea"], [])


def test_every_gift_is_found_by_its_title(stage: Stage) -> None:
    for product in SHOP:
        assert found(f"Why {product.title}?") == ([product.id], [])


def test_the_first_two_and_bare_digits(stage: Stage) -> None:
    assert found("compare the first two", ordinal=1) == (["dig", "lamp"], [])
    assert found("the last two", ordinal=-1) == (["book", "puzzle"], [])
    meant = resolve(Said("compare", "compare 1 and 3", []), STATE)
    assert [product.id for product in meant.products] == ["dig", "book"]


@pytest.mark.parametrize(
    ("intent", "text", "meant"),
    [
        ("save_gift", "save 1 and 2", ["dig", "lamp"]),
        ("save_gift", "2 it is. on the list", ["lamp"]),
        ("tell_more", "tell me more about 3", ["book"]),
        ("more_like", "like 4 but cheaper", ["puzzle"]),
    ],
)
def test_numbers_of_the_row(stage: Stage, intent: str, text: str, meant: list[str]) -> None:
    assert [p.id for p in resolve(Said(intent, text, []), STATE).products] == meant


def test_numbers_of_other_things(stage: Stage) -> None:
    assert resolve(Said("tell_more", "is it for a 3 year old", []), STATE).products == []
