"""Running actions over a small shop: what they say and which events they return."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from bot.handoff.waiting import Place
from bot.occasions.service import OccasionService
from bot.policies.service import PolicyService
from bot.settings import Settings
from bot.texts import load_texts
from bot.wishlist.errors import UnknownProductError, WishlistFullError
from bot.wishlist.schemas import Share
from catalog_index.product import Money, Product
from catalog_index.search import GiftSearch
from tests.support.catalog import gift, search_over

# A small shop's pages: two methods, one last day to order.
POLICIES = Path(__file__).parent / "policies"
SHOP = (
    gift("dig", "Dinosaurs dig kit", 30, interests=("dinosaurs",), categories=("Toys", "Science"), age_min=6,
         age_max=12, description="Dig out three dinosaurs from a block. For ages 6 to 12."),
    gift("lamp", "Dinosaurs night lamp", 24, interests=("dinosaurs",), categories=("Home", "Lamps"),
         description="A lamp that throws dinosaurs on the wall.", attributes={"color": "green"}),
    gift("book", "Dinosaurs picture atlas", 18, interests=("dinosaurs",), categories=("Books",),
         description="An atlas with all the dinosaurs in it.", attributes={"color": "blue"}),
    gift("puzzle", "Dinosaurs floor puzzle", 12, interests=("dinosaurs",), categories=("Toys", "Puzzles"),
         description="Forty large pieces show the dinosaurs."),
    gift("fossil", "Dinosaurs fossil cast", 55, interests=("dinosaurs",), categories=("Science",),
         description="A cast of the claw that dinosaurs had."),
    gift("tea", "Tea sampler", 20, interests=("tea",), categories=("Food",), description="Nine teas from the hills."),
    gift("pot", "Tea pot of clay", 45, interests=("tea",), categories=("Kitchen",), description="A pot for loose tea."),
    gift("wool", "Wool blanket", 80, categories=("Home",), description="Woven from wool for long evenings."),
    gift("gone", "Dinosaurs egg", 10, stock=False, interests=("dinosaurs",), categories=("Toys",)),
)  # fmt: skip


class Keys:
    """Texts by their key: tests see which text is said with which values, never its wording."""

    def __init__(self) -> None:
        self.said: list[tuple[str, dict[str, Any]]] = []
        self._real = load_texts("en")

    def __call__(self, key: str, **values: Any) -> str:
        self._real(key, **values)  # an unknown key or a missing value is an error
        self.said.append((key, values))
        return key

    def has(self, key: str) -> bool:
        return self._real.has(key)

    def variants(self, key: str) -> int:
        return self._real.variants(key)


class FakeCatalog:
    """A catalog over an index in memory."""

    def __init__(self, search: GiftSearch) -> None:
        self.version = "fake"
        self.search = search
        self.currency = "USD"

    def get(self, product_id: str) -> Product | None:
        return self.search.index.get(product_id)

    def products(self) -> list[Product]:
        return list(self.search.index.products)


class FakeWishlist:
    """A wishlist in memory."""

    def __init__(self, catalog: FakeCatalog, limit: int = 100) -> None:
        self.ids: dict[str, list[str]] = {}
        self.limit = limit
        self.link: Share | None = None
        self._catalog = catalog

    async def items(self, conversation_id: str) -> list[Product]:
        return [p for i in self.ids.get(conversation_id, []) if (p := self._catalog.get(i))]

    async def add(self, conversation_id: str, product_id: str) -> None:
        if self._catalog.get(product_id) is None:
            raise UnknownProductError
        saved = self.ids.setdefault(conversation_id, [])
        if product_id not in saved:
            if len(saved) >= self.limit:
                raise WishlistFullError(self.limit)
            saved.append(product_id)

    async def remove(self, conversation_id: str, product_id: str) -> None:
        saved = self.ids.setdefault(conversation_id, [])
        if product_id in saved:
            saved.remove(product_id)
        elif self._catalog.get(product_id) is None:
            raise UnknownProductError

    async def share(self, conversation_id: str, title: str | None = None) -> Share:
        self.link = Share("token", "https://shop.example/w/token")
        return self.link

    async def active_share(self, conversation_id: str) -> Share | None:
        return self.link

    async def revoke(self, conversation_id: str, token: str) -> None:
        assert self.link is not None
        assert token == self.link.token
        self.link = None

    def total(self, products: Sequence[Product]) -> Money:
        return Money(sum((p.current_price.amount for p in products), Decimal(0)), self._catalog.currency)


class FakeHandoff:
    """Keeps the wishes; `place` is what a shopper gets in the queue."""

    def __init__(self) -> None:
        self.place: Place | None = None
        self.wishes: list[tuple[str, str]] = []
        self.opens: datetime | None = None  # when the shop opens, which is closed until then

    def closed(self) -> tuple[bool, datetime | None]:
        """Whether the shop is closed, and when it opens."""
        return self.opens is not None, self.opens

    async def ask_for_person(self, conversation_id: str, text: str) -> Place | None:
        self.wishes.append((conversation_id, text))
        return self.place


@dataclass
class Answer:
    """What an action did: its events, and its messages in order."""

    events: list[dict[str, Any]]
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def slots(self) -> dict[str, Any]:
        """The slots that were set."""
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def kinds(self) -> list[str]:
        """The types of the messages."""
        return [message["type"] for message in self.messages]

    def of(self, kind: str) -> dict[str, Any]:
        """The one message of a type."""
        (message,) = [message for message in self.messages if message["type"] == kind]
        return message

    @property
    def cards(self) -> list[str]:
        """The ids on the cards."""
        return [card["product_id"] for card in self.of("product_cards")["items"]]

    @property
    def payloads(self) -> list[str]:
        """The payloads of the quick replies."""
        return [option["payload"] for option in self.of("quick_replies")["options"]]


class Stage:
    """Runs actions over the small shop."""

    def __init__(self, *products: Product, **settings: Any) -> None:
        self.catalog = FakeCatalog(search_over(*(products or SHOP)))
        self.wishlist = FakeWishlist(self.catalog)
        self.handoff = FakeHandoff()
        self.texts = Keys()
        made = Settings(**{"today": "2026-12-14", "policies_dir": POLICIES, **settings})
        self.policies = PolicyService(made, lambda: self.catalog.search.encoder)
        self.occasions = OccasionService(made, self.policies, self.texts)  # type: ignore[arg-type]
        self.context = Context(
            settings=made,
            catalog=self.catalog,  # type: ignore[arg-type]
            wishlist=self.wishlist,  # type: ignore[arg-type]
            handoff=self.handoff,  # type: ignore[arg-type]
            occasions=self.occasions,
            policies=self.policies,
            texts=self.texts,  # type: ignore[arg-type]
        )

    async def run(self, action: Action, tracker: Tracker) -> Answer:
        """Run one action as the executor does."""
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, tracker, {})
        answer = Answer(json.loads(json.dumps(events)))
        for message in dispatcher.messages:
            custom = message.get("custom")
            answer.messages.append(custom if custom else {"type": "text", "text": message["text"]})
        return answer
