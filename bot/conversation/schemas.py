"""What the conversation calls take and answer."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from catalog_index.brief import AgeRange, Budget, Label

# A message as it goes out: the BotMessage's fields, and seq, role, created_at, client_id.
WireMessage = dict[str, Any]
ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$")]


class Created(BaseModel):
    """A new conversation; the token is told once and never again."""

    id: str
    token: str


class NewMessage(BaseModel):
    """A shopper's message: a text, or the payload of a quick reply that the bot offered."""

    model_config = ConfigDict(hide_input_in_errors=True)

    text: str | None = None
    payload: str | None = Field(default=None, max_length=4000)
    client_id: ClientId | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("give either text or payload")
        return self


class BriefPatch(BaseModel):
    """The parts of the brief to change; null or [] clears a part, a part left out stays."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    relationship: Label | None = None
    age: AgeRange | None = None
    interests: list[Label] | None = Field(default=None, max_length=20)
    exclude: list[Label] | None = Field(default=None, max_length=20)
    budget: Budget | None = None
    occasion: Label | None = None
    client_id: ClientId | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set - {"client_id"}:
            raise ValueError("give at least one part of the brief")
        return self

    def changes(self, currency: str) -> dict[str, Any]:
        """Return the parts to change as the brief's JSON; a budget without a currency gets this one."""
        parts = self.model_dump(exclude_unset=True, exclude={"client_id"})
        for name in ("interests", "exclude"):
            if name in parts and parts[name] is None:
                parts[name] = []
        if self.budget is not None:
            parts["budget"] = self.budget.model_dump()
            if "currency" not in self.budget.model_fields_set:
                parts["budget"]["currency"] = currency
        if self.age is not None:
            parts["age"] = self.age.model_dump()
        return parts


class RecipientView(BaseModel):
    """One of the people whom a conversation is about; the brief is the current one's."""

    id: int
    label: str
    current: bool


class Answered(BaseModel):
    """What a message call answers once the bot's turn is done."""

    seq: int
    replies: list[WireMessage]
    brief: dict[str, Any]
    status: str
    recipients: list[RecipientView] = Field(default_factory=list)


class ConversationView(BaseModel):
    """A whole conversation, oldest message first; `feedback` has the verdict on each judged product."""

    id: str
    status: str
    brief: dict[str, Any]
    messages: list[WireMessage]
    recipients: list[RecipientView] = Field(default_factory=list)
    feedback: dict[str, str] = Field(default_factory=dict)
