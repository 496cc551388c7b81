"""Insight as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from bot.insight.schemas import Insight

Cell = str | int | float | None
Rows = Iterable[Iterable[Cell]]
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# With these a spreadsheet starts a formula (OWASP: CSV injection), also in their wide forms.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(cell: Cell) -> Cell:
    """A text that would start a formula begins with an apostrophe instead, which spreadsheets don't show."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def table(rows: Rows) -> str:
    """Rows as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _funnel(insight: Insight) -> Rows:
    yield ["page", *insight.stages]
    yield ["(all)", *insight.funnel.counts]
    for one in insight.sources:
        yield [one.source or "(unknown)", *one.counts]


def _asked(insight: Insight) -> Rows:
    yield ["what", "name", "conversations"]
    for what, counted in insight.asked:
        for one in counted:
            yield [what, one.name, one.count]


def _when(insight: Insight) -> Rows:
    yield ["what", "name", "conversations"]
    for one in insight.when.days:
        yield ["day", one.name, one.count]
    for day, hours in zip(_WEEK, insight.when.hours, strict=True):
        for hour, count in enumerate(hours):
            yield ["hour", f"{day} {hour:02}:00", count]


def _gaps(insight: Insight) -> Rows:
    yield ["interest", "budget", "asked", "found nothing", "found too few", "lost orders", "lost amount", "currency"]
    for gap in insight.gaps.cells:
        yield [
            gap.interest, gap.budget, gap.asked, gap.none, gap.weak, gap.lost_orders, gap.lost_amount, insight.currency
        ]  # fmt: skip


def _unclicked(insight: Insight) -> Rows:
    yield ["product", "title", "shown", "saved", "not for us"]
    for one in insight.unclicked:
        yield [one.product_id, one.title, one.shown, one.kept, one.refused]


def _unanswered(insight: Insight) -> Rows:
    yield ["at", "question", "why"]
    for one in insight.unanswered:
        yield [one.at.isoformat(timespec="seconds"), one.text, one.why]


def _ratings(insight: Insight) -> Rows:
    yield ["what", "name", "count"]
    for score, count in enumerate(insight.ratings.scores, 1):
        yield ["stars", score, count]
    yield ["gift", "useful", insight.ratings.useful]
    for one in insight.ratings.not_for_us:
        yield ["not for us", one.name, one.count]


PARTS: Mapping[str, Callable[[Insight], Rows]] = {
    "funnel": _funnel,
    "asked": _asked,
    "when": _when,
    "gaps": _gaps,
    "unclicked": _unclicked,
    "unanswered": _unanswered,
    "ratings": _ratings,
}
