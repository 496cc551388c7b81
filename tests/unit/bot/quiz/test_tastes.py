"""Which interests of a catalog belong to an answer."""

from __future__ import annotations

import numpy as np

from bot.quiz.questions import Option, load_quiz
from bot.quiz.tastes import Tastes
from tests.support.catalog import demo_search, gift, search_over

KITCHEN = Option(id="kitchen", picture="", interests=["tea", "coffee", "baking"])
STAGE = Option(id="stage", picture="", interests=["music", "dancing"])


def test_a_label_goes_to_the_nearest_answer_and_to_one_only() -> None:
    search = search_over(
        gift("a", "Tea one", interests=("tea",)),
        gift("b", "Tea two", interests=("tea",)),
        gift("c", "Green leaf", interests=("green tea",)),
        gift("d", "Drum", interests=("drum music",)),
    )
    tastes = Tastes(search, [KITCHEN, STAGE])
    everything = np.arange(4)
    assert {"tea", "green tea"} & set(tastes.best("kitchen", everything, 5))
    assert "green tea" in tastes.best("kitchen", np.array([2]), 5)
    assert "drum music" in tastes.best("stage", everything, 5)
    assert "tea" not in tastes.best("stage", everything, 5)


def test_what_no_gift_serves_is_left_out() -> None:
    search = search_over(gift("a", "Tea one", interests=("tea",)), gift("b", "Drum", interests=("music",)))
    tastes = Tastes(search, [KITCHEN, STAGE])
    assert tastes.best("kitchen", np.array([1]), 5) == []
    assert tastes.best("kitchen", np.zeros(0, dtype=np.int64), 5) == []


def test_two_names_of_the_same_gifts_are_one() -> None:
    pair = [gift(f"p{i}", f"Tea coffee cup{i}", interests=("tea", "coffee")) for i in range(4)]
    tastes = Tastes(search_over(*pair, gift("x", "Cake", interests=("baking",))), [KITCHEN])
    assert sorted(tastes.best("kitchen", np.arange(5), 5)) in (["baking", "coffee"], ["baking", "tea"])


def test_in_the_demo_catalog_every_answer_has_tastes() -> None:
    search = demo_search()
    options = [option for question in load_quiz().questions for option in question.options if option.interests]
    tastes = Tastes(search, options)
    rows = np.arange(len(search.index))
    for option in options:
        assert len(tastes.best(option.id, rows, 6)) >= 4, option.id


def test_a_label_too_long_for_a_brief_is_no_taste() -> None:
    search = search_over(gift("a", "Tea", interests=("tea " * 20,)), gift("b", "Tea pot", interests=("tea",)))
    assert all(len(name) <= 60 for name in Tastes(search, [KITCHEN]).best("kitchen", np.arange(2), 5))
