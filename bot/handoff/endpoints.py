"""The agents' API over HTTP; who may call it is said once, for the whole router."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from bot.conversation.endpoints import limit_address
from bot.conversation.stream import EventStream
from bot.handoff.desk import Desk
from bot.handoff.office import Office, office_events
from bot.handoff.schemas import AgentMessage, AgentView, HeldCall, Inbox, Lane, Lease, Typing
from bot.staff.access import SESSION_COOKIE, Agent, Staff, agent


def the_desk(request: Request) -> Desk:
    """Return the desk of the running app."""
    return cast(Desk, request.app.state.services.desk)


TheDesk = Annotated[Desk, Depends(the_desk)]
router = APIRouter(prefix="/api/agent", tags=["agent"], dependencies=[Depends(limit_address), Depends(agent)])


@router.get("/conversations")
async def inbox(member: Agent, desk: TheDesk, status: Annotated[Lane, Query()] = "waiting") -> Inbox:
    """The conversations that wait, are mine, are open, or are closed."""
    return await desk.inbox(member, status)


@router.get("/conversations/{conversation_id}")
async def read(member: Agent, desk: TheDesk, conversation_id: str) -> AgentView:
    """A whole conversation."""
    return await desk.view(member, conversation_id)


@router.post("/conversations/{conversation_id}/take")
async def take(member: Agent, desk: TheDesk, conversation_id: str) -> Lease:
    """Take a conversation; 409 with the holder's name when somebody has it."""
    return Lease(lease=await desk.take(member, conversation_id))


@router.post("/conversations/{conversation_id}/messages")
async def say(member: Agent, desk: TheDesk, conversation_id: str, message: AgentMessage) -> dict[str, Any]:
    """Reply to the shopper; 409 when the lease is not the newest."""
    return await desk.say(member, conversation_id, message)


@router.post("/conversations/{conversation_id}/release", status_code=204)
async def release(member: Agent, desk: TheDesk, conversation_id: str, call: HeldCall) -> None:
    """Hand the conversation back to the bot."""
    await desk.release(member, conversation_id, call.lease)


@router.post("/conversations/{conversation_id}/close", status_code=204)
async def close(member: Agent, desk: TheDesk, conversation_id: str, call: HeldCall) -> None:
    """End the conversation."""
    await desk.close(member, conversation_id, call.lease)


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(member: Agent, desk: TheDesk, conversation_id: str, call: Typing) -> None:
    """Show the shopper that the agent writes, or no longer."""
    await desk.typing(member, conversation_id, call.lease, on=call.on)


@router.get("/events", response_class=Response)
async def events(request: Request, member: Agent, desk: TheDesk, staff: Staff) -> Any:
    """Listen to all conversations: each change comes as the line that the inbox shows."""
    office: Office = request.app.state.services.office
    office.check_room()
    settings = request.app.state.services.settings
    token = request.cookies[SESSION_COOKIE]
    stream = office_events(
        office,
        read_line=lambda conversation_id: desk.line(member, conversation_id),
        still_signed_in=lambda: staff.who(token),
        heartbeat=settings.heartbeat,
    )
    return EventStream(stream, send_timeout=settings.stream_send_timeout)
