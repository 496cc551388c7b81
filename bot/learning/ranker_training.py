"""Trains a ranker on a shop's own database, judged wishes and all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.db import Database, utc_now
from bot.evaluation.gift_wishes import GiftWishesError, Lists, gains_of, load_wishes, searches_ours
from bot.learning.ranker import Examples, Limits, Outcome, learn
from bot.learning.takes import shown_lists
from bot.migrations.run import upgrade
from bot.settings import Settings
from catalog_index.learned import AppliedRanker
from catalog_index.search import GiftSearch

GIFT_WISHES = "gift-wishes.jsonl"
Judge = Callable[[AppliedRanker | None], tuple[int, float]]


async def trained(settings: Settings, search: GiftSearch, version: str) -> Outcome:
    """Train on what is in the database; what is kept names the catalog version and what was measured.

    Raises:
        SQLAlchemyError: the database can't be read.
    """
    await asyncio.to_thread(upgrade, settings.database_url)
    database = Database(settings.database_url)
    try:
        async with database.read() as session:
            since = utc_now() - timedelta(days=settings.ranker_days)
            lists = await shown_lists(session, since, settings.ranker_lists)
    finally:
        await database.close()
    limits = Limits(settings.ranker_min_sessions, settings.ranker_min_takes, settings.ranker_tolerance)
    judge = judge_of(search, settings.release_judged_dir / GIFT_WISHES)
    outcome = await asyncio.to_thread(learn, Examples(search), lists, limits, judge=judge)
    if outcome.ranker is None:
        return outcome
    report = outcome.to_json()
    at = utc_now().isoformat(timespec="seconds").replace("+00:00", "Z")
    ranker = replace(outcome.ranker, catalog_version=version, trained_at=at, report=report)
    return replace(outcome, ranker=ranker)


def judge_of(search: GiftSearch, file: Path) -> Judge | None:
    """What measures a search on the judged wishes of a file; None where there are none for this catalog."""
    try:
        wishes = load_wishes(file)
    except GiftWishesError:
        return None
    known = [w for w in wishes if all(search.index.row(product_id) is not None for product_id in w.grades)]
    if not known:
        return None

    def judge(applied: AppliedRanker | None) -> tuple[int, float]:
        ours: Lists = searches_ours(search.ranked_by(applied))
        return len(known), float(gains_of(known, [ours(wish) for wish in known]).mean())

    return judge
