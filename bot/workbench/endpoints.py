"""The agents' tools over HTTP."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request

from bot.conversation.endpoints import limit_address
from bot.policies.service import PolicyService
from bot.staff.access import Agent, agent
from bot.workbench.policies import find_passages
from bot.workbench.schemas import Colleague, Labels, NewNote, NoteView, PolicyPassage, Reading, ReplyEdit, ReplyView
from bot.workbench.service import WorkbenchService

_PASSAGES = 60


def _workbench(request: Request) -> WorkbenchService:
    return cast(WorkbenchService, request.app.state.services.workbench)


Workbench = Annotated[WorkbenchService, Depends(_workbench)]
router = APIRouter(prefix="/api/agent", tags=["agent"], dependencies=[Depends(limit_address), Depends(agent)])


@router.get("/colleagues")
async def colleagues(member: Agent, workbench: Workbench) -> list[Colleague]:
    """The agents of the team, and who is at a console."""
    return await workbench.colleagues(member)


@router.post("/conversations/{conversation_id}/read", status_code=204)
async def read(member: Agent, workbench: Workbench, conversation_id: str, body: Reading) -> None:
    """Note how far the caller has read."""
    await workbench.read(member, conversation_id, body.seq)


@router.put("/conversations/{conversation_id}/labels", status_code=204)
async def set_labels(member: Agent, workbench: Workbench, conversation_id: str, body: Labels) -> None:
    """Make these the labels of a conversation."""
    await workbench.set_labels(member, conversation_id, body)


@router.get("/labels")
async def labels(workbench: Workbench) -> list[str]:
    """The labels in use, the commonest first."""
    return await workbench.labels()


@router.post("/conversations/{conversation_id}/notes", status_code=201)
async def add_note(member: Agent, workbench: Workbench, conversation_id: str, note: NewNote) -> NoteView:
    """Keep a private note; an @name in it tells that agent."""
    return await workbench.add_note(member, conversation_id, note)


@router.get("/replies")
async def replies(workbench: Workbench) -> list[ReplyView]:
    """The team's canned replies."""
    return await workbench.replies()


@router.post("/replies", status_code=201)
async def add_reply(member: Agent, workbench: Workbench, body: ReplyEdit) -> ReplyView:
    """Keep a canned reply; 409 where another one has the shortcut."""
    return await workbench.add_reply(member, body)


@router.put("/replies/{reply_id}")
async def edit_reply(member: Agent, workbench: Workbench, reply_id: int, body: ReplyEdit) -> ReplyView:
    """Change a canned reply."""
    return await workbench.edit_reply(member, reply_id, body)


@router.delete("/replies/{reply_id}", status_code=204)
async def delete_reply(member: Agent, workbench: Workbench, reply_id: int) -> None:
    """Delete a canned reply."""
    await workbench.delete_reply(member, reply_id)


@router.get("/policies")
async def policies(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> list[PolicyPassage]:
    """Passages of the shop's pages that answer the question or have its words; all without one."""
    return await find_passages(cast(PolicyService, request.app.state.services.policies), q, _PASSAGES)
