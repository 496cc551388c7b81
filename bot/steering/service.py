"""Rules and synonyms: kept, changed with a line of the staff's log, and put onto the search at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from bot.clock import make_clock
from bot.db import Database, utc_now
from bot.errors import InvalidError, NotFoundError
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from bot.steering.models import SteeringRule, SynonymGroup
from bot.steering.repository import Mark, SteeringRepository
from bot.steering.schemas import Order, RuleBody, RuleView, SynonymBody, SynonymView
from catalog_index.product import Product
from catalog_index.steering import Floats, Plan, Rule, Steering, Targets

if TYPE_CHECKING:
    from catalog_index.index import CatalogIndex
    from catalog_index.learned import AppliedRanker
    from catalog_index.search import GiftSearch

log = logging.getLogger(__name__)
Row = TypeVar("Row")
Prior = Callable[[Sequence[Product]], Floats | None]
Ranker = Callable[["CatalogIndex"], "AppliedRanker | None"]


@runtime_checkable
class SteerableCatalog(Protocol):
    """What steering asks of bot.catalog.service.CatalogService."""

    @property
    def plain(self) -> GiftSearch | None: ...
    def steer(self, steer: Callable[[GiftSearch], GiftSearch]) -> None: ...


class SteeringService:
    """The rules of one store. Another process's changes are seen within `steering_poll` seconds, its own at once."""

    def __init__(self, database: Database, settings: Settings, catalog: object) -> None:
        """`catalog` is steered where it can be (a catalog without an index can't)."""
        self._database, self._settings = database, settings
        self._catalog = catalog if isinstance(catalog, SteerableCatalog) else None
        self._clock = make_clock(settings.time_zone, settings.today)
        self._plan = Plan()
        self._mark: Mark | None = None
        self._targets: tuple[GiftSearch, Targets] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._loading = asyncio.Lock()
        self.prior: Prior = lambda products: None
        self.ranker: Ranker = lambda index: None

    async def start(self) -> None:
        """Load the rules before anybody is answered, and follow their changes."""
        await self.load()
        self._watch = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop following."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None

    async def load(self, *, anew: bool = False) -> None:
        """Put what the database holds onto the search; without a change (and not `anew`) nothing is done."""
        async with self._loading:
            async with self._database.read() as session:
                repository = SteeringRepository(session)
                mark = await repository.mark()
                if mark == self._mark and not anew:
                    return
                rules, groups = await repository.rules(), await repository.groups()
            bodies = [(row.id, RuleBody.model_validate(row.body)) for row in rules]
            self._plan = Plan(
                tuple(body.rule(rule_id) for rule_id, body in bodies if body.active),
                tuple(tuple(group.terms) for group in groups),
            )
            if self._catalog is not None:
                await asyncio.to_thread(self._catalog.steer, self.steered)
            self._mark = mark
            log.info("steering loaded", extra={"rules": len(self._plan.rules), "synonyms": len(self._plan.synonyms)})

    def steered(self, search: GiftSearch) -> GiftSearch:
        """A search under the rules that are in force, with what was learnt."""
        return search.steered(self.steering(search, self._plan.rules)).ranked_by(self.ranker(search.index))

    def steering(
        self, search: GiftSearch, rules: Sequence[Rule], *, today: Callable[[], date] | None = None
    ) -> Steering:
        """These rules over an index, with the synonyms and the prior that are in force."""
        return Steering.over(
            self.targets(search),
            Plan(tuple(rules), self._plan.synonyms),
            today=today or self._clock.today,
            most_pins=self._settings.steering_pins,
            prior=self.prior(search.index.products),
        )

    def targets(self, search: GiftSearch) -> Targets:
        """Where the products of an index are by id, brand and category; made once an index."""
        if self._targets is None or self._targets[0].index is not search.index:
            self._targets = (search, Targets(search.index.products))
        return self._targets[1]

    @property
    def rules_in_force(self) -> tuple[Rule, ...]:
        """The active rules, in their order; their days may be past or to come."""
        return self._plan.rules

    async def rules(self) -> list[RuleView]:
        """Return all rules, in the order they act."""
        async with self._database.read() as session:
            return [self._view(row) for row in await SteeringRepository(session).rules()]

    async def add_rule(self, member: StaffView, body: RuleBody) -> RuleView:
        """Keep a rule, the last of all.

        Raises:
            InvalidError: there are as many as there may be.
        """
        async with self._database.write() as session:
            repository = SteeringRepository(session)
            before = await repository.rules()
            if len(before) >= self._settings.steering_rules:
                raise InvalidError(f"There are {len(before)} rules, and no more fit. Delete some first.")
            position = before[-1].position + 1 if before else 1
            row = SteeringRule(position=position, body=body.model_dump(mode="json"), **_edited(member))
            repository.add(row)
            await session.flush()
            _log(session, member, "rule.add", row.id, rule=row.body)
        await self.load(anew=True)
        return self._view(row)

    async def edit_rule(self, member: StaffView, rule_id: int, body: RuleBody) -> RuleView:
        """Change a rule.

        Raises:
            NotFoundError: there is no such rule.
        """
        async with self._database.write() as session:
            row = _there(await SteeringRepository(session).rule(rule_id))
            before, row.body = row.body, body.model_dump(mode="json")
            row.edited_by, row.edited_at = member.email, utc_now()
            _log(session, member, "rule.edit", rule_id, before=before, rule=row.body)
        await self.load(anew=True)
        return self._view(row)

    async def delete_rule(self, member: StaffView, rule_id: int) -> None:
        """Delete a rule.

        Raises:
            NotFoundError: there is no such rule.
        """
        async with self._database.write() as session:
            repository = SteeringRepository(session)
            row = _there(await repository.rule(rule_id))
            await repository.remove(row)
            _log(session, member, "rule.delete", rule_id, before=row.body)
        await self.load(anew=True)

    async def order_rules(self, member: StaffView, order: Order) -> None:
        """Let the rules act in another order.

        Raises:
            InvalidError: these are not the ids of all rules.
        """
        async with self._database.write() as session:
            rows = {row.id: row for row in await SteeringRepository(session).rules()}
            if sorted(order.ids) != sorted(rows):
                reason = "the ids of all rules, each once"
                raise InvalidError("These are not all rules.", errors=[{"field": "ids", "reason": reason}])
            for position, rule_id in enumerate(order.ids, 1):
                if rows[rule_id].position != position:
                    rows[rule_id].position, rows[rule_id].edited_at = position, utc_now()
            _log(session, member, "rule.order", 0, ids=order.ids)
        await self.load(anew=True)

    async def synonyms(self) -> list[SynonymView]:
        """Return all groups of synonyms."""
        async with self._database.read() as session:
            return [_group_view(row) for row in await SteeringRepository(session).groups()]

    async def put_synonyms(self, member: StaffView, body: SynonymBody, group_id: int | None = None) -> SynonymView:
        """Keep a group of synonyms, or change one.

        Raises:
            NotFoundError: there is no such group.
            InvalidError: there are as many as there may be.
        """
        async with self._database.write() as session:
            repository = SteeringRepository(session)
            if group_id is None:
                if len(await repository.groups()) >= self._settings.steering_synonyms:
                    raise InvalidError("There are as many groups of synonyms as there may be. Delete some first.")
                row = SynonymGroup(terms=body.terms, **_edited(member))
                repository.add(row)
                await session.flush()
                _log(session, member, "synonyms.add", row.id, terms=body.terms)
            else:
                row = _there(await repository.group(group_id))
                _log(session, member, "synonyms.edit", row.id, before=row.terms, terms=body.terms)
                row.terms, row.edited_by, row.edited_at = body.terms, member.email, utc_now()
        await self.load(anew=True)
        return _group_view(row)

    async def delete_synonyms(self, member: StaffView, group_id: int) -> None:
        """Delete a group of synonyms.

        Raises:
            NotFoundError: there is no such group.
        """
        async with self._database.write() as session:
            repository = SteeringRepository(session)
            row = _there(await repository.group(group_id))
            await repository.remove(row)
            _log(session, member, "synonyms.delete", group_id, before=row.terms)
        await self.load(anew=True)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self._settings.steering_poll)
            try:
                await self.load()
            except Exception:
                # What is in force stays in force; the next look is a new chance.
                log.exception("steering not loaded")

    def _view(self, row: SteeringRule) -> RuleView:
        body = RuleBody.model_validate(row.body)
        plain = self._catalog.plain if self._catalog else None
        named = len(self.targets(plain).rows(body.rule(row.id))) if plain is not None else 0
        return RuleView(
            **body.model_dump(), id=row.id, edited_by=row.edited_by, edited_at=row.edited_at, products_named=named
        )


def _edited(member: StaffView) -> dict[str, Any]:
    return {"edited_by": member.email, "edited_at": utc_now()}


def _log(session: Any, member: StaffView, action: str, subject: int, **details: Any) -> None:
    StaffRepository(session).log(member.email, f"steering.{action}", str(subject), **details)


def _there(row: Row | None) -> Row:
    if row is None:
        raise NotFoundError("There is no such rule or group of synonyms.")
    return row


def _group_view(row: SynonymGroup) -> SynonymView:
    return SynonymView(id=row.id, terms=row.terms, edited_by=row.edited_by, edited_at=row.edited_at)
