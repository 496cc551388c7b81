"""The agents' API over HTTP; who may call it is said once, for the whole router."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import StringConstraints
from starlette.responses import Response

from bot.audit.looks import Looks
from bot.conversation.endpoints import Opened, limit_address
from bot.conversation.stream import EventStream
from bot.handoff.desk import Desk
from bot.handoff.filters import Filters
from bot.handoff.inbox import Inbox
from bot.handoff.office import Office, office_events
from bot.handoff.schemas import AgentMessage, AgentView, HeldCall, InboxView, Lane, Lease, ShopperTyping, Typing
from bot.handoff.states import AGENT, WAITING
from bot.staff.access import SESSION_COOKIE, Agent, Staff, agent
from bot.workbench.schemas import PassOn


def the_desk(request: Request) -> Desk:
    """Return the desk of the running app."""
    return cast(Desk, request.app.state.services.desk)


def the_inbox(request: Request) -> Inbox:
    """Return the inbox of the running app."""
    return cast(Inbox, request.app.state.services.inbox)


def the_looks(request: Request) -> Looks:
    """Return what notes who looked at what."""
    return cast(Looks, request.app.state.services.looks)


TheLooks = Annotated[Looks, Depends(the_looks)]
TheDesk = Annotated[Desk, Depends(the_desk)]
TheInbox = Annotated[Inbox, Depends(the_inbox)]
SearchText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]
router = APIRouter(prefix="/api/agent", tags=["agent"], dependencies=[Depends(limit_address), Depends(agent)])
shopper_router = APIRouter(
    prefix="/api/conversations/{conversation_id}", tags=["conversations"], dependencies=[Depends(limit_address)]
)


@router.get("/conversations")
async def conversations(
    member: Agent,
    inbox: TheInbox,
    looks: TheLooks,
    status: Annotated[Lane, Query()] = "waiting",
    q: Annotated[SearchText, Query()] = "",
    label: Annotated[str, Query(max_length=40)] = "",
    holder: Annotated[int | None, Query()] = None,
    unread: Annotated[bool, Query()] = False,
    deadline: Annotated[bool, Query()] = False,
) -> InboxView:
    """The conversations that wait, are mine, are open, or are closed; `q` is looked for in what was said and in ids."""
    found = await inbox.lane(member, status, Filters(q, label, holder, unread, deadline))
    if q:
        await looks.searched(member, len(found.conversations))
    return found


@router.get("/conversations/{conversation_id}")
async def read(member: Agent, inbox: TheInbox, looks: TheLooks, conversation_id: str) -> AgentView:
    """A whole conversation, with all that helps to answer it."""
    found = await inbox.view(member, conversation_id)
    await looks.opened(member, conversation_id)
    return found


@router.post("/conversations/{conversation_id}/take")
async def take(member: Agent, desk: TheDesk, conversation_id: str) -> Lease:
    """Take a conversation; 409 with the holder's name when somebody has it."""
    return Lease(lease=await desk.take(member, conversation_id))


@router.post("/conversations/{conversation_id}/messages")
async def say(member: Agent, desk: TheDesk, conversation_id: str, message: AgentMessage) -> dict[str, Any]:
    """Reply to the shopper; 409 when the lease is not the newest."""
    return await desk.say(member, conversation_id, message)


@router.post("/conversations/{conversation_id}/pass", status_code=204)
async def pass_on(member: Agent, desk: TheDesk, conversation_id: str, body: PassOn) -> None:
    """Give the conversation to another agent, or back to the queue."""
    await desk.pass_on(member, conversation_id, body)


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


@shopper_router.post("/typing", status_code=204)
async def shopper_typing(conversation: Opened, request: Request, call: ShopperTyping) -> None:
    """Show the agents that the shopper writes to them, or no longer; the bot does not want to know."""
    office: Office = request.app.state.services.office
    if conversation.status in {AGENT, WAITING}:
        office.typing(conversation.id, call.on)


@router.get("/events", response_class=Response)
async def events(request: Request, member: Agent, inbox: TheInbox, staff: Staff) -> Any:
    """Listen to all conversations: each change comes as the line that the inbox shows."""
    office: Office = request.app.state.services.office
    office.check_room()
    settings = request.app.state.services.settings
    token = request.cookies[SESSION_COOKIE]
    stream = office_events(
        office,
        read_line=lambda conversation_id: inbox.line(member, conversation_id),
        still_signed_in=lambda: staff.who(token),
        heartbeat=settings.heartbeat,
        member_id=member.id,
    )
    return EventStream(stream, send_timeout=settings.stream_send_timeout)
