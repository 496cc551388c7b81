"""Decisions: recorded once, within what a role may grant, never changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.db import Database, utc_now
from bot.decisions.errors import OverLimitError
from bot.decisions.models import Decision, DecisionDelivery
from bot.decisions.repository import DELIVERED, FAILED, PENDING, DecisionRepository, Pair
from bot.decisions.schemas import KINDS, Allowance, DecisionsView, DecisionView, DeliveryView, Kind, NewDecision
from bot.errors import InvalidError, NotFoundError
from bot.handoff.holding import check_hold
from bot.messages import TextMessage
from bot.pages.money import format_money
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import Role, StaffView
from bot.texts import Texts
from catalog_index.product import Money


class DecisionService:
    """What may be granted, and what was."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        texts: Texts,
        *,
        due: Callable[[], None],
        changed: Callable[[str], None],
        said: Callable[[str], None],
    ) -> None:
        """`due` is told when a delivery is to be tried, `changed` when a conversation's decisions have changed, `said`
        when its log has."""
        self._database, self._settings, self._texts = database, settings, texts
        self._due, self._changed, self._said = due, changed, said

    async def grant(self, member: StaffView, conversation_id: str, new: NewDecision) -> DecisionView:
        """Record a decision; the same client_id again returns the first one.

        Raises:
            LeaseError: the agent's hold is over.
            NotFoundError: there is no such conversation.
            InvalidError: another currency than the shop's.
            OverLimitError: more than the role may grant for an order or in a conversation.
        """
        currency = new.currency or self._settings.currency
        if currency != self._settings.currency:
            raise InvalidError(f"currency: {currency} is not the shop's, {self._settings.currency}.")
        client_id = f"agent-{member.id}:{new.client_id}" if new.client_id else None
        async with self._database.write() as session:
            conversations = ConversationRepository(session)
            conversation = await conversations.lock(conversation_id)
            repository = DecisionRepository(session)
            if client_id and (before := await repository.by_client_id(conversation_id, client_id)):
                return self._view(before)
            await check_hold(session, conversation, member, new.lease)
            await repository.lock_order(new.order_reference)
            await self._check_limit(repository, member, conversation_id, new)
            now = utc_now()
            decision = Decision(
                id=str(uuid.uuid4()),
                conversation_id=conversation_id,
                client_id=client_id,
                at=now,
                actor=member.email,
                kind=new.kind,
                amount=new.amount,
                currency=currency,
                order_reference=new.order_reference,
                reason=new.reason,
            )
            delivery = DecisionDelivery(
                decision_id=decision.id,
                id=str(uuid.uuid4()),
                state=PENDING,
                attempts=0,
                next_at=now,
                problem="",
                delivered_at=None,
            )
            repository.add(decision)
            await session.flush()  # the delivery refers to it
            repository.add(delivery)
            self._log(session, member, "decision.granted", decision, told=new.tell_shopper)
            if new.tell_shopper:
                conversations.append(conversation, "agent", self._line(decision))
        self._due()
        self._changed(conversation_id)
        if new.tell_shopper:
            self._said(conversation_id)
        return self._view((decision, delivery))

    async def read(self, member: StaffView, conversation_id: str) -> DecisionsView:
        """Return a conversation's decisions and what may still be granted; NotFoundError where there is none."""
        limits = self._limits(member)
        async with self._database.read() as session:
            if await session.get(Conversation, conversation_id) is None:
                raise NotFoundError("There is no such conversation.")
            repository = DecisionRepository(session)
            found = await repository.of(conversation_id)
            granted = {kind: await repository.granted(kind, conversation_id) for kind in limits}
        return DecisionsView(
            decisions=[self._view(pair) for pair in found],
            allowances=[
                Allowance(kind=kind, limit=_money(limit), left=_money(max(limit - granted[kind], Decimal(0))))
                for kind, limit in limits.items()
            ],
            currency=self._settings.currency,
        )

    async def send_again(self, member: StaffView, conversation_id: str, decision_id: str) -> DecisionView:
        """Try a delivery anew that was given up; one that is under way or done stays as it is.

        Raises:
            NotFoundError: this conversation has no such decision.
        """
        async with self._database.write() as session:
            repository = DecisionRepository(session)
            found = await repository.one(decision_id)
            if found is None or found[0].conversation_id != conversation_id:
                raise NotFoundError("There is no such decision.")
            decision, delivery = found
            if delivery.state == FAILED:
                delivery.state, delivery.attempts, delivery.next_at = PENDING, 0, utc_now()
                self._log(session, member, "decision.sent_again", decision)
        self._due()
        self._changed(conversation_id)
        return self._view(found)

    async def _check_limit(
        self, repository: DecisionRepository, member: StaffView, conversation_id: str, new: NewDecision
    ) -> None:
        limit = self._limits(member).get(new.kind, Decimal(0))
        granted = await repository.granted(new.kind, conversation_id, new.order_reference)
        if granted + new.amount > limit:
            left = max(limit - granted, Decimal(0))
            raise OverLimitError(new.kind, _money(new.amount), _money(limit), _money(left), self._settings.currency)

    def _limits(self, member: StaffView) -> dict[Kind, Decimal]:
        allowed = self._settings.decision_limits.get(cast(Role, member.role), {})
        return {kind: Decimal(str(allowed[kind])) for kind in KINDS if kind in allowed}

    def _line(self, decision: Decision) -> dict[str, Any]:
        """What the shopper reads of a decision."""
        amount = format_money(Money(decision.amount, decision.currency), self._settings.locale)
        text = self._texts(f"granted.{decision.kind}", amount=amount, order=decision.order_reference)
        return TextMessage(text=text).model_dump(mode="json")

    def _log(self, session: AsyncSession, member: StaffView, action: str, decision: Decision, **details: bool) -> None:
        StaffRepository(session).log(
            member.email,
            action,
            decision.conversation_id,
            decision=decision.id,
            kind=decision.kind,
            amount=_money(decision.amount),
            currency=decision.currency,
            order=decision.order_reference,
            **details,
        )

    def _view(self, pair: Pair) -> DecisionView:
        decision, delivery = pair
        waits = delivery.state == PENDING
        off = waits and not self._settings.decision_webhook_url
        return DecisionView(
            id=decision.id,
            at=decision.at,
            actor=decision.actor,
            kind=decision.kind,
            amount=_money(decision.amount),
            currency=decision.currency,
            order_reference=decision.order_reference,
            reason=decision.reason,
            delivery=DeliveryView.model_validate(
                {
                    "id": delivery.id,
                    "state": "off" if off else delivery.state,
                    "attempts": delivery.attempts,
                    "next_at": delivery.next_at if waits and not off else None,
                    "delivered_at": delivery.delivered_at if delivery.state == DELIVERED else None,
                    "problem": delivery.problem,
                }
            ),
        )


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"
