"""The wishlist API over HTTP."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from bot.catalog.cards import price, product_card
from bot.conversation.endpoints import Opened, conversation_service, limit_address
from bot.conversation.service import ConversationService
from bot.wishlist.schemas import MAX_TITLE, ShareLinkView, ShareRequest, WishlistView
from bot.wishlist.service import WishlistService


def wishlist_service(request: Request) -> WishlistService:
    """Return the service of the running app."""
    return cast(WishlistService, request.app.state.services.wishlist)


Service = Annotated[WishlistService, Depends(wishlist_service)]
Talk = Annotated[ConversationService, Depends(conversation_service)]
router = APIRouter(
    prefix="/api/conversations/{conversation_id}/wishlist",
    tags=["wishlist"],
    dependencies=[Depends(limit_address)],
)


@router.get("")
async def read(conversation: Opened, service: Service) -> WishlistView:
    """The saved gifts as cards, what they cost together, and the share link that is out."""
    products = await service.items(conversation.id)
    share = await service.active_share(conversation.id)
    return WishlistView(
        items=[product_card(product).model_copy(update={"saved": True}) for product in products],
        total=price(service.total(products)),
        share=ShareLinkView(url=share.url, token=share.token) if share else None,
    )


@router.put("/items/{product_id:path}", status_code=204)
async def save(conversation: Opened, product_id: str, service: Service) -> None:
    """Save a gift; saving it again changes nothing."""
    await service.add(conversation.id, product_id)


@router.delete("/items/{product_id:path}", status_code=204)
async def take_off(conversation: Opened, product_id: str, service: Service) -> None:
    """Take a gift off the list; taking it off again changes nothing."""
    await service.remove(conversation.id, product_id)


@router.post("/share", status_code=201)
async def share(
    conversation: Opened, service: Service, talk: Talk, wanted: ShareRequest | None = None
) -> ShareLinkView:
    """Make the list public under a link; a list that has one keeps it. Personal data in its title is masked."""
    title = talk.privacy.mask(wanted.title).text[:MAX_TITLE] if wanted and wanted.title else None
    made = await service.share(conversation.id, title)
    return ShareLinkView(url=made.url, token=made.token)


@router.delete("/share/{token}", status_code=204)
async def take_back(conversation: Opened, token: str, service: Service) -> None:
    """Take a link back: it opens nothing any more."""
    await service.revoke(conversation.id, token)
