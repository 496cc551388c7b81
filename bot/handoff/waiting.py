"""Waiting for a person: who waits, for how long, and what happens when nobody comes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import statistics
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.events import Broker
from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.handoff.hours import Hours
from bot.handoff.models import StateChange
from bot.handoff.office import Office
from bot.handoff.states import AGENT, BOT, WAITING, change_state
from bot.messages import LaterMessage, QuickReply
from bot.settings import Settings
from bot.texts import Texts

log = logging.getLogger(__name__)
_LOOK_SECONDS = 2.0
# The expected time is the middle one of so many of the last waits that ended with an agent.
_LAST_WAITS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A shopper's place in the queue, 1 for the next; `expected` is seconds, None while there is nothing to tell by."""

    position: int
    expected: float | None


class WaitingRoom:
    """Shoppers who asked for a person while somebody is at a console."""

    def __init__(self, database: Database, settings: Settings, broker: Broker, office: Office, texts: Texts) -> None:
        self._database = database
        self.hours = Hours.of(
            settings.opening_hours,
            settings.opening_time_zone or settings.time_zone,
            today=settings.today,
            country=settings.closed_country,
            days=frozenset(settings.closed_days),
        )
        self._longest = timedelta(minutes=settings.wait_minutes)
        self._broker = broker
        self._office = office
        self._texts = texts
        self._places: dict[str, int] = {}
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look after those who wait."""
        self._task = asyncio.create_task(self._look_after())

    async def stop(self) -> None:
        """Stop looking."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def enter(self, conversation_id: str) -> Place | None:
        """Let a shopper wait for a person; None when nobody is there or the shop is closed (nothing changed then).

        Raises:
            NotFoundError: the conversation was erased.
        """
        if not (self._office.staffed and self.hours.open):
            return None
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            if conversation.status == BOT:
                change_state(session, conversation, WAITING, actor="shopper")
            if conversation.status != WAITING:
                return None
            await session.flush()
            place = await self._place(session, conversation)
        self._broker.state(conversation_id)
        return place

    async def place(self, conversation_id: str) -> Place | None:
        """Return where a conversation stands in the queue, None when it does not wait."""
        async with self._database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None or conversation.status != WAITING:
                return None
            return await self._place(session, conversation)

    async def queue(self, conversation_id: str) -> dict[str, Any] | None:
        """Return the place as state events tell it, None when the conversation does not wait."""
        place = await self.place(conversation_id)
        return asdict(place) if place else None

    async def send_back(self) -> int:
        """Let the bot come back to those who have waited too long, and to all outside hours; returns how many."""
        query = select(Conversation.id).where(Conversation.status == WAITING)
        if self.hours.open:
            query = query.where(Conversation.waiting_since < utc_now() - self._longest)
        async with self._database.read() as session:
            late = list((await session.scalars(query)).all())
        return sum([await self._send_back(conversation_id) for conversation_id in late])

    async def _send_back(self, conversation_id: str) -> bool:
        options = [QuickReply(title=self._texts("button.go_on"), payload="/affirm")]
        if self.hours.open:
            options.append(QuickReply(title=self._texts("button.wait"), payload="/hand_off"))
            text = self._texts("nobody_came")
        else:
            text = closed_words(self._texts, self.hours.next_opening())
        message = LaterMessage(text=text, options=options)
        try:
            async with self._database.write() as session:
                repository = ConversationRepository(session)
                conversation = await repository.lock(conversation_id)
                if conversation.status != WAITING:
                    return False  # somebody was faster
                change_state(session, conversation, BOT, actor="time")
                repository.append(conversation, "bot", message.model_dump(mode="json"))
        except NotFoundError:
            return False
        self._broker.messages(conversation_id)
        self._broker.state(conversation_id)
        return True

    async def _place(self, session: AsyncSession, conversation: Conversation) -> Place:
        ahead = select(func.count()).where(
            Conversation.status == WAITING, Conversation.waiting_since < conversation.waiting_since
        )
        position = (await session.scalar(ahead) or 0) + 1
        waits = await _last_waits(session)
        # So many at a console come for so many at a time; without one there is nothing to tell by.
        rounds = math.ceil(position / (len(self._office.present()) or 1))
        known = waits and self._office.staffed
        return Place(position, statistics.median(waits) * rounds if known else None)

    async def _tell_places(self) -> None:
        """Tell those whose place has changed since the last look."""
        query = select(Conversation).where(Conversation.status == WAITING)
        async with self._database.read() as session:
            waiting = (await session.scalars(query)).all()
            places = {one.id: (await self._place(session, one)).position for one in waiting}
        moved = [one for one, position in places.items() if self._places.get(one, position) != position]
        self._places = places
        for conversation_id in moved:
            self._broker.state(conversation_id)

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self.send_back()
                await self._tell_places()
            except SQLAlchemyError:
                log.exception("could not look after those who wait; tried again soon")


def closed_words(texts: Texts, opening: datetime | None) -> str:
    """Say that the shop is closed, and when it opens again where that is known (aware, the shop's time)."""
    if opening is None:
        return texts("closed")
    return texts("closed.until", day=f"{opening:%A}, {opening.day} {opening:%B}", time=f"{opening:%H:%M}")


async def _last_waits(session: AsyncSession) -> list[float]:
    """How long those waited whom somebody came for lately, in seconds."""
    taken = (
        select(StateChange)
        .where(StateChange.before == WAITING, StateChange.after == AGENT)
        .order_by(StateChange.id.desc())
        .limit(_LAST_WAITS)
    )
    waits = []
    for change in (await session.scalars(taken)).all():
        began = await session.scalar(
            select(StateChange.at)
            .where(
                StateChange.conversation_id == change.conversation_id,
                StateChange.after == WAITING,
                StateChange.id < change.id,
            )
            .order_by(StateChange.id.desc())
            .limit(1)
        )
        if began is not None:
            waits.append((change.at - began).total_seconds())
    return waits
