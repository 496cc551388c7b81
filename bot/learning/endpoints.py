"""The store's webhook, and the receipts for merchants."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Query, Request

from bot.conversation.endpoints import limit_address
from bot.learning.purchases import Purchases
from bot.learning.ranker_keeper import RankerKeeper, RankerView
from bot.learning.receipts import ReceiptPage, Receipts, ReceiptView
from bot.staff.access import merchant

webhooks_router = APIRouter(prefix="/api/webhooks", tags=["webhooks"], dependencies=[Depends(limit_address)])
router = APIRouter(
    prefix="/api/merchant/receipts", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)
ranker_router = APIRouter(
    prefix="/api/merchant/ranker", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)


def _receipts(request: Request) -> Receipts:
    return cast(Receipts, request.app.state.services.receipts)


@webhooks_router.post("/purchases/{source}", status_code=204)
async def purchases(request: Request, source: Annotated[str, Path(max_length=20)]) -> None:
    """Take an order from the store: generic, shopify or woocommerce, signed with that store's secret."""
    service = cast(Purchases, request.app.state.services.purchases)
    await service.take(source, request.headers, await request.body())


@router.get("")
async def receipts(
    service: Annotated[Receipts, Depends(_receipts)],
    product_id: Annotated[str | None, Query(max_length=255)] = None,
    conversation_id: Annotated[str | None, Query(max_length=36)] = None,
    before: Annotated[int | None, Query(ge=1)] = None,
) -> ReceiptPage:
    """What was shown, newest first; of a product or a conversation where one is named."""
    return await service.page(product_id, conversation_id, before)


@router.get("/{receipt_id}")
async def receipt(service: Annotated[Receipts, Depends(_receipts)], receipt_id: int) -> ReceiptView:
    """Why these gifts were shown: the brief, the rules, what was weighed, and with which scores."""
    return await service.read(receipt_id)


@ranker_router.get("")
async def ranker(request: Request) -> RankerView:
    """Say whether a learned ranker is used, since when, and what it gained on sessions that it had not seen."""
    return await cast(RankerKeeper, request.app.state.services.ranker).view()
