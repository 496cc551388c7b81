"""Insight into a span of days."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import make_clock
from bot.db import Database
from bot.errors import InvalidError
from bot.insight.gaps import band, bands, gaps, latest, order_rate
from bot.insight.questions import UnansweredQuestions
from bot.insight.repository import InsightRepository
from bot.insight.schemas import STAGES, Asked, Counted, Funnel, Insight, Money, Ratings, Unclicked, When
from bot.learning.models import Order, Wish
from bot.settings import Settings
from catalog_index.product import Product

_USUAL_DAYS = 28
_MOST = 50
_MOST_SOURCES = 20
_AGES = ((0, 2, "0-2"), (3, 5, "3-5"), (6, 9, "6-9"), (10, 12, "10-12"), (13, 17, "13-17"), (18, 29, "18-29"),
         (30, 59, "30-59"), (60, 200, "60+"))  # fmt: skip


class InsightService:
    """Reads only. `products` are those of the catalog that serves."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        questions: UnansweredQuestions,
        product: Callable[[str], Product | None],
        products: Callable[[], Sequence[Product]],
    ) -> None:
        self._database, self._settings, self._questions = database, settings, questions
        self._product, self._products = product, products
        self._clock = make_clock(settings.time_zone, settings.today)

    async def read(self, since: date | None, until: date | None) -> Insight:
        """Return the figures of these days, both counted; by default of the last four weeks.

        Raises:
            InvalidError: the last day is before the first, or there are more days than the settings allow.
        """
        until = until or self._clock.today()
        since = since or until - timedelta(days=_USUAL_DAYS - 1)
        most = self._settings.statistics_days
        if not 0 < (until - since).days + 1 <= most:
            reason = f"from 1 to {most} days, the first one first"
            raise InvalidError("These days can't be shown.", errors=[{"field": "until", "reason": reason}])
        zone = self._clock.zone
        begin, end = (datetime.combine(day, time(), zone) for day in (since, until + timedelta(days=1)))
        async with self._database.read() as session:
            repository = InsightRepository(session, begin, end)
            opened, reached = await repository.opened(), await repository.reached()
            sources, wishes = await repository.sources(), await repository.wishes()
            orders, shown = await repository.orders(), await repository.impressions()
            clicked, kept = await repository.clicked_products(), await repository.kept_products()
            verdicts, scores = await repository.verdicts(), await repository.scores()
            answers = await repository.answers()
        unanswered = await asyncio.to_thread(self._questions.find, answers, _MOST)
        stages = [set(opened), *(ids & opened.keys() for ids in reached)]
        funnel = _funnel("", stages)
        rate = order_rate(funnel.counts[STAGES.index("shown")], funnel.counts[STAGES.index("bought")])
        refused = Counter(product_id for product_id, verdict, _ in verdicts if verdict == "not_for_us")
        reasons = Counter(reason or "other" for _, verdict, reason in verdicts if verdict == "not_for_us")
        return Insight(
            since=since,
            until=until,
            time_zone=zone.key,
            currency=self._settings.currency,
            stages=list(STAGES),
            funnel=funnel,
            sources=_by_source(stages, sources),
            sales=_sales(orders),
            orders_told=self._settings.learns_of_orders,
            asked=_asked(wishes),
            when=_when(opened.values(), since, until, zone),
            gaps=gaps(latest(wishes), rate=rate, usual_price=self._usual_price()),
            unclicked=self._unclicked(shown, clicked, kept, refused),
            unanswered=unanswered,
            ratings=Ratings(
                mean=round(sum(scores) / len(scores), 2) if scores else None,
                scores=[scores.count(score) for score in range(1, 6)],
                not_for_us=_counted(reasons),
                useful=sum(1 for _, verdict, _ in verdicts if verdict == "useful"),
            ),
        )

    def _usual_price(self) -> float:
        prices = [float(product.current_price.amount) for product in self._products()]
        return median(prices) if prices else 0.0

    def _unclicked(
        self, shown: Mapping[str, int], clicked: set[str], kept: Mapping[str, int], refused: Mapping[str, int]
    ) -> list[Unclicked]:
        never = sorted((name for name in shown if name not in clicked), key=lambda name: (-shown[name], name))
        titles = {name: product.title for name in never[:_MOST] if (product := self._product(name))}
        return [
            Unclicked(
                product_id=name,
                title=titles.get(name),
                shown=shown[name],
                kept=kept.get(name, 0),
                refused=refused.get(name, 0),
            )
            for name in never[:_MOST]
        ]


def _funnel(source: str, stages: Sequence[set[str]]) -> Funnel:
    """Who came to a stage came to those before it: a click without a receipt (an older card) counts as shown too."""
    counts = [len(set().union(*stages[place:])) for place in range(len(stages))]
    return Funnel(source=source, counts=counts)


def _by_source(stages: Sequence[set[str]], sources: Mapping[str, str]) -> list[Funnel]:
    ids: dict[str, set[str]] = {}
    for conversation_id in stages[0]:
        ids.setdefault(sources.get(conversation_id, ""), set()).add(conversation_id)
    found = [_funnel(source, [stage & mine for stage in stages]) for source, mine in ids.items()]
    return sorted(found, key=lambda funnel: (-funnel.counts[0], funnel.source))[:_MOST_SOURCES]


def _sales(orders: Sequence[Order]) -> list[Money]:
    counts = Counter(order.currency for order in orders)
    amounts: Counter[str] = Counter()
    for order in orders:
        amounts[order.currency] += sum(float(line["amount"]) for line in order.lines)  # type: ignore[assignment]
    return [
        Money(orders=count, amount=round(amounts[currency], 2), currency=currency)
        for currency, count in counts.most_common()
    ]


def _asked(wishes: Sequence[Wish]) -> Asked:
    """Each conversation counts once for each thing it asked for."""
    seen: dict[str, set[tuple[str, str]]] = {
        name: set() for name in ("relationships", "interests", "occasions", "budgets", "ages")
    }
    for wish in wishes:
        brief, talk = wish.brief, wish.conversation_id or f"#{wish.id}"
        named = {
            "relationships": [brief.get("relationship")],
            "interests": brief.get("interests") or [],
            "occasions": [brief.get("occasion")],
            "budgets": [band(brief)],
            "ages": [_age(brief.get("age"))],
        }
        for name, values in named.items():
            seen[name] |= {(talk, str(value).lower()) for value in values if value}
    counts = {name: Counter(value for _, value in pairs) for name, pairs in seen.items()}
    order = {"budgets": bands(), "ages": [label for *_, label in _AGES]}
    ordered = {
        name: [Counted(name=label, count=counts[name][label]) for label in labels] for name, labels in order.items()
    }
    usual = {name: _counted(counts[name]) for name in ("relationships", "interests", "occasions")}
    return Asked(**usual, **ordered)


def _age(age: Any) -> str | None:
    years = age.get("min") if isinstance(age, dict) else None
    return next((label for low, high, label in _AGES if years is not None and low <= years <= high), None)


def _counted(counts: Mapping[str, int]) -> list[Counted]:
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Counted(name=name, count=count) for name, count in best[:_MOST]]


def _when(moments: Iterable[datetime], since: date, until: date, zone: ZoneInfo) -> When:
    hours = [[0] * 24 for _ in range(7)]
    span = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    days = {day.isoformat(): 0 for day in span}
    for moment in moments:
        local = moment.astimezone(zone)
        hours[local.weekday()][local.hour] += 1
        days[local.date().isoformat()] += 1
    months: Counter[str] = Counter()
    for day, count in days.items():
        months[day[:7]] += count
    return When(
        days=[Counted(name=day, count=count) for day, count in days.items()],
        months=[Counted(name=month, count=count) for month, count in months.items()],
        hours=hours,
    )
