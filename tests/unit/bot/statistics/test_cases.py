"""From changes of state to cases, and from cases to figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.ratings.models import Rating
from bot.statistics.cases import Reply, cases
from bot.statistics.figures import figures, span

START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ADA, BOB = "ada@shop.example", "bob@shop.example"


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@dataclass
class Changed:
    conversation_id: str
    at: datetime
    before: str
    after: str
    actor: str


def changed(conversation_id: str, *steps: tuple[float, str, str]) -> list[Changed]:
    """The changes of a conversation that begins with the bot: (seconds, state, actor)."""
    found, before = [], "bot"
    for seconds, after, actor in steps:
        found.append(Changed(conversation_id, at(seconds), before, after, actor))
        before = after
    return found


def test_a_case_begins_with_the_wish_and_ends_when_people_are_done():
    steps = changed("a", (0, "waiting", "shopper"), (20, "agent", ADA), (300, "closed", ADA))
    (case,) = cases(steps, {"a": [Reply(at(35), ADA), Reply(at(60), ADA)]})
    assert (case.asked, case.response_seconds, case.resolution_seconds) == (True, 35, 300)
    assert (case.answered_by, case.ended_by, case.outcome) == (ADA, ADA, "closed")


def test_passing_on_and_back_into_the_queue_is_one_case():
    steps = changed(
        "a",
        (0, "waiting", "shopper"),
        (10, "agent", ADA),
        (50, "agent", ADA),
        (60, "waiting", BOB),
        (90, "agent", ADA),
        (200, "bot", ADA),
    )
    (case,) = cases(steps, {"a": [Reply(at(55), BOB), Reply(at(100), ADA)]})
    assert (case.response_seconds, case.answered_by) == (55, BOB)
    assert (case.resolution_seconds, case.ended_by, case.outcome) == (200, ADA, "released")


def test_a_wait_that_nobody_ended_has_neither_response_nor_resolution():
    steps = changed("a", (0, "waiting", "shopper"), (180, "bot", "time"))
    (case,) = cases(steps, {})
    assert (case.outcome, case.response_seconds, case.resolution_seconds) == ("left", None, None)


def test_what_an_agent_takes_unasked_has_no_response_time():
    (case,) = cases(changed("a", (0, "agent", ADA), (40, "bot", ADA)), {"a": [Reply(at(5), ADA)]})
    assert (case.asked, case.response_seconds, case.resolution_seconds) == (False, None, 40)


def test_a_conversation_may_have_several_cases_each_with_its_own_replies():
    steps = changed(
        "a", (0, "waiting", "shopper"), (9, "agent", ADA), (20, "bot", ADA), (100, "waiting", "shopper"), (110, "agent", BOB)
    )  # fmt: skip
    first, second = cases(steps, {"a": [Reply(at(10), ADA), Reply(at(130), BOB)]})
    assert (first.response_seconds, second.response_seconds) == (10, 30)
    assert (second.outcome, second.ended) == ("open", None)


def test_conversations_are_kept_apart():
    steps = [*changed("a", (0, "waiting", "shopper")), *changed("b", (5, "agent", ADA))]
    assert [case.conversation_id for case in cases(steps, {})] == ["a", "b"]


@pytest.fixture
def two():
    """Ada answers one and hands it to Bob, who closes it; Bob answers and closes another alone."""
    steps = [
        *changed("a", (0, "waiting", "x"), (10, "agent", ADA), (50, "agent", ADA), (100, "closed", BOB)),
        *changed("b", (0, "waiting", "x"), (10, "agent", BOB), (400, "closed", BOB)),
        *changed("c", (0, "waiting", "x"), (180, "bot", "time")),
        *changed("d", (0, "agent", ADA), (30, "bot", ADA)),
    ]
    return cases(steps, {"a": [Reply(at(20), ADA)], "b": [Reply(at(60), BOB)]})


def test_the_team_s_figures_count_everybody(two):
    found = figures(two, [])
    assert (found.asked, found.answered, found.left, found.taken) == (3, 2, 1, 1)
    assert (found.closed, found.released) == (2, 1)
    assert (found.response.count, found.response.median, found.response.p90) == (2, 40, 60)
    assert (found.resolution.count, found.resolution.median, found.resolution.p90) == (3, 100, 400)


def test_an_agent_s_figures_have_their_part_only(two):
    ada, bob = figures(two, [], agent=ADA), figures(two, [], agent=BOB)
    assert (ada.asked, ada.answered, ada.taken, ada.closed, ada.released) == (1, 1, 1, 0, 1)
    assert (bob.asked, bob.answered, bob.taken, bob.closed, bob.released) == (1, 1, 0, 2, 0)
    assert (ada.response.median, ada.resolution.median) == (20, 30)
    assert (bob.response.median, bob.resolution.median) == (60, 250)


def rating(score: int | None, reason: str | None = None, asked_at: datetime = START) -> Rating:
    return Rating(staff_id=1, asked_at=asked_at, score=score, reason=reason)


def test_ratings_have_a_mean_a_count_for_each_score_and_the_reasons_by_number():
    given = [rating(5, "fast"), rating(5, "ideas"), rating(4, "fast"), rating(1, "slow"), rating(None)]
    found = figures([], given).ratings
    assert (found.asked, found.given, found.mean, found.scores) == (5, 4, 3.75, [1, 0, 0, 1, 2])
    assert list(found.reasons.items()) == [("fast", 2), ("ideas", 1), ("slow", 1)]


def test_without_anything_the_figures_say_so():
    found = figures([], [])
    assert (found.response.median, found.ratings.mean, found.ratings.scores) == (None, None, [0] * 5)


def test_days_are_the_shop_s_own():
    zone = ZoneInfo("America/New_York")
    late = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # the evening of the 23rd there
    steps = [Changed("a", late, "bot", "waiting", "shopper")]
    found = span(cases(steps, {}), [rating(3, asked_at=late)], date(2026, 11, 22), date(2026, 11, 24), zone)
    assert [(day.day.day, day.asked, day.ratings.given) for day in found.days] == [(22, 0, 0), (23, 1, 1), (24, 0, 0)]
    assert found.total.asked == 1
