"""What agents read: the lanes of the inbox, one conversation as a line of it, one conversation whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalog.cards import product_card
from bot.conversation.models import Conversation, Message
from bot.conversation.repository import ConversationRepository
from bot.conversation.wire import wire
from bot.db import Database
from bot.errors import NotFoundError
from bot.handoff.filters import Filters
from bot.handoff.products import shown_products
from bot.handoff.repository import DeskRepository
from bot.handoff.schemas import AgentView, ConversationLine, InboxView, Lane
from bot.handoff.summary import summarize
from bot.messages import Card
from bot.settings import Settings
from bot.staff.schemas import StaffView
from bot.texts import Texts
from bot.visits.service import VisitService
from bot.wishlist.repository import WishlistRepository
from bot.workbench.deadlines import Deadlines
from bot.workbench.repository import WorkbenchRepository
from bot.workbench.schemas import PageView
from catalog_index.product import Product

_AROUND = 40  # characters of a match told before and after it
_PRODUCTS = 60
_FAR = 10_000  # days, for what has no deadline


class Inbox:
    """Reads conversations for agents; changes nothing."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        texts: Texts,
        deadlines: Deadlines,
        visits: VisitService,
        product: Callable[[str], Product | None],
    ) -> None:
        self._database, self._texts, self._deadlines = database, texts, deadlines
        self._visits, self._product = visits, product
        self._limit, self._locale = settings.inbox_limit, settings.locale

    async def lane(self, member: StaffView, lane: Lane, filters: Filters) -> InboxView:
        """Return the conversations of a lane that pass the filters."""
        occasions = list(self._deadlines.open())
        async with self._database.read() as session:
            found = await DeskRepository(session).lane(lane, member.id, filters, occasions, limit=self._limit)
            lines = await self._lines(session, found, member, filters.text)
        if lane == "holiday":  # stable: who waits longest stays first among equals
            lines.sort(key=lambda line: (line.status != "waiting", _days_left(line)))
        return InboxView(conversations=lines)

    async def line(self, member: StaffView, conversation_id: str) -> ConversationLine | None:
        """Return one conversation as the inbox shows it, None where there is none (any more)."""
        async with self._database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
            lines = await self._lines(session, [conversation] if conversation else [], member)
        return lines[0] if lines else None

    async def view(self, member: StaffView, conversation_id: str) -> AgentView:
        """Return a whole conversation.

        Raises:
            NotFoundError: there is none.
        """
        async with self._database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                raise NotFoundError("There is no such conversation.")
            messages = await ConversationRepository(session).after(conversation_id)
            desk, bench = DeskRepository(session), WorkbenchRepository(session)
            names = await desk.names([conversation.holder_id] if conversation.holder_id else [])
            products = shown_products(
                messages,
                await WishlistRepository(session).product_ids(conversation_id),
                await desk.clicks(conversation_id),
                await desk.verdicts(conversation_id),
                self._product,
                limit=_PRODUCTS,
            )
            notes = await bench.notes(conversation_id)
            labels = (await bench.labels([conversation_id])).get(conversation_id, [])
            mark = await bench.read_mark(conversation_id, member.id)
        pages = await self._visits.pages(conversation_id)
        return AgentView(
            id=conversation.id,
            status=conversation.status,
            holder=names.get(conversation.holder_id or 0),
            lease=conversation.lease if conversation.holder_id == member.id else None,
            waiting_since=conversation.waiting_since,
            created_at=conversation.created_at,
            brief=conversation.brief,
            **self._picks(conversation.dialogue or {}),
            messages=[wire(message) for message in messages],
            summary=summarize(conversation.brief, products, messages, self._texts, self._locale),
            products=products,
            visits=[PageView(url=page.url, title=page.title, at=page.at) for page in pages],
            notes=notes,
            labels=labels,
            deadline=self._deadlines.of(conversation.brief.get("occasion")),
            read_seq=mark.seq if mark else 0,
        )

    def _picks(self, dialogue: dict[str, Any]) -> dict[str, list[Card]]:
        """The cards of what is pinned and vetoed, as far as the catalog (still) has it."""
        found = {name: [self._product(i) for i in dialogue.get(name) or ()] for name in ("pinned", "vetoed")}
        return {name: [product_card(item) for item in items if item] for name, items in found.items()}

    async def _lines(
        self, session: AsyncSession, found: Sequence[Conversation], member: StaffView, text: str = ""
    ) -> list[ConversationLine]:
        repository, bench = DeskRepository(session), WorkbenchRepository(session)
        ids = [item.id for item in found]
        names = await repository.names({item.holder_id for item in found if item.holder_id})
        last, labels = await repository.last_lines(ids), await bench.labels(ids)
        unread, mentions = await bench.unread(ids, member.id), await bench.mentions(ids, member.id)
        matches = await repository.matches(ids, text) if text else {}
        return [
            ConversationLine(
                id=item.id,
                status=item.status,
                holder=names.get(item.holder_id or 0),
                holder_id=item.holder_id,
                mine=item.holder_id == member.id,
                created_at=item.created_at,
                updated_at=item.updated_at,
                waiting_since=item.waiting_since,
                last_seq=item.last_seq,
                brief=item.brief,
                last=wire(last[item.id]) if item.id in last else None,
                labels=labels.get(item.id, []),
                unread=unread.get(item.id, 0),
                mentions=mentions.get(item.id, 0),
                deadline=self._deadlines.of(item.brief.get("occasion")),
                match=_excerpt(matches[item.id], text) if item.id in matches else None,
            )
            for item in found
        ]


def _days_left(line: ConversationLine) -> int:
    return line.deadline.days_to_order if line.deadline else _FAR


def _excerpt(message: Message, text: str) -> str:
    """What stands around a match."""
    said = " ".join(str(message.body.get("text", "")).split())
    at = max(0, said.casefold().find(text.casefold()))
    start, end = max(0, at - _AROUND), at + len(text) + _AROUND
    return f"{'…' if start else ''}{said[start:end]}{'…' if end < len(said) else ''}"
