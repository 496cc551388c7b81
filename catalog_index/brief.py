"""GiftBrief: what is known of the recipient and the wish. The JSON form is part of the public contract."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class AgeRange(BaseModel):
    """Whole years; `max` None means "and older"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: int = Field(ge=0, le=120)
    max: int | None = Field(default=None, ge=0, le=120)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise ValueError(f"age max {self.max} is below age min {self.min}")
        return self


class Budget(BaseModel):
    """Amounts in one currency; both None means "any price is fine"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: float | None = Field(default=None, ge=0, le=10_000_000)
    max: float | None = Field(default=None, gt=0, le=10_000_000)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"budget max {self.max} is below budget min {self.min}")
        return self


class GiftBrief(BaseModel):
    """What we know of the recipient and the wish; what is not known is None or empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    relationship: Label | None = None
    age: AgeRange | None = None
    interests: list[Label] = Field(default_factory=list, max_length=20)
    exclude: list[Label] = Field(default_factory=list, max_length=20)
    budget: Budget | None = None
    occasion: Label | None = None
