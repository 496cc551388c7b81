"""Reads what shoppers took and turned down, from receipts and from what they did with the cards."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database, utc_now
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order, Receipt
from bot.settings import Settings
from bot.tuning.pairs import Take
from bot.wishlist.models import WishlistItem

CLICKED, SAVED, BOUGHT, REFUSED = 1.0, 2.0, 3.0, -1.0
# A conversation's newest so many lists: nobody moves the shop by asking all day.
_LISTS = 10
_Shown = tuple[datetime, tuple[str, ...], list[str]]  # when, the interests, the products in their places


def read_takes(settings: Settings) -> list[Take]:
    """All takes of the last `receipt_days`, oldest first; none where there is no database yet. Not for a thread whose
    event loop runs."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return []
    return asyncio.run(_read(settings))


async def _read(settings: Settings) -> list[Take]:
    database = Database(settings.database_url)
    try:
        async with database.read() as session:
            since = utc_now() - timedelta(days=settings.receipt_days)
            return await takes_since(session, since, settings.encoder_tune_receipts)
    except SQLAlchemyError:
        return []  # its tables are not made yet
    finally:
        await database.close()


async def takes_since(session: AsyncSession, since: datetime, most: int) -> list[Take]:
    """Takes in the newest `most` lists since a time, and what was only shown in lists of who did anything.

    The strongest thing done with a card counts, not their sum, and "not for us" is the last word. It counts for the
    last list before it that shows the card. Conversations that were erased leave none.
    """
    lists = await _lists(session, since, most)
    found: dict[tuple[str, int, str], float] = {}
    for conversation, product_id, at, value in await _deeds(session, since):
        shown = lists.get(conversation, [])
        having = [number for number, (_, _, ids) in enumerate(shown) if product_id in ids]
        if not having:
            continue  # found elsewhere: on the shop's own pages, or in an agent's cards
        number = max((one for one in having if shown[one][0] <= at), default=having[0])
        key = (conversation, number, product_id)
        before = found.get(key, 0.0)
        found[key] = REFUSED if REFUSED in (value, before) else max(value, before)
    takes = []
    for conversation in {who for who, _, _ in found}:  # who did nothing says nothing
        for number, (at, interests, ids) in enumerate(lists[conversation]):
            for place, product_id in enumerate(ids if interests else (), 1):
                value = found.get((conversation, number, product_id), 0.0)
                takes.append((at, Take(conversation, interests, product_id, place, value)))
    return [take for _, take in sorted(takes, key=lambda pair: (pair[0], pair[1].session, pair[1].place))]


async def _lists(session: AsyncSession, since: datetime, most: int) -> dict[str, list[_Shown]]:
    query = (
        select(Receipt.id, Receipt.at, Receipt.conversation_id, Receipt.brief)
        .where(Receipt.at >= since, Receipt.conversation_id.is_not(None), Receipt.brief.is_not(None))
        .order_by(Receipt.id.desc())
        .limit(most)
    )
    receipts = (await session.execute(query)).all()
    if not receipts:
        return {}
    cards = select(Impression.receipt_id, Impression.product_id).where(Impression.receipt_id >= receipts[-1].id)
    ids: dict[int, list[str]] = defaultdict(list)
    for receipt_id, product_id in await session.execute(cards.order_by(Impression.receipt_id, Impression.place)):
        ids[receipt_id].append(product_id)
    found: dict[str, list[_Shown]] = defaultdict(list)
    for receipt in receipts:  # the newest first
        of = found[receipt.conversation_id]
        if len(of) < _LISTS and ids[receipt.id]:
            of.insert(0, (receipt.at, _interests(receipt.brief), ids[receipt.id]))
    return found


def _interests(brief: object) -> tuple[str, ...]:
    named = brief.get("interests") if isinstance(brief, dict) else None
    return tuple(str(name) for name in named) if isinstance(named, list) else ()


async def _deeds(session: AsyncSession, since: datetime) -> Sequence[tuple[str, str, datetime, float]]:
    found: list[tuple[str, str, datetime, float]] = []
    clicks = select(Click.conversation_id, Click.product_id, Click.clicked_at).where(
        Click.clicked_at >= since, Click.conversation_id.is_not(None)
    )
    found += [(str(who), product_id, at, CLICKED) for who, product_id, at in await session.execute(clicks)]
    saved = select(WishlistItem.conversation_id, WishlistItem.product_id, WishlistItem.added_at)
    saved = saved.where(WishlistItem.added_at >= since)
    found += [(who, product_id, at, SAVED) for who, product_id, at in await session.execute(saved)]
    judged = select(Feedback.conversation_id, Feedback.product_id, Feedback.given_at, Feedback.verdict)
    for who, product_id, at, word in await session.execute(judged.where(Feedback.given_at >= since)):
        found.append((who, product_id, at, REFUSED if word == "not_for_us" else SAVED))
    orders = select(Order.conversation_id, Order.lines, Order.ordered_at).where(
        Order.ordered_at >= since, Order.state == "paid", Order.conversation_id.is_not(None)
    )
    for who, lines, at in await session.execute(orders):
        found += [(str(who), str(line["product_id"]), at, BOUGHT) for line in lines]
    return found
