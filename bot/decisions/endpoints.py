"""Decisions over HTTP; who may call it is said once, for the whole router."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from bot.conversation.endpoints import limit_address
from bot.decisions.schemas import DecisionsView, DecisionView, NewDecision
from bot.decisions.service import DecisionService
from bot.staff.access import Agent, agent

router = APIRouter(prefix="/api/agent", tags=["agent"], dependencies=[Depends(limit_address), Depends(agent)])


def _decisions(request: Request) -> DecisionService:
    return cast(DecisionService, request.app.state.services.decisions)


Service = Annotated[DecisionService, Depends(_decisions)]


@router.get("/conversations/{conversation_id}/decisions")
async def read(member: Agent, service: Service, conversation_id: str) -> DecisionsView:
    """What was granted in a conversation, how far the shop's system was told, and what may still be granted."""
    return await service.read(member, conversation_id)


@router.post("/conversations/{conversation_id}/decisions", status_code=201)
async def grant(member: Agent, service: Service, conversation_id: str, new: NewDecision) -> DecisionView:
    """Grant a refund, an exchange or a voucher; 409 when the lease is not the newest, 403 over the limit."""
    return await service.grant(member, conversation_id, new)


@router.post("/conversations/{conversation_id}/decisions/{decision_id}/send")
async def send_again(member: Agent, service: Service, conversation_id: str, decision_id: str) -> DecisionView:
    """Try a delivery anew that was given up."""
    return await service.send_again(member, conversation_id, decision_id)
