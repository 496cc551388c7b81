"""What the rating calls take and answer."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

# What the score came from, in one tap: good ones go with 4 and 5, bad ones with 1 to 3; "other" with all.
Good = Literal["fast", "solved", "friendly", "ideas"]
Bad = Literal["slow", "unsolved", "unfriendly", "misunderstood"]
Reason = Good | Bad | Literal["other"]
REASONS: tuple[str, ...] = (*get_args(Good), *get_args(Bad), "other")
GOOD_FROM = 4


class NewRating(BaseModel):
    """A score, 5 for the best; why, and in the shopper's own words, where they like to say it.

    A `score` of None is "I'd rather not say": nobody asks again.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    score: int | None = Field(ge=1, le=5)
    reason: Reason | None = None
    comment: str = ""

    @model_validator(mode="after")
    def _reason_of_this_score(self) -> Self:
        if self.score is None:
            if self.reason or self.comment.strip():
                raise ValueError("a reason and a comment go with a score")
            return self
        wrong = get_args(Bad) if self.score >= GOOD_FROM else get_args(Good)
        if self.reason in wrong:
            raise ValueError("the reason does not go with the score")
        return self


class RatingView(BaseModel):
    """A rating as it is kept; `score` is None while the shopper has not given one, `skipped` if they won't."""

    score: int | None
    reason: str | None
    comment: str
    skipped: bool
