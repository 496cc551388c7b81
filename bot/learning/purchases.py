"""Takes the orders that the store's signed webhook tells, in any order and however often."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.db import Database
from bot.decisions.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, verify
from bot.errors import GiftfinderError, InvalidError, NotFoundError
from bot.go.models import Click
from bot.learning.models import Order
from bot.learning.orders import READERS, OrderError, StoreOrder
from bot.settings import Settings
from catalog_index.product import Product

log = logging.getLogger(__name__)


class BadSignatureError(GiftfinderError):
    """A call that the store has not signed."""

    status, slug, title = 401, "bad-signature", "The signature is not right"


class Purchases:
    """The store's orders, each kept as the newest call describes it: repeats and late calls change nothing."""

    def __init__(self, database: Database, settings: Settings, product: Callable[[str], Product | None]) -> None:
        self._database, self._product = database, product
        self._window = timedelta(days=settings.attribution_days)
        self._secrets: dict[str, SecretStr | None] = {
            "generic": settings.purchase_secret,
            "shopify": settings.shopify_secret,
            "woocommerce": settings.woocommerce_secret,
        }

    async def take(self, source: str, headers: Mapping[str, str], body: bytes) -> None:
        """Check a call and keep the order in it; calls about something else are passed over.

        Raises:
            NotFoundError: no such kind of store, or no secret is set for it.
            BadSignatureError: it is not the store's.
            InvalidError: signed, but no order.
        """
        secret = self._secrets.get(source)
        if secret is None:
            raise NotFoundError("This store's webhook is not set up.")
        if not _signed(source, secret.get_secret_value(), headers, body):
            raise BadSignatureError("The signature does not fit the body and the secret (or is too old).")
        if not _about_an_order(source, headers):
            return
        try:
            order = READERS[source](json.loads(body))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            raise InvalidError("The body is no JSON.") from None
        except OrderError as error:
            raise InvalidError("This is no order.", errors=[{"field": "body", "reason": str(error)}]) from None
        async with self._database.write() as session:
            await self._keep(session, source, order)
        log.info("order told", extra={"source": source, "state": order.state})

    async def _keep(self, session: AsyncSession, source: str, order: StoreOrder) -> None:
        key = select(Order).where(Order.source == source, Order.reference == order.reference)
        known = await session.scalar(key.with_for_update())
        if known is not None and known.told_at > order.told_at:
            return  # an older state that came late
        if known is None:
            known = Order(source=source, reference=order.reference, ordered_at=order.ordered_at, click=None)
            session.add(known)
        known.state, known.told_at, known.currency = order.state, order.told_at, order.currency
        known.lines = [
            {"product_id": self._name(line.names), "quantity": line.quantity, "amount": f"{line.amount:.2f}"}
            for line in order.lines
        ]
        # A later state of an order may come without what led to it.
        if known.click is None and order.token:
            await self._attribute(session, known, order.token)

    async def _attribute(self, session: AsyncSession, order: Order, token: str) -> None:
        click = await session.scalar(select(Click).where(Click.token == token))
        # A store's clock may be some minutes behind ours.
        if click is None or not -timedelta(hours=1) <= order.ordered_at - click.clicked_at <= self._window:
            return
        order.click = click.id
        # The conversation may have been erased since.
        order.conversation_id = await session.scalar(
            select(Conversation.id).where(Conversation.id == click.conversation_id)
        )

    def _name(self, names: tuple[str, ...]) -> str:
        """What the catalog calls a product; Google's feeds from Shopify write "shopify_US_<product>_<variant>"."""
        for name in names:
            for known in (name, f"shopify_US_{name}"):
                if self._product(known) is not None:
                    return known
        return names[0]


def _signed(source: str, secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    if source == "generic":
        timestamp, signature = headers.get(TIMESTAMP_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
        return verify(secret, timestamp, body, signature, now=time.time())
    name = "x-shopify-hmac-sha256" if source == "shopify" else "x-wc-webhook-signature"
    right = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(right, headers.get(name, "").encode())


def _about_an_order(source: str, headers: Mapping[str, Any]) -> bool:
    """Whether the call is about an order: stores also send tests, and other topics when told so by mistake."""
    if source == "shopify":
        return str(headers.get("x-shopify-topic", "")).startswith("orders/")
    if source == "woocommerce":
        return str(headers.get("x-wc-webhook-topic", "")).startswith("order.")
    return True
