"""Who holds a conversation: what every change that an agent makes is checked against, in its own transaction."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.handoff.errors import LeaseError
from bot.handoff.states import AGENT
from bot.staff.models import StaffMember
from bot.staff.schemas import StaffView


async def check_hold(session: AsyncSession, conversation: Conversation, member: StaffView, lease: int) -> None:
    """Raise LeaseError unless the member holds the (locked) conversation under this lease."""
    held = conversation.status == AGENT and conversation.holder_id == member.id and conversation.lease == lease
    if not held:
        raise LeaseError(await staff_name(session, conversation.holder_id))


async def staff_name(session: AsyncSession, staff_id: int | None) -> str | None:
    """Return the name of an account, None where there is none."""
    if staff_id is None:
        return None
    return await session.scalar(select(StaffMember.name).where(StaffMember.id == staff_id))
