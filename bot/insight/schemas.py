"""What the insight call gives."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel

# The stages of the journey: conversations that were opened, said something, were shown gifts, kept one (saved, shared
# or called one useful), followed a link to the store, bought.
STAGES = ("opened", "asked", "shown", "kept", "clicked", "bought")


class Funnel(BaseModel):
    """How many conversations came to each stage; `counts` goes by STAGES. `source` is the page they were opened on."""

    source: str
    counts: list[int]


class Counted(BaseModel):
    """A name and how many conversations asked for it."""

    name: str
    count: int


class Asked(BaseModel):
    """What was asked for, the commonest first; budgets and ages in their own order."""

    relationships: list[Counted]
    interests: list[Counted]
    occasions: list[Counted]
    budgets: list[Counted]
    ages: list[Counted]


class When(BaseModel):
    """When conversations began, at the store: `hours` is 7 days (Monday first) by 24 hours; `months` by "2026-11"."""

    days: list[Counted]
    months: list[Counted]
    hours: list[list[int]]


class Gap(BaseModel):
    """A wish that the catalog serves badly: `asked` conversations, `none` of them found nothing, `weak` found too few.

    `lost_orders` and `lost_amount` are estimates: see bot.insight.gaps.
    """

    interest: str
    budget: str
    asked: int
    none: int
    weak: int
    lost_orders: float
    lost_amount: float


class Gaps(BaseModel):
    """The map of the gaps, the dearest first, and what the estimate is made of."""

    cells: list[Gap]
    budgets: list[str]
    enough: int
    order_rate: float
    formula: str


class Unclicked(BaseModel):
    """A product that was shown and never followed to the store."""

    product_id: str
    title: str | None
    shown: int
    kept: int
    refused: int


class Unanswered(BaseModel):
    """What a shopper asked and the bot could not answer; personal data is taken out when it is written."""

    at: datetime
    text: str
    why: str


class Ratings(BaseModel):
    """How the people's help was rated (`scores`: how often 1 to 5), and why gifts were "not for us"."""

    mean: float | None
    scores: list[int]
    not_for_us: list[Counted]
    useful: int


class Money(BaseModel):
    """What orders that came from the chat amount to."""

    orders: int
    amount: float
    currency: str


class Insight(BaseModel):
    """The figures of a span of days, both counted."""

    since: date
    until: date
    time_zone: str
    currency: str
    stages: list[str]
    funnel: Funnel
    sources: list[Funnel]
    sales: list[Money]
    orders_told: bool
    asked: Asked
    when: When
    gaps: Gaps
    unclicked: list[Unclicked]
    unanswered: list[Unanswered]
    ratings: Ratings
