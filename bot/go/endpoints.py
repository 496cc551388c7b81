"""GET /go/{product_id}: to the shop's own page for the product."""

from __future__ import annotations

import logging
import re
import secrets
from typing import Annotated, Any, Protocol
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse, Response

from bot.conversation.models import Conversation
from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.go.links import with_campaign
from bot.go.models import Click
from bot.learning.orders import CLICK_PARAM
from bot.settings import Settings
from catalog_index.product import Product

log = logging.getLogger(__name__)
router = APIRouter(tags=["links"])
_CONVERSATION = re.compile(r"[0-9a-f-]{36}")


class _Catalog(Protocol):
    def get(self, product_id: str) -> Product | None: ...


class _Office(Protocol):
    def changed(self, conversation_id: str) -> None: ...


class _Services(Protocol):
    settings: Settings
    database: Database
    catalog: _Catalog
    office: _Office


def _services(request: Request) -> Any:
    return request.app.state.services


@router.head("/go/{product_id:path}", include_in_schema=False)
@router.get("/go/{product_id:path}", response_class=RedirectResponse, status_code=302)
async def go(
    product_id: str,
    request: Request,
    services: Annotated[_Services, Depends(_services)],
    conversation: Annotated[str, Query(alias="c")] = "",
) -> Response:
    """Redirect to the product's purchase link with the campaign's parameters, and count the click.

    `c` is the conversation in whose widget the link stood; it counts for it where there is such a conversation.
    """
    product = services.catalog.get(product_id)
    if product is None or urlsplit(product.link).scheme not in {"http", "https"}:
        raise NotFoundError("There is no such product.")
    params = services.settings.campaign_params
    if request.method == "GET" and "prefetch" not in request.headers.get("sec-purpose", ""):
        token = secrets.token_urlsafe(16) if services.settings.learns_of_orders else None
        known = await _count(services.database, product.id, conversation, token)
        if token:
            params = "&".join(part for part in (params, f"{CLICK_PARAM}={token}") if part)
        if known:
            services.office.changed(known)
    target = with_campaign(product.link, params)
    return RedirectResponse(target, 302, {"cache-control": "no-store", "x-robots-tag": "noindex"})


async def _count(database: Database, product_id: str, conversation_id: str, token: str | None) -> str | None:
    """Count a click; returns the conversation that it counts for."""
    known: str | None = None
    try:
        async with database.write() as session:
            likely = _CONVERSATION.fullmatch(conversation_id) is not None
            if likely and await session.get(Conversation, conversation_id) is not None:
                known = conversation_id
            session.add(Click(product_id=product_id, clicked_at=utc_now(), conversation_id=known, token=token))
    except SQLAlchemyError:
        # A shopper on the way to buy is worth more than the count.
        log.exception("click not counted", extra={"product": product_id})
        return None
    return known
