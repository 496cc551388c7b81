"""What the feedback calls take."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

Verdict = Literal["useful", "not_for_us"]
NotForUs = Literal["too_expensive", "has_it", "not_their_taste", "wrong_age", "other"]


class NewFeedback(BaseModel):
    """A verdict; only "not_for_us" has a reason, and may be without."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    reason: NotForUs | None = None

    @model_validator(mode="after")
    def _reason_of_a_refusal(self) -> Self:
        if self.verdict == "useful" and self.reason is not None:
            raise ValueError("only not_for_us has a reason")
        return self
