"""Co-shopping over HTTP; who may call it is said once, for the whole router."""

from __future__ import annotations

from typing import Annotated, cast

import fastapi
from fastapi import APIRouter, Depends, Request

from bot.conversation.endpoints import limit_address
from bot.coshopping.schemas import AgentEdit, Edited, Filter, FoundGifts, Query
from bot.coshopping.service import CoShopping
from bot.staff.access import Agent, agent

router = APIRouter(prefix="/api/agent", tags=["agent"], dependencies=[Depends(limit_address), Depends(agent)])


def _co_shopping(request: Request) -> CoShopping:
    return cast(CoShopping, request.app.state.services.co_shopping)


Service = Annotated[CoShopping, Depends(_co_shopping)]


@router.patch("/conversations/{conversation_id}/brief")
async def edit_brief(member: Agent, service: Service, conversation_id: str, edit: AgentEdit) -> Edited:
    """Change the brief, pin and veto gifts; 409 when the lease is not the newest."""
    return await service.edit(member, conversation_id, edit)


@router.get("/conversations/{conversation_id}/gifts")
async def find(
    service: Service,
    conversation_id: str,
    q: Annotated[Query, fastapi.Query()] = "",
    off: Annotated[list[Filter] | None, fastapi.Query()] = None,
    limit: Annotated[int, fastapi.Query(ge=1, le=60)] = 12,
) -> FoundGifts:
    """Look in the catalog with the shopper's brief as filters; `off` switches one off, and may be repeated."""
    return await service.find(conversation_id, q, off or (), limit)
