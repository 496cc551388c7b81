"""What the bot says, on the wire."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.messages import (
    Card,
    Price,
    ProductCardsMessage,
    QuickRepliesMessage,
    QuickReply,
    Reason,
    TextMessage,
    UnknownMessage,
    WishlistMessage,
    parse_bot_message,
)

CARD = Card(
    product_id="a",
    title="Tea pot",
    price=Price(amount="39.90", currency="USD"),
    url="/go/a",
    reasons=[Reason(text="Tea: “a pot for tea”", evidence="a pot for tea")],
)


@pytest.mark.parametrize(
    "message",
    [
        TextMessage(text="hello"),
        QuickRepliesMessage(text="which?", options=[QuickReply(title="One", payload="/one")]),
        ProductCardsMessage(items=[CARD], total=12),
        WishlistMessage(text="saved", product_ids=["a"], share_url="https://x/w/t"),
    ],
)
def test_round_trip(message: Any) -> None:
    parsed = parse_bot_message(message.model_dump(mode="json"))
    assert parsed == message
    assert type(parsed) is type(message)


def test_an_unknown_type_is_kept_as_it_is() -> None:
    data = {"type": "carousel", "text": "look", "slides": [1, 2]}
    parsed = parse_bot_message(data)
    assert isinstance(parsed, UnknownMessage)
    assert parsed.model_dump() == data
    assert parse_bot_message({"type": "carousel"}).text == ""


@pytest.mark.parametrize(
    "data", [{}, {"text": "x"}, {"type": "text"}, {"type": "product_cards", "items": [{}], "total": 1}, {"type": None}]
)
def test_wrong_fields(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        parse_bot_message(data)
