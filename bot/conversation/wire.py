"""Messages as they go over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.conversation.models import Message
from bot.conversation.schemas import WireMessage


def wire(message: Message) -> WireMessage:
    """Return a line of the log as the contract has it: the message's own fields and where it stands."""
    return {
        **message.body,
        "seq": message.seq,
        "role": message.role,
        "created_at": rfc3339(message.created_at),
        "client_id": message.client_id,
    }


def rfc3339(moment: datetime) -> str:
    """Return a UTC time as RFC 3339, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def offers(body: Any) -> Iterator[tuple[str, str]]:
    """Yield (payload, title) of every button in a bot message, however deep (new message types may come)."""
    if isinstance(body, dict):
        if isinstance(body.get("payload"), str):
            yield body["payload"], str(body.get("title") or body["payload"])
        for value in body.values():
            yield from offers(value)
    elif isinstance(body, list):
        for value in body:
            yield from offers(value)
