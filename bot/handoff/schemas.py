"""What the agents' calls take and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.conversation.schemas import WireMessage
from bot.messages import Card
from bot.workbench.schemas import Deadline, NoteView, PageView, ShownProduct

# Shorter than a shopper's: it is kept with a prefix, so that neither can meet the other's.
AgentClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,40}$")]
# "holiday": with people, about an order before an occasion's last day; "any": open and closed, for a search.
Lane = Literal["waiting", "mine", "all", "closed", "holiday", "any"]


class Lease(BaseModel):
    """The number that every further call about the conversation carries; a newer one makes it worthless."""

    lease: int


class HeldCall(BaseModel):
    """A call about a conversation that the caller holds."""

    model_config = ConfigDict(extra="forbid")

    lease: int


class Typing(HeldCall):
    """Whether the agent writes."""

    on: bool


class ShopperTyping(BaseModel):
    """Whether the shopper writes; nothing of what they write."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    on: bool


class AgentMessage(HeldCall):
    """What an agent says: a text, or gifts of the catalog."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    text: str | None = None
    product_ids: Annotated[list[str], Field(min_length=1, max_length=12)] | None = None
    client_id: AgentClientId | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.product_ids is None):
            raise ValueError("give either text or product_ids")
        return self


class ConversationLine(BaseModel):
    """A conversation in the inbox; `last` is its newest line, `holder` who has it.

    `unread` counts the shopper's lines that the caller has not read (only while people have the conversation),
    `mentions` the notes that name them, `match` is what was found around the text looked for.
    """

    id: str
    status: str
    holder: str | None
    holder_id: int | None
    mine: bool
    created_at: datetime
    updated_at: datetime
    waiting_since: datetime | None
    last_seq: int
    brief: dict[str, Any]
    last: WireMessage | None
    labels: list[str]
    unread: int
    mentions: int
    deadline: Deadline | None
    match: str | None


class InboxView(BaseModel):
    """The conversations of one lane, the ones that wait longest first where they wait, else the newest first."""

    conversations: list[ConversationLine]


class AgentView(BaseModel):
    """A whole conversation as an agent sees it; `lease` is the caller's, None where they don't hold it.

    `pinned` and `vetoed` are the gifts that agents picked and ruled out. `summary` has three lines: for whom, what was
    tried, what is asked. `read_seq` is how far the caller has read.
    """

    id: str
    status: str
    holder: str | None
    lease: int | None
    waiting_since: datetime | None
    created_at: datetime
    brief: dict[str, Any]
    pinned: list[Card]
    vetoed: list[Card]
    messages: list[WireMessage]
    summary: list[str]
    products: list[ShownProduct]
    visits: list[PageView]
    notes: list[NoteView]
    labels: list[str]
    deadline: Deadline | None
    read_seq: int
