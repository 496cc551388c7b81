"""BotMessage: what the bot says. A leaf: imports nothing of ours, so that every side can build messages."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Price(BaseModel):
    """Money on the wire: `{"amount": "39.90", "currency": "USD"}`."""

    amount: str
    currency: str


class Reason(BaseModel):
    """Why a product fits; `evidence` is a verbatim span of the product's own data."""

    text: str
    evidence: str


class Card(BaseModel):
    """One product as the shopper sees it. `url` is a /go/ link; `price` is what is paid now."""

    product_id: str
    title: str
    price: Price
    list_price: Price | None = None
    image: str | None = None
    url: str
    reasons: list[Reason] = Field(default_factory=list)
    brand: str = ""
    age: str | None = None
    saved: bool = False


class QuickReply(BaseModel):
    """A button; `payload` goes back to the messages call instead of a text."""

    title: str
    payload: str
    image: str | None = None


class TextMessage(BaseModel):
    type: Literal["text"] = "text"
    text: str


class QuickRepliesMessage(BaseModel):
    type: Literal["quick_replies"] = "quick_replies"
    text: str
    options: list[QuickReply]


class ProductCardsMessage(BaseModel):
    """`total` counts the products that fit the brief, shown or not.

    `receipt` says how the row came about; it goes from the actions to the gateway, and to nobody else: no dump has it.
    """

    type: Literal["product_cards"] = "product_cards"
    text: str = ""
    items: list[Card]
    total: int
    receipt: dict[str, Any] | None = Field(default=None, exclude=True)


class WishlistMessage(BaseModel):
    """The wishlist after a change by chat; `share_url` where a link was made."""

    type: Literal["wishlist"] = "wishlist"
    text: str
    product_ids: list[str]
    share_url: str | None = None


class ComparisonRow(BaseModel):
    """One line of a comparison: a value for each gift, in their order; None is what the shop's data does not say."""

    label: str
    values: list[str | None]


class ComparisonMessage(BaseModel):
    """Gifts side by side. The reasons on the cards speak for each; `unknown` lists, gift by gift, what is not said."""

    type: Literal["comparison"] = "comparison"
    text: str
    items: list[Card]
    rows: list[ComparisonRow]
    unknown: list[list[str]] = Field(default_factory=list)


class Fact(BaseModel):
    """One line of a product's data ("Material", "beech wood")."""

    label: str
    value: str


class ProductDetailsMessage(BaseModel):
    """All that the shop says of one gift: `description` and `usage` are its own words, "" where there are none."""

    type: Literal["product_details"] = "product_details"
    text: str
    item: Card
    description: str = ""
    usage: str = ""
    facts: list[Fact] = Field(default_factory=list)


class PolicyMessage(BaseModel):
    """An answer from the shop's policies: `quote` is verbatim, `url` leads to the passage.

    `readable` is what to show of the quote, and what `text` ends with: rows of a table as sentences, prose as it is.
    """

    type: Literal["policy"] = "policy"
    text: str
    title: str
    quote: str
    url: str
    readable: str = ""


class CountdownMessage(BaseModel):
    """Days to an occasion on `date`; `order_by` is the last day to order for it, where known (ISO dates)."""

    type: Literal["countdown"] = "countdown"
    text: str
    occasion: str
    date: str
    days: int
    order_by: str | None = None
    days_to_order: int | None = None
    url: str | None = None


class QuizMessage(BaseModel):
    """An invitation to the picture quiz; the options do without it."""

    type: Literal["quiz"] = "quiz"
    text: str
    for_whom: Literal["someone", "myself"] = "someone"
    options: list[QuickReply] = Field(default_factory=list)


class RatingMessage(BaseModel):
    """A person's help has ended: the shopper is asked how it was (see bot.ratings)."""

    type: Literal["rating"] = "rating"
    text: str


class LaterMessage(BaseModel):
    """Nobody can come now: a way to leave an e-mail address (see bot.later), and what else there is to choose."""

    type: Literal["later"] = "later"
    text: str
    options: list[QuickReply] = Field(default_factory=list)


class UnknownMessage(BaseModel):
    """A type this version does not know: kept as it is, shown by its `text`."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str = ""


BotMessage = (
    TextMessage
    | QuickRepliesMessage
    | ProductCardsMessage
    | WishlistMessage
    | ComparisonMessage
    | ProductDetailsMessage
    | PolicyMessage
    | CountdownMessage
    | QuizMessage
    | RatingMessage
    | LaterMessage
    | UnknownMessage
)

_TYPES: dict[str, type[BaseModel]] = {
    "text": TextMessage,
    "quick_replies": QuickRepliesMessage,
    "product_cards": ProductCardsMessage,
    "wishlist": WishlistMessage,
    "comparison": ComparisonMessage,
    "product_details": ProductDetailsMessage,
    "policy": PolicyMessage,
    "countdown": CountdownMessage,
    "quiz": QuizMessage,
    "rating": RatingMessage,
    "later": LaterMessage,
}


def parse_bot_message(data: dict[str, Any]) -> BotMessage:
    """Read one message from its JSON form; an unknown type becomes an UnknownMessage.

    Raises:
        pydantic.ValidationError: a known type with wrong fields, or no `type`.
    """
    model = _TYPES.get(str(data.get("type")), UnknownMessage)
    return model.model_validate(data)  # type: ignore[return-value]
