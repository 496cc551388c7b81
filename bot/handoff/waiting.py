"""Waiting for a person: who waits, for how long, and what happens when nobody comes.

Whoever asks while nobody is there, or outside hours, is asked first: go on with the bot, leave an e-mail address, or
wait all the same. Who chose to wait stays in the queue over closing time, and is told when the shop opens.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
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
# The button for waiting, in whatever the bot says; in the choice of where nobody is there it means to wait anyhow.
WAIT = "/hand_off"


@dataclass(frozen=True, slots=True)
class Place:
    """A shopper's place in the queue, 1 for the next.

    `expected` is how many seconds more it takes: 0 when it has taken longer than lately, None while there is nothing to
    tell by. `opens` is when the shop opens, where it is closed and that is known.
    """

    position: int
    expected: float | None
    opens: datetime | None = None

    def told(self) -> dict[str, Any]:
        """As state events tell it: seconds, and the opening in ISO 8601."""
        opens = self.opens.isoformat() if self.opens else None
        return {"position": self.position, "expected": self.expected, "opens": opens}

    def shown(self) -> tuple[int, int | None, datetime | None]:
        """What of it a shopper sees: told again when that changes."""
        return self.position, None if self.expected is None else math.ceil(self.expected / 60), self.opens


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
        self._locale = settings.locale
        self._places: dict[str, tuple[int, int | None, datetime | None]] = {}
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

    async def enter(self, conversation_id: str, *, anyhow: bool = False) -> Place | None:
        """Let a shopper wait for a person; None when nobody is there or the shop is closed (nothing changed then).

        With `anyhow` they wait in that case too: they know it, and chose to.

        Raises:
            NotFoundError: the conversation was erased.
        """
        if not anyhow and not (self._office.staffed and self.hours.open):
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
        return place.told() if place else None

    async def send_back(self) -> int:
        """Let the bot come back to those who have waited too long or when the shop closed; returns how many.

        Who came while it was closed has chosen to wait: for them the time counts from the opening.
        """
        now, changed = utc_now(), self.hours.changed_at()
        # By our own clock: the shop's may stand still.
        began = now - (self.hours.now - changed) if changed else None
        before = began
        if self.hours.open:
            before = now - self._longest
            if began is not None and began > before:
                return 0  # it has just opened
        if before is None:
            return 0
        query = select(Conversation.id).where(Conversation.status == WAITING, Conversation.waiting_since < before)
        async with self._database.read() as session:
            late = list((await session.scalars(query)).all())
        return sum([await self._send_back(conversation_id) for conversation_id in late])

    async def _send_back(self, conversation_id: str) -> bool:
        if self.hours.open:
            text = self._texts("nobody_came")
        else:
            text = closed_words(self._texts, self.hours.next_opening(), self._locale)
        message = choice(self._texts, text)
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
        return self._expected(conversation, position, await _last_waits(session))

    def _expected(self, conversation: Conversation, position: int, waits: Sequence[float]) -> Place:
        if not self.hours.open:
            return Place(position, None, self.hours.next_opening())
        if not (waits and self._office.staffed and conversation.waiting_since):
            return Place(position, None)
        # So many at a console come for so many at a time.
        rounds = math.ceil(position / (len(self._office.present()) or 1))
        waited = (utc_now() - conversation.waiting_since).total_seconds()
        return Place(position, max(statistics.median(waits) * rounds - waited, 0.0))

    async def _tell_places(self) -> None:
        """Tell those for whom what they see of their place has changed since the last look."""
        query = select(Conversation).where(Conversation.status == WAITING).order_by(Conversation.waiting_since)
        async with self._database.read() as session:
            waiting = (await session.scalars(query)).all()
            waits = await _last_waits(session) if waiting else []
        places = {one.id: self._expected(one, at, waits).shown() for at, one in enumerate(waiting, 1)}
        moved = [one for one, place in places.items() if self._places.get(one, place) != place]
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


def choice(texts: Texts, text: str) -> LaterMessage:
    """What is said where nobody can come: go on with the bot, wait, or (the message's own form) leave an address."""
    return LaterMessage(
        text=text,
        options=[
            QuickReply(title=texts("button.go_on"), payload="/affirm"),
            QuickReply(title=texts("button.wait"), payload=WAIT),
        ],
    )


def closed_words(texts: Texts, opening: datetime | None, locale: str) -> str:
    """Say that the shop is closed, and when it opens again where that is known (aware, the shop's time)."""
    return texts("closed.until", **moment_words(opening, locale)) if opening else texts("closed")


def moment_words(moment: datetime, locale: str) -> dict[str, str]:
    """Return the parts of a moment as a locale ("en-GB") says them: `weekday` "Monday", `day` "23 November", `time`."""
    form = Locale.parse(locale, sep="-")
    return {
        "weekday": format_date(moment, "EEEE", locale=form),
        "day": format_skeleton("MMMMd", moment, locale=form),
        # Narrow no-break spaces before AM and PM are more than some fonts have.
        "time": format_time(moment, "short", tzinfo=moment.tzinfo, locale=form).replace("\u202f", " "),
    }


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
