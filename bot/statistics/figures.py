"""Counts and times of cases and ratings."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.ratings.models import Rating
from bot.statistics.cases import Case
from bot.statistics.schemas import DayFigures, Figures, Ratings, Span, Spread

Item = TypeVar("Item")


def span(
    found: Sequence[Case],
    ratings: Sequence[Rating],
    since: date,
    until: date,
    zone: ZoneInfo,
    *,
    agent: str | None = None,
) -> Span:
    """Return the figures of all cases and ratings between two days (both counted), and those of each day.

    `agent` is the address of the one whose part in the cases is counted; None counts everybody's.
    """
    total = figures(found, ratings, agent=agent)
    cases_of = _by_day(found, lambda case: case.began, zone)
    ratings_of = _by_day(ratings, lambda rating: rating.asked_at, zone)
    days = []
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        of_day = figures(cases_of.get(day, ()), ratings_of.get(day, ()), agent=agent)
        days.append(DayFigures(day=day, **dict(of_day)))
    return Span(total=total, days=days)


def figures(found: Sequence[Case], ratings: Sequence[Rating], *, agent: str | None = None) -> Figures:
    """Return the figures of these cases and ratings; see `span`."""
    answered = [case for case in found if case.answered and agent in {None, case.answered_by}]
    ended = [case for case in found if case.ended and agent in {None, case.ended_by}]
    asked = [case for case in (found if agent is None else answered) if case.asked]
    touched = {id(case): case for case in (found if agent is None else [*answered, *ended])}
    return Figures(
        asked=len(asked),
        answered=sum(case.asked for case in answered),
        left=sum(case.outcome == "left" for case in ended),
        taken=sum(not case.asked for case in touched.values()),
        closed=sum(case.outcome == "closed" for case in ended),
        released=sum(case.outcome == "released" for case in ended),
        response=_spread([case.response_seconds for case in answered]),
        resolution=_spread([case.resolution_seconds for case in ended]),
        ratings=_ratings(ratings),
    )


def _ratings(ratings: Sequence[Rating]) -> Ratings:
    given = [rating for rating in ratings if rating.score is not None]
    scores = Counter(rating.score for rating in given)
    return Ratings(
        asked=len(ratings),
        given=len(given),
        mean=round(sum(rating.score or 0 for rating in given) / len(given), 2) if given else None,
        scores=[scores[score] for score in range(1, 6)],
        reasons=dict(Counter(rating.reason for rating in given if rating.reason).most_common()),
    )


def _spread(seconds: Sequence[float | None]) -> Spread:
    known = sorted(value for value in seconds if value is not None)
    if not known:
        return Spread(count=0, median=None, p90=None)
    # The nearest rank: a time that really was.
    ninth = known[math.ceil(0.9 * len(known)) - 1]
    return Spread(count=len(known), median=round(statistics.median(known), 1), p90=round(ninth, 1))


def _by_day(items: Sequence[Item], when: Callable[[Item], datetime], zone: ZoneInfo) -> dict[date, list[Item]]:
    found: dict[date, list[Item]] = {}
    for item in items:
        found.setdefault(when(item).astimezone(zone).date(), []).append(item)
    return found
