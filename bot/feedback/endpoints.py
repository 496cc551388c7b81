"""The feedback API over HTTP."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from bot.conversation.endpoints import Opened, limit_address
from bot.feedback.schemas import NewFeedback
from bot.feedback.service import FeedbackService


def feedback_service(request: Request) -> FeedbackService:
    """Return the service of the running app."""
    return cast(FeedbackService, request.app.state.services.feedback)


Service = Annotated[FeedbackService, Depends(feedback_service)]
router = APIRouter(
    prefix="/api/conversations/{conversation_id}/feedback",
    tags=["feedback"],
    dependencies=[Depends(limit_address)],
)


@router.put("/{product_id:path}", status_code=204)
async def give(conversation: Opened, product_id: str, service: Service, feedback: NewFeedback) -> None:
    """Say of a gift that it is useful, or not for us and why; a later verdict takes the place of an earlier one."""
    await service.give(conversation.id, product_id, feedback)


@router.delete("/{product_id:path}", status_code=204)
async def take_back(conversation: Opened, product_id: str, service: Service) -> None:
    """Take a verdict back; doing it again changes nothing."""
    await service.take_back(conversation.id, product_id)
