"""What the wishlist calls take and answer, and what the service hands out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.messages import Card, Price
from catalog_index.product import Product

MAX_TITLE = 100


def tidy_title(text: str) -> str:
    """Return a title on one line, without control and text-direction characters."""
    kept = (" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in kept if unicodedata.category(char) not in {"Cc", "Cf"}).split())


class ShareRequest(BaseModel):
    """How the shared list is to be called; nothing is fine."""

    model_config = ConfigDict(hide_input_in_errors=True)

    title: Annotated[str, Field(max_length=MAX_TITLE), AfterValidator(tidy_title)] | None = None


class ShareLinkView(BaseModel):
    """A public link to a wishlist."""

    url: str
    token: str


class WishlistView(BaseModel):
    """A shopper's list; `share` is the link that is out, where there is one."""

    items: list[Card]
    total: Price
    share: ShareLinkView | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share link: its secret token and the address made of it."""

    token: str
    url: str


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A product on a shared list; None where the catalog no longer has it."""

    product_id: str
    product: Product | None


@dataclass(frozen=True, slots=True)
class SharedWishlist:
    """What a visitor of a share link may see: never the conversation."""

    title: str | None
    items: list[SharedItem]
