"""Keeps what shoppers leave for later, and takes the agents' answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.events import Broker
from bot.conversation.models import Conversation
from bot.conversation.privacy import Privacy
from bot.conversation.repository import ConversationRepository
from bot.conversation.text import check_shopper_text
from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.handoff.holding import staff_name
from bot.handoff.states import BOT, WAITING, change_state
from bot.handoff.summary import summarize
from bot.later.errors import AnsweredError, ClaimedError, NoMailError
from bot.later.models import FAILED, NONE, PENDING, LaterItem
from bot.later.schemas import LaterAnswer, LaterList, LaterView, NewLater
from bot.messages import TextMessage
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from bot.texts import Texts


class LaterService:
    """The items of all conversations; every change an agent makes is a line of the staff's log."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        texts: Texts,
        broker: Broker,
        privacy: Privacy,
        due: Callable[[], None],
    ) -> None:
        """`due` is told that there is an e-mail to send."""
        self._database, self._settings, self._texts = database, settings, texts
        self._broker, self._privacy, self._due = broker, privacy, due

    async def leave(self, conversation_id: str, new: NewLater) -> str:
        """Keep a question; returns its id. One that nobody has answered yet is changed by a further call.

        Whoever waited waits no longer. The address stands in the item alone, never in the log.

        Raises:
            TooLargeError: the text is too long.
            NotFoundError: the conversation was erased.
        """
        text = ""
        if new.text.strip():
            text = self._privacy.mask(check_shopper_text(new.text, limit=self._settings.max_message_chars)).text
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            query = select(LaterItem).where(
                LaterItem.conversation_id == conversation_id, LaterItem.answered_at.is_(None)
            )
            item = await session.scalar(query.limit(1))
            if item and (item.email, item.text) == (new.email, text):
                return item.id
            if item is None:
                item = LaterItem(id=str(uuid.uuid4()), conversation_id=conversation_id, mail=NONE, problem="")
                item.attempts, item.created_at = 0, utc_now()
                session.add(item)
            item.email, item.text = new.email, text
            if conversation.status == WAITING:
                change_state(session, conversation, BOT, actor="shopper")
            line = TextMessage(text=self._texts("later.left"))
            repository.append(conversation, "system", line.model_dump(mode="json"))
        self._tell(conversation_id)
        return item.id

    async def items(self, member: StaffView, state: Literal["open", "answered", "failed"]) -> LaterList:
        """Return the open items, oldest first, or answered ones, newest first (as many as the inbox shows)."""
        is_open, has_failed = LaterItem.answered_at.is_(None), LaterItem.mail == FAILED
        query = select(LaterItem).where({"open": is_open, "answered": ~is_open, "failed": has_failed}[state])
        order = LaterItem.created_at if state == "open" else LaterItem.answered_at.desc()
        async with self._database.read() as session:
            found = (await session.scalars(query.order_by(order).limit(self._settings.inbox_limit))).all()
            views = [await self._view(session, item, member) for item in found]
            opened, failed = [
                await session.scalar(select(func.count()).select_from(LaterItem).where(kind)) or 0
                for kind in (is_open, has_failed)
            ]
        return LaterList(
            items=views,
            open=opened,
            failed=failed,
            mail=bool(self._settings.smtp_host),
            answer_chars=self._settings.later_answer_chars,
        )

    async def claim(self, member: StaffView, item_id: str) -> LaterView:
        """Take an item; raises NotFoundError, ClaimedError (somebody else has it), AnsweredError."""
        async with self._database.write() as session:
            item = await self._free(session, item_id, member)
            item.holder_id = member.id
            StaffRepository(session).log(member.email, "later.claimed", item.conversation_id, item=item.id)
            view = await self._view(session, item, member)
        self._broker.state(view.conversation_id)
        return view

    async def answer(self, member: StaffView, item_id: str, answer: LaterAnswer) -> LaterView:
        """Answer an item, by e-mail or, noted only, another way.

        Raises:
            NoMailError: no mail server is set.
            NotFoundError, ClaimedError, AnsweredError: as `claim` does; InvalidError, TooLargeError: the text.
        """
        if answer.by_mail and not self._settings.smtp_host:
            raise NoMailError("Copy the address, answer from your own mailbox, and mark it as answered.")
        text = check_shopper_text(answer.text, limit=self._settings.later_answer_chars)
        async with self._database.write() as session:
            item = await self._free(session, item_id, member)
            item.holder_id, item.answer, item.answered_at = member.id, text, utc_now()
            if answer.by_mail:
                item.mail, item.next_at = PENDING, utc_now()
            log = StaffRepository(session).log
            log(member.email, "later.answered", item.conversation_id, item=item.id, by_mail=answer.by_mail)
            view = await self._view(session, item, member)
        self._due()
        self._broker.state(view.conversation_id)
        return view

    async def send_again(self, member: StaffView, item_id: str) -> LaterView:
        """Try a failed e-mail again; NotFoundError where there is none that failed."""
        async with self._database.write() as session:
            item = await _locked(session, item_id)
            if item.mail != FAILED:
                raise NotFoundError("No e-mail of this failed.")
            item.mail, item.next_at, item.attempts = PENDING, utc_now(), 0
            StaffRepository(session).log(member.email, "later.sent_again", item.conversation_id, item=item.id)
            view = await self._view(session, item, member)
        self._due()
        self._broker.state(view.conversation_id)
        return view

    async def _free(self, session: AsyncSession, item_id: str, member: StaffView) -> LaterItem:
        item = await _locked(session, item_id)
        if item.answered_at is not None:
            raise AnsweredError("This is answered already.")
        if item.holder_id not in {None, member.id}:
            raise ClaimedError(await staff_name(session, item.holder_id) or "Somebody")
        return item

    async def _view(self, session: AsyncSession, item: LaterItem, member: StaffView) -> LaterView:
        conversation = await session.get(Conversation, item.conversation_id)
        lines = await ConversationRepository(session).after(item.conversation_id)
        brief = conversation.brief if conversation else {}
        summary = summarize(brief, (), lines, self._texts, self._settings.locale)
        return LaterView(
            id=item.id,
            conversation_id=item.conversation_id,
            email=item.email,
            text=item.text,
            created_at=item.created_at,
            holder=await staff_name(session, item.holder_id),
            mine=item.holder_id == member.id,
            summary=summary,
            answer=item.answer,
            answered_at=item.answered_at,
            mail=item.mail,
            attempts=item.attempts,
            problem=item.problem,
            sent_at=item.sent_at,
        )

    def _tell(self, conversation_id: str) -> None:
        self._broker.messages(conversation_id)
        self._broker.state(conversation_id)


async def _locked(session: AsyncSession, item_id: str) -> LaterItem:
    item = await session.scalar(select(LaterItem).where(LaterItem.id == item_id).with_for_update())
    if item is None:
        raise NotFoundError("There is no such question.")
    return item
