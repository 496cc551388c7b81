"""What the calls about things left for later take and answer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# RFC 5321 without quoted names and address literals: nothing in it can end a header or a command.
_ADDRESS = re.compile(
    rf"(?!\.)(?!.*\.\.)[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}(?<!\.)@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]"
)


def check_address(value: str) -> str:
    """Return an e-mail address without the blanks around it; ValueError where it is none."""
    address = value.strip()
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise ValueError("must be an e-mail address such as name@example.com")
    return address


Address = Annotated[str, Field(max_length=320), AfterValidator(check_address)]


class NewLater(BaseModel):
    """A question for later and where to answer it."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    email: Address
    text: str = ""


class Left(BaseModel):
    """The question was kept."""

    id: str


class LaterAnswer(BaseModel):
    """An agent's answer; `by_mail` false: it went another way, and is only noted."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    text: str
    by_mail: bool = True


class LaterView(BaseModel):
    """One item; `mail` says how far the e-mail is, `problem` why it is no further."""

    id: str
    conversation_id: str
    email: str
    text: str
    created_at: datetime
    holder: str | None
    mine: bool
    summary: list[str]
    answer: str | None
    answered_at: datetime | None
    mail: Literal["none", "pending", "sending", "sent", "failed"]
    attempts: int
    problem: str
    sent_at: datetime | None


class LaterList(BaseModel):
    """Items; whether this shop sends e-mail at all; how many wait for an answer, and how many e-mails failed; how many
    characters an answer may have."""

    items: list[LaterView]
    open: int
    failed: int
    mail: bool
    answer_chars: int
