"""Wishlists on the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.messages import Card, Price


class WishlistView(BaseModel):
    """The saved gifts; `total` sums what can be bought now, in the shop's currency."""

    items: list[Card]
    total: Price


class NewShare(BaseModel):
    """What a share link may be called, such as "Gift ideas for Ella"."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = Field(default=None, max_length=120)


class ShareCreated(BaseModel):
    url: str
    token: str
