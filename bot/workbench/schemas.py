"""What the calls of the agents' tools take and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from bot.messages import Price
from bot.workbench.placeholders import check_placeholders

LabelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^\n,]+$")]
ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,40}$")]
Shortcut = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]
NOTE_CHARS, REPLY_CHARS, LABELS = 2000, 1000, 10


class Deadline(BaseModel):
    """The occasion that a conversation is about, and the last day to order for it."""

    occasion: str
    title: str
    date: str
    days: int
    order_by: str
    days_to_order: int


class ShownProduct(BaseModel):
    """A product that a shopper was shown, saved, or went to see; `shown` and `clicked` count how often."""

    product_id: str
    title: str
    price: Price
    image: str | None
    url: str
    shown: int
    saved: bool
    clicked: int
    verdict: str | None


class PageView(BaseModel):
    """A page that the shopper had open."""

    url: str
    title: str
    at: datetime


class NoteView(BaseModel):
    """A private note; `mentions` are the names of those it names."""

    id: int
    author: str
    text: str
    mentions: list[str]
    created_at: datetime


class Colleague(BaseModel):
    """An agent of the team; `here` while a console of theirs is open."""

    id: int
    name: str
    here: bool
    me: bool


class ReplyView(BaseModel):
    """A canned reply."""

    id: int
    shortcut: str
    text: str
    edited_by: str
    edited_at: datetime


class PolicyPassage(BaseModel):
    """A passage of the shop's pages, `text` as it can be sent."""

    title: str
    heading: str
    text: str
    url: str


class NewNote(BaseModel):
    """A note to be kept."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NOTE_CHARS)]
    client_id: ClientId | None = None


class Labels(BaseModel):
    """All labels of a conversation."""

    model_config = ConfigDict(extra="forbid")

    labels: list[LabelName] = Field(max_length=LABELS)

    @field_validator("labels")
    @classmethod
    def _each_once(cls, value: list[str]) -> list[str]:
        return list({label.casefold(): label for label in reversed(value)}.values())[::-1]


class Reading(BaseModel):
    """How far a conversation was read; 0 makes it unread."""

    model_config = ConfigDict(extra="forbid")

    seq: int = Field(ge=0, le=2**31 - 1)


class PassOn(BaseModel):
    """To whom a conversation goes: an agent's id, or null for the queue; `note` tells them why."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    lease: int
    to: int | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE_CHARS)] = ""


class ReplyEdit(BaseModel):
    """A canned reply as it is to be."""

    model_config = ConfigDict(extra="forbid")

    shortcut: Shortcut
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=REPLY_CHARS)]

    @model_validator(mode="after")
    def _known_placeholders(self) -> Self:
        check_placeholders(self.text)
        return self
