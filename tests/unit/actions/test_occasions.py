"""Dates, countdowns and the season; the clock stands at Monday, 14 December 2026."""

from __future__ import annotations

import pytest

from actions import context as module
from actions.season import countdown_for, leaning, season_line
from actions.slots import GiftState
from actions.tell_next_occasions import ActionTellNextOccasions
from actions.tell_occasion import ActionTellOccasion
from catalog_index.brief import GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import tracker


@pytest.mark.parametrize(
    ("text", "day", "days"),
    [
        ("when is christmas?", "2026-12-25", 11),
        ("When is Diwali?", "2027-10-29", 319),
        ("when is chanukah in 2028", "2028-12-12", 729),
        ("when is easter next year", "2027-03-28", 104),
        ("how long until mothers day", "2027-05-09", 146),
    ],
)
async def test_days_to_an_occasion(stage: Stage, text: str, day: str, days: int) -> None:
    answer = await stage.run(ActionTellOccasion(), tracker("occasion_date", text))
    countdown = answer.of("countdown")
    assert (countdown["date"], countdown["days"]) == (day, days)
    assert answer.kinds[-1] == "quick_replies"


async def test_christmas_has_a_last_day_to_order_with_its_page(stage: Stage) -> None:
    countdown = (await stage.run(ActionTellOccasion(), tracker("occasion_date", "days to christmas"))).of("countdown")
    assert (countdown["order_by"], countdown["days_to_order"]) == ("2026-12-22", 8)
    assert countdown["url"].endswith("/policies/delivery#last-days")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("when is secret santa", "occasion.undated"),
        ("when is diwali in 2080", "occasion.no_date"),
        ("when was christmas in 2020", "occasion.one"),
        ("when is the big day", "occasion.next"),
    ],
)
async def test_days_that_are_not_told(stage: Stage, text: str, key: str) -> None:
    answer = await stage.run(ActionTellOccasion(), tracker("occasion_date", text))
    assert "countdown" not in answer.kinds
    assert key in [said for said, _ in stage.texts.said]


async def test_what_comes_next_can_be_taken_into_the_wish(stage: Stage) -> None:
    answer = await stage.run(ActionTellNextOccasions(), tracker("occasion_help", "which occasions are coming up"))
    assert answer.payloads == [
        '/inform{"occasion": "christmas"}',
        '/inform{"occasion": "lunar new year"}',
        '/inform{"occasion": "valentine\'s day"}',
        '/inform{"occasion": "eid al-fitr"}',
    ]


def test_a_countdown_is_given_once_for_each_occasion(stage: Stage) -> None:
    state = GiftState()
    brief = GiftBrief(occasion="christmas")
    first = countdown_for(brief, state)
    assert first is not None and first.days_to_order == 8
    assert countdown_for(brief, state) is None
    assert countdown_for(brief, GiftState()) is not None


@pytest.mark.parametrize("occasion", [None, "birthday", "valentine's day", "easter"])
def test_no_countdown_where_no_day_presses(stage: Stage, occasion: str | None) -> None:
    assert countdown_for(GiftBrief(occasion=occasion), GiftState()) is None


def test_undirected_wishes_lean_to_the_season(stage: Stage) -> None:
    assert leaning(GiftBrief()).occasion == "christmas"
    for directed in (GiftBrief(interests=["tea"]), GiftBrief(relationship="aunt"), GiftBrief(occasion="wedding")):
        assert leaning(directed) is directed
    assert season_line() == "season.greeting"


def test_out_of_season_nothing_leans(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(today="2026-07-20")
    monkeypatch.setattr(module, "_context", stage.context)
    assert leaning(GiftBrief()).occasion is None and season_line() is None
