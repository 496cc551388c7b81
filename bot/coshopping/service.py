"""Co-shopping: what an agent who holds a conversation does to its brief."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pydantic import ValidationError

from bot.conversation import edits
from bot.conversation.edits import Change
from bot.conversation.events import Broker
from bot.conversation.models import Conversation
from bot.conversation.privacy import Privacy
from bot.conversation.repository import ConversationRepository
from bot.conversation.schemas import BriefPatch
from bot.coshopping.catalog import CatalogBeside
from bot.coshopping.schemas import AgentEdit, Edited, Filter, FoundGifts, Picks
from bot.db import Database
from bot.errors import InvalidError, NotFoundError
from bot.handoff.holding import check_hold
from bot.messages import Card
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from catalog_index.brief import GiftBrief

_SHOWN_OF_A_VALUE = 80


class CoShopping:
    """Edits briefs, and looks in the catalog with them."""

    def __init__(
        self, database: Database, settings: Settings, broker: Broker, privacy: Privacy, catalog: CatalogBeside
    ) -> None:
        self._database, self._settings = database, settings
        self._broker, self._privacy, self._catalog = broker, privacy, catalog

    async def edit(self, member: StaffView, conversation_id: str, edit: AgentEdit) -> Edited:
        """Change the brief of a conversation that the member holds; open pages are told.

        Raises:
            InvalidError: a part is not valid (names the part and the value), or there is nothing to change.
            NotFoundError: no such conversation, or a product that the catalog does not have.
            LeaseError: the agent's hold is over.
        """
        change = self._change(edit)
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            await check_hold(session, conversation, member, edit.lease)
            currency = (conversation.brief.get("budget") or {}).get("currency")
            _give_currency(change, edit, currency or self._settings.currency)
            await edits.make(session, conversation, member.email, change)
            StaffRepository(session).log(
                member.email,
                "brief.edited",
                conversation_id,
                parts=list(change.get("brief", {})),
                **{name: change[name] for name in ("pin", "unpin", "veto", "unveto") if name in change},
            )
            brief, state = conversation.brief, conversation.dialogue
        fits = await self._catalog.fits(GiftBrief.model_validate(brief), state or {})
        await self._keep_fits(conversation_id, brief, fits)
        self._broker.state(conversation_id)
        picks = picks_of(state, self._catalog)
        return Edited(brief=brief, fits=fits, pinned=picks.pinned, vetoed=picks.vetoed)

    async def find(self, conversation_id: str, query: str, off: Collection[Filter], limit: int) -> FoundGifts:
        """Look in the catalog with a conversation's brief; raises NotFoundError, and as CatalogBeside.find does."""
        conversation = await self._conversation(conversation_id)
        brief = GiftBrief.model_validate(conversation.brief)
        return await self._catalog.find(brief, query, off, conversation.dialogue or {}, limit)

    async def cards(self, conversation_id: str, product_ids: Sequence[str]) -> list[Card]:
        """Return the cards of products with why each fits the conversation's brief; raises NotFoundError."""
        conversation = await self._conversation(conversation_id)
        return await self._catalog.cards(GiftBrief.model_validate(conversation.brief), product_ids)

    async def _conversation(self, conversation_id: str) -> Conversation:
        async with self._database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
        if conversation is None:
            raise NotFoundError("There is no such conversation.")
        return conversation

    async def _keep_fits(self, conversation_id: str, brief: dict[str, Any], fits: int | None) -> None:
        """Note how many gifts fit, unless the brief was changed again meanwhile."""
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            if conversation.brief == brief:
                conversation.fits = fits

    def _change(self, edit: AgentEdit) -> Change:
        change: Change = {}
        if parts := edit.parts():
            change["brief"] = self._checked(parts)
        for name in ("pin", "veto"):
            for product_id in getattr(edit, name):
                self._catalog.product(product_id)
        if twice := set(edit.pin) & set(edit.veto):
            raise _invalid("veto", sorted(twice)[0], "pinned in the same call")
        for name in ("pin", "unpin", "veto", "unveto"):
            if ids := list(dict.fromkeys(getattr(edit, name))):
                change[name] = ids  # type: ignore[literal-required]
        if not change:
            raise InvalidError("Give at least one part of the brief, or a gift to pin or to veto.")
        return change

    def _checked(self, parts: dict[str, Any]) -> dict[str, Any]:
        try:
            patch = BriefPatch.model_validate(parts)
        except ValidationError as error:
            raise _invalid_parts(error) from None
        changes = patch.changes(self._settings.currency)
        _, personal = self._privacy.mask_labels(changes)
        if personal:
            raise InvalidError("A brief holds no personal data (numbers, addresses, passwords).")
        return changes


def picks_of(dialogue: dict[str, Any] | None, catalog: CatalogBeside) -> Picks:
    """Return what a conversation's dialogue state has pinned and vetoed."""
    state = dialogue or {}
    return Picks(pinned=catalog.known(state.get("pinned") or ()), vetoed=catalog.known(state.get("vetoed") or ()))


def _give_currency(change: Change, edit: AgentEdit, currency: str) -> None:
    """A budget said without a currency is in the one that the shopper used."""
    budget = change.get("brief", {}).get("budget")
    if budget and "currency" not in edit.budget:
        budget["currency"] = currency


def _invalid_parts(error: ValidationError) -> InvalidError:
    problems = []
    for item in error.errors():
        field = ".".join(str(part) for part in item["loc"])
        problems.append({"field": field, "value": _shown(item["input"]), "reason": item["msg"]})
    first = problems[0]
    return InvalidError(f"{first['field']}: {first['value']} can't be used. {first['reason']}.", errors=problems)


def _invalid(field: str, value: str, reason: str) -> InvalidError:
    return InvalidError(f"{field}: {value!r} is {reason}.", errors=[{"field": field, "value": value, "reason": reason}])


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_OF_A_VALUE else f"{text[: _SHOWN_OF_A_VALUE - 1]}…"
