"""What the co-shopping calls take and answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.handoff.schemas import HeldCall
from bot.messages import Card

# The parts of a brief by which the catalog can be filtered.
Filter = Literal["relationship", "age", "interests", "exclude", "budget", "occasion"]
ProductId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ProductIds = Annotated[list[ProductId], Field(max_length=20)]
# As long as an interest may be: it is looked for as one.
Query = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]


class AgentEdit(HeldCall):
    """What an agent changes: parts of the brief (null or [] clears one), gifts pinned and vetoed, or no longer.

    The parts are checked against BriefPatch by the service, whose errors name the value too.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    relationship: Any = None
    age: Any = None
    interests: Any = None
    exclude: Any = None
    budget: Any = None
    occasion: Any = None
    pin: ProductIds = Field(default_factory=list)
    unpin: ProductIds = Field(default_factory=list)
    veto: ProductIds = Field(default_factory=list)
    unveto: ProductIds = Field(default_factory=list)

    def parts(self) -> dict[str, Any]:
        """Return the parts of the brief that the call names."""
        names = ("relationship", "age", "interests", "exclude", "budget", "occasion")
        return {name: getattr(self, name) for name in names if name in self.model_fields_set}


class Picks(BaseModel):
    """The gifts that agents have pinned and vetoed for a conversation, as cards."""

    pinned: list[Card]
    vetoed: list[Card]


class Edited(Picks):
    """How the brief stands after an edit; `fits` is how many gifts fit it, None while no catalog is loaded."""

    brief: dict[str, Any]
    fits: int | None


class FoundGift(BaseModel):
    """A product of the catalog beside the chat; `shown` is whether the shopper has had its card."""

    card: Card
    stock: str
    pinned: bool
    vetoed: bool
    shown: bool


class FoundGifts(BaseModel):
    """What the catalog has for a query under a brief; `nearest` is true where nothing fits and these only come near.

    `filters` are the parts of the brief that can be switched off, those that say something.
    """

    items: list[FoundGift]
    total: int
    nearest: bool
    filters: list[Filter]
