"""What the decisions' calls take and answer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.handoff.schemas import AgentClientId, HeldCall

Kind = Literal["refund", "exchange", "voucher"]
KINDS: tuple[Kind, ...] = ("refund", "exchange", "voucher")
OrderReference = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[\w#./ -]+$")
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]


class NewDecision(HeldCall):
    """What an agent grants. `amount` is the money back, the voucher's value, or the value of what is exchanged."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    amount: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    order_reference: OrderReference
    reason: Reason
    # Whether the shopper gets a line about it; the reason is never told.
    tell_shopper: bool = False
    client_id: AgentClientId | None = None


class DeliveryView(BaseModel):
    """How far the shop's system was told: `state` is off (no address is set), pending, delivered or failed."""

    id: str
    state: Literal["off", "pending", "delivered", "failed"]
    attempts: int
    next_at: datetime | None
    delivered_at: datetime | None
    problem: str


class DecisionView(BaseModel):
    """A decision as it was recorded, and its delivery."""

    id: str
    at: datetime
    actor: str
    kind: str
    amount: str
    currency: str
    order_reference: str
    reason: str
    delivery: DeliveryView


class Allowance(BaseModel):
    """What the caller may grant: `limit` is the most per order (and per conversation), `left` what of it is left."""

    kind: Kind
    limit: str
    left: str


class DecisionsView(BaseModel):
    """The decisions of a conversation, newest first, and what may still be granted in it."""

    decisions: list[DecisionView]
    allowances: list[Allowance]
    currency: str
