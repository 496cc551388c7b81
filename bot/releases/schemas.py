"""Releases as the merchants' page sees them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.releases.check.report import CheckReport

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]


class Override(BaseModel):
    """Who let a release serve that was held back, when and why."""

    actor: str
    reason: str
    at: str


class CheckSummary(BaseModel):
    """What a check came to."""

    kind: str
    at: str
    passed: bool
    reasons: list[str]
    lost: int
    vanished: int


class ReleaseView(BaseModel):
    """A release in the list. `products` is how many its catalog holds, None where that is gone."""

    id: str
    created_at: str
    state: str
    origin: str
    catalog_version: str
    catalog_source: str
    products: int | None
    model: str
    check: CheckSummary | None
    override: Override | None


class ReleaseDetails(ReleaseView):
    """A release with its whole difference, and what can be done with it."""

    report: CheckReport | None
    may_activate: bool
    needs_reason: bool


class Checking(BaseModel):
    """The check that runs."""

    release: str
    job: str


class Releases(BaseModel):
    """All releases, newest first; `previous` is the one that a rollback would let serve."""

    active: str | None
    previous: str | None
    releases: list[ReleaseView]
    checking: Checking | None


class Activation(BaseModel):
    """Let a release serve; one that is held back or was never checked needs a reason, which is kept."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason | None = None


class Started(BaseModel):
    """A check that was started."""

    job: str


class Progress(BaseModel):
    """How far a check is; `state` is running, done, failed or none."""

    state: str
    progress: dict[str, Any] = Field(default_factory=dict)
    error: str = ""
    passed: bool | None = None
