"""The wishlist API over HTTP."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from bot.catalog.cards import price, product_card
from bot.conversation.endpoints import Opened, limit_address
from bot.wishlist.schemas import NewShare, ShareCreated, WishlistView
from bot.wishlist.service import WishlistService
from catalog_index.product import Money


def wishlist_service(request: Request) -> WishlistService:
    """Return the service of the running app."""
    return cast(WishlistService, request.app.state.services.wishlist)


Service = Annotated[WishlistService, Depends(wishlist_service)]
router = APIRouter(
    prefix="/api/conversations/{conversation_id}/wishlist",
    tags=["wishlist"],
    dependencies=[Depends(limit_address)],
)


@router.get("")
async def read(conversation: Opened, service: Service, request: Request) -> WishlistView:
    """The saved gifts as cards, with their total."""
    products = await service.items(conversation.id)
    cards = [product_card(product).model_copy(update={"saved": True}) for product in products]
    currency = products[0].price.currency if products else request.app.state.services.settings.currency
    total = sum((p.current_price.amount for p in products if p.price.currency == currency), Decimal(0))
    return WishlistView(items=cards, total=price(Money(total, currency)))


@router.put("/items/{product_id:path}", status_code=204)
async def save(conversation: Opened, product_id: str, service: Service) -> None:
    """Save a gift; saving it again changes nothing."""
    await service.add(conversation.id, product_id)


@router.delete("/items/{product_id:path}", status_code=204)
async def take_off(conversation: Opened, product_id: str, service: Service) -> None:
    """Take a gift off; taking off what isn't there changes nothing."""
    await service.remove(conversation.id, product_id)


@router.post("/share", status_code=201)
async def share(conversation: Opened, service: Service, new: NewShare | None = None) -> ShareCreated:
    """Make a public link to the list."""
    shared = await service.share(conversation.id, new.title if new else None)
    return ShareCreated(url=shared.url, token=shared.token)


@router.delete("/share/{token}", status_code=204)
async def take_back(conversation: Opened, token: str, service: Service) -> None:
    """Take a public link back."""
    await service.revoke(conversation.id, token)
