"""POST /api/conversations/{id}/visits: the widget tells on which page it is."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from bot.conversation.endpoints import Opened, limit_address
from bot.visits.service import VisitService

router = APIRouter(prefix="/api/conversations", tags=["conversations"], dependencies=[Depends(limit_address)])


class Visit(BaseModel):
    """The page that the shopper is on; of the address only origin and path are kept."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    url: str = Field(min_length=1, max_length=4000)
    title: str = Field(default="", max_length=1000)


def _visits(request: Request) -> VisitService:
    return cast(VisitService, request.app.state.services.visits)


@router.post("/{conversation_id}/visits", status_code=204)
async def visit(conversation: Opened, body: Visit, visits: Annotated[VisitService, Depends(_visits)]) -> None:
    """Keep the page for the agent who may take over."""
    await visits.add(conversation.id, body.url, body.title)
