"""What the statistics call answers. Days are the shop's, in its time zone; times are in seconds."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel


class Spread(BaseModel):
    """How long something took: the middle one of `count` cases, and what nine of ten stay under; None without any."""

    count: int
    median: float | None
    p90: float | None


class Ratings(BaseModel):
    """What shoppers said: how often they were asked, how many gave each score (1 to 5 stars), and what for."""

    asked: int
    given: int
    mean: float | None
    scores: list[int]
    reasons: dict[str, int]


class Figures(BaseModel):
    """The figures of one day or one span.

    `asked` counts the wishes for a person, `answered` those that a person replied to, `left` those that ended without
    one; `taken` the conversations that an agent took without being asked. `closed` and `released` are how agents
    ended conversations. An agent's own `asked` are those that they replied to first.
    """

    asked: int
    answered: int
    left: int
    taken: int
    closed: int
    released: int
    response: Spread
    resolution: Spread
    ratings: Ratings


class DayFigures(Figures):
    """The figures of one day: a case belongs to the day on which it began, a rating to the day it was asked for."""

    day: date


class Span(BaseModel):
    """The whole span, and each of its days, also those on which nothing happened."""

    total: Figures
    days: list[DayFigures]


class AgentSpan(Span):
    """One agent's."""

    id: int
    name: str


class Remark(BaseModel):
    """A rating with what the shopper said of it."""

    conversation_id: str
    at: datetime
    agent_id: int
    agent: str
    score: int
    reason: str | None
    comment: str


class StatisticsView(BaseModel):
    """`agents` has everybody for a merchant, and only the caller for an agent; so have `remarks` (newest first)."""

    since: date
    until: date
    today: date
    time_zone: str
    team: Span
    agents: list[AgentSpan]
    remarks: list[Remark]
