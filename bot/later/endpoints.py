"""Things left for later over HTTP: the shopper's one call, and the agents'."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, Query, Request

from bot.conversation.endpoints import Opened, limit_address, limits_of
from bot.later.schemas import LaterAnswer, LaterList, LaterView, Left, NewLater
from bot.later.service import LaterService
from bot.staff.access import Agent, agent


def _later(request: Request) -> LaterService:
    return cast(LaterService, request.app.state.services.later)


Later = Annotated[LaterService, Depends(_later)]
router = APIRouter(prefix="/api/agent/later", tags=["agent"], dependencies=[Depends(limit_address), Depends(agent)])
shopper_router = APIRouter(
    prefix="/api/conversations/{conversation_id}", tags=["conversations"], dependencies=[Depends(limit_address)]
)


@shopper_router.post("/later", status_code=201)
async def leave(request: Request, conversation: Opened, later: Later, new: NewLater) -> Left:
    """Leave a question and an e-mail address; again before the answer, it takes the place of the first."""
    await limits_of(request).message(conversation.id)
    return Left(id=await later.leave(conversation.id, new))


@router.get("")
async def items(
    member: Agent, later: Later, status: Annotated[Literal["open", "answered", "failed"], Query()] = "open"
) -> LaterList:
    """What was left for later; `failed` are the answered ones whose e-mail did not get through."""
    return await later.items(member, status)


@router.post("/{item_id}/claim")
async def claim(member: Agent, later: Later, item_id: str) -> LaterView:
    """Take an item; 409 with the holder's name when somebody has it."""
    return await later.claim(member, item_id)


@router.post("/{item_id}/answer")
async def answer(member: Agent, later: Later, item_id: str, body: LaterAnswer) -> LaterView:
    """Answer an item by e-mail, or note that it was answered another way."""
    return await later.answer(member, item_id, body)


@router.post("/{item_id}/send")
async def send_again(member: Agent, later: Later, item_id: str) -> LaterView:
    """Try a failed e-mail again."""
    return await later.send_again(member, item_id)
