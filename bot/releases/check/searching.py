"""The search part of a check: both catalogs loaded, the requests replayed on each, the differences counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import faiss

from bot.catalog.encoder import encoder_of_index
from bot.releases.check.differences import (
    bad_cards,
    most_shown,
    price_factor,
    products_changed,
    requests_changed,
    with_dead_links,
)
from bot.releases.check.floors import floors
from bot.releases.check.replay import Answered, replay, warm
from bot.releases.check.report import CheckReport, Figure
from bot.releases.check.requests import Replayed
from bot.releases.check.sides import Side, load_sides
from bot.settings import Settings
from catalog_index.encoder import Encoder
from catalog_index.search import GiftSearch

Tell = Callable[[str, int, int | None], None]
"""Called with the stage, how much of it is done, and of how much (None: unknown)."""
Steer = Callable[[GiftSearch], GiftSearch]
AskLinks = Callable[[Sequence[str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The report of the search part, and what the floors need beside it."""

    report: CheckReport
    price_factor: float
    few: bool

    def judged(self, settings: Settings) -> CheckReport:
        """The report with its verdict."""
        found = floors(settings, self.report, price_factor=self.price_factor, few=self.few)
        reasons = [floor.reason for floor in found if floor.held]
        return self.report.model_copy(update={"floors": found, "reasons": reasons, "passed": not reasons})


def compare_catalogs(
    settings: Settings,
    catalogs: tuple[str, str],
    requests: Sequence[Replayed],
    *,
    encoder: Encoder,
    tell: Tell,
    steer: Steer | None = None,
    ask: AskLinks | None = None,
) -> Comparison:
    """Replay the requests on both catalog versions, the serving one first.

    `steer` puts the merchant's rules onto a search; `ask` asks the store for links.

    Raises:
        CheckError: a version can't be loaded.
    """
    start = time.monotonic()
    tell("load", 0, 2)
    before, after, share = load_sides(
        settings.index_dir, catalogs, encoder, settings.release_check_products,
        lambda name: encoder_of_index(settings, encoder, name),
    )  # fmt: skip
    tell("load", 2, 2)
    for one in {id(side.search.encoder): side.search.encoder for side in (before, after)}.values():
        warm(one, requests)
    old, new = _replayed(settings, (before, after), requests, tell, steer)
    cards = bad_cards(requests, new)
    if ask is not None and settings.release_link_checks:
        tell("links", 0, None)
        looked = most_shown(new, settings.release_link_checks)
        cards = with_dead_links(cards, looked, ask([product.link for product in looked]))
    few = int(before.inventory.buyable.sum()) < settings.release_floor_from
    replaces_demo = before.inventory.demo and not after.inventory.demo
    notes = []
    if replaces_demo:
        notes.append("The demo catalog gives way to the shop's own: nothing is lost with it.")
    elif few:
        notes.append(
            f"Fewer than {settings.release_floor_from} products serve: the floors on products, requests and prices "
            "don't hold yet."
        )
    if share < 1:
        notes.append(f"Searched was a sample of {share:.1%} of the products; all of them were counted.")
    report = CheckReport(
        kind="quick",
        at=datetime.now(UTC),
        seconds=round(time.monotonic() - start, 1),
        catalogs=catalogs,
        sampled=round(share, 6),
        currency=after.search.filters.currency or settings.currency,
        figures=_figures((before, after), (old, new), cards.dead_links if cards.links_asked else None),
        requests=requests_changed(requests, old, new),
        products=products_changed(before, after, old, new),
        cards=cards,
        notes=notes,
    )
    return Comparison(report, price_factor(before, after), few or replaces_demo)


def _replayed(
    settings: Settings, sides: tuple[Side, Side], requests: Sequence[Replayed], tell: Tell, steer: Steer | None
) -> tuple[list[Answered], list[Answered]]:
    total, count = 2 * len(requests), 0

    def done() -> None:
        nonlocal count
        count += 1
        tell("replay", count, total)

    found = []
    with _one_core():
        for side in sides:
            search = steer(side.search) if steer else side.search
            found.append(
                list(replay(search, requests, currency=settings.currency, rates=settings.exchange_rates, done=done))
            )
    return found[0], found[1]


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep the vector search to one core: its threads would wait for each other beside a shop that serves."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _figures(
    sides: tuple[Side, Side], answers: tuple[list[Answered], list[Answered]], asked_dead: int | None
) -> list[Figure]:
    def both(name: str, of: Callable[[Side, list[Answered]], float | None], **fields: str) -> Figure:
        before, after = (of(side, found) for side, found in zip(sides, answers, strict=True))
        return Figure.model_validate({"name": name, "before": before, "after": after, **fields})

    found = [
        both("products", lambda side, _: len(side.inventory)),
        both("products to be had", lambda side, _: int(side.inventory.buyable.sum()), better="up"),
        both("requests with results", lambda _, found: sum(one.total > 0 for one in found), better="up"),
        both("gifts that fit a request", lambda _, found: _mean([one.total for one in found]), better="up"),
        both("gifts shown", lambda _, found: len(_distinct(found)), better="up"),
        both("cards over the budget", lambda _, found: sum(len(one.over_budget) for one in found), better="down"),
        both("dead links", lambda side, _: side.inventory.dead, better="down"),
        both("median price", lambda side, _: side.inventory.median_price, unit="money"),
    ]
    if asked_dead is not None:
        found.append(Figure(name="links that did not answer", before=None, after=asked_dead, better="down"))
    return found


def _mean(counts: Sequence[int]) -> float | None:
    return round(sum(counts) / len(counts), 1) if counts else None


def _distinct(answers: Sequence[Answered]) -> set[str]:
    return {product.id for answer in answers for product in answer.first}
