"""The conversation API over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Header, Request
from starlette.responses import Response

from bot.conversation.limits import Limits
from bot.conversation.models import Conversation
from bot.conversation.schemas import Answered, BriefPatch, ConversationView, Created, NewMessage
from bot.conversation.service import ConversationService
from bot.conversation.stream import EventStream, conversation_events


def conversation_service(request: Request) -> ConversationService:
    """Return the service of the running app."""
    return cast(ConversationService, request.app.state.services.conversations)


def limits_of(request: Request) -> Limits:
    """Return the rate limits of the running app."""
    return cast(Limits, request.app.state.services.limits)


def client_address(request: Request) -> str:
    """Return the address that a call comes from (the server has read trusted proxies' headers)."""
    return request.client.host if request.client else "unknown"


async def limit_address(request: Request) -> None:
    """Dependency: count the call against its client's address."""
    await limits_of(request).any_call(client_address(request))


async def opened(
    conversation_id: str, request: Request, authorization: Annotated[str | None, Header()] = None
) -> Conversation:
    """Dependency: the conversation that the call's token opens; every call of a conversation uses it."""
    return await conversation_service(request).open(conversation_id, authorization)


Service = Annotated[ConversationService, Depends(conversation_service)]
Opened = Annotated[Conversation, Depends(opened)]
router = APIRouter(prefix="/api/conversations", tags=["conversations"], dependencies=[Depends(limit_address)])


@router.post("", status_code=201)
async def create(request: Request, service: Service) -> Created:
    """Make a conversation; its token goes as `Authorization: Bearer` in every further call."""
    await limits_of(request).new_conversation(client_address(request))
    return await service.create()


@router.get("/{conversation_id}")
async def read(conversation: Opened, service: Service) -> ConversationView:
    """Read the whole conversation, oldest message first."""
    return await service.view(conversation.id)


@router.post("/{conversation_id}/messages")
async def post(request: Request, conversation: Opened, service: Service, message: NewMessage) -> Answered:
    """Post a message; answers once the bot's turn is done."""
    await limits_of(request).message(conversation.id)
    return await service.post(conversation.id, message)


@router.patch("/{conversation_id}/brief")
async def edit_brief(request: Request, conversation: Opened, service: Service, patch: BriefPatch) -> Answered:
    """Change or clear parts of the brief; answers as a message does."""
    await limits_of(request).message(conversation.id)
    return await service.edit_brief(conversation.id, patch)


@router.delete("/{conversation_id}", status_code=204)
async def erase(conversation: Opened, service: Service) -> None:
    """Delete the conversation with everything in it, for good."""
    await service.erase(conversation.id)


@router.get("/{conversation_id}/events", response_class=Response)
async def events(
    request: Request,
    conversation: Opened,
    service: Service,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Any:
    """Listen to the conversation; resumes after `Last-Event-ID`, or starts with its first message."""
    settings = request.app.state.services.settings
    service.broker.check_room(conversation.id)
    after = int(last_event_id) if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 10 else 0

    stream = conversation_events(
        service.broker,
        conversation.id,
        # An id from beyond the end (a restored database) must not hide what comes next.
        min(after, conversation.last_seq),
        read_log=lambda seq: service.log_after(conversation.id, seq),
        read_state=lambda: service.state(conversation.id),
        heartbeat=settings.heartbeat,
    )
    return EventStream(stream, send_timeout=settings.stream_send_timeout)
