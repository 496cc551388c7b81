"""From receipts and what shoppers did: the lists that were shown, each card with a grade."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order, Receipt
from bot.wishlist.models import ShareLink, WishlistItem
from catalog_index.brief import GiftBrief

# What a shopper did with a card; the strongest counts, not their sum, and "not for us" is the last word.
CLICKED, SAVED, SHARED, BOUGHT, REFUSED = 1.0, 2.0, 3.0, 4.0, -1.0
# A conversation's newest so many lists: nobody moves the shop by asking all day.
MOST_LISTS = 10


@dataclass(frozen=True, slots=True)
class ShownList:
    """A row of cards that a shopper saw, first card first: more than 0 is taken, less is refused, 0 neither."""

    session: str
    brief: GiftBrief
    product_ids: tuple[str, ...]
    grades: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    at: datetime
    brief: GiftBrief
    product_ids: tuple[str, ...]


async def shown_lists(session: AsyncSession, since: datetime, most: int) -> list[ShownList]:
    """Read the newest `most` lists since a time, oldest first, with what was done with each card.

    A deed counts for the last list in which the card was shown before it. Lists of conversations that were erased, and
    those without a brief (an agent's cards), are left out.
    """
    rows = await _rows(session, since, most)
    deeds = await _deeds(session, since)
    found = []
    for conversation, lists in rows.items():
        grades = _graded(lists, deeds.get(conversation, ()))
        found += [
            (row.at, ShownList(conversation, row.brief, row.product_ids, tuple(marks)))
            for row, marks in list(zip(lists, grades, strict=True))[-MOST_LISTS:]
        ]
    return [shown for _, shown in sorted(found, key=lambda pair: (pair[0], pair[1].session))]


async def _rows(session: AsyncSession, since: datetime, most: int) -> Mapping[str, list[_Row]]:
    query = (
        select(Receipt.id, Receipt.at, Receipt.conversation_id, Receipt.brief)
        .where(Receipt.at >= since, Receipt.conversation_id.is_not(None), Receipt.brief.is_not(None))
        .order_by(Receipt.id.desc())
        .limit(most)
    )
    receipts = (await session.execute(query)).all()
    if not receipts:
        return {}
    first = receipts[-1].id
    cards = select(Impression.receipt_id, Impression.product_id).where(Impression.receipt_id >= first)
    shown: dict[int, list[str]] = defaultdict(list)
    for receipt_id, product_id in await session.execute(cards.order_by(Impression.receipt_id, Impression.place)):
        shown[receipt_id].append(product_id)
    rows: dict[str, list[_Row]] = defaultdict(list)
    for receipt in reversed(receipts):
        try:
            brief = GiftBrief.model_validate(receipt.brief)
        except ValidationError:
            continue  # of an earlier form
        if shown[receipt.id]:
            rows[receipt.conversation_id].append(_Row(receipt.at, brief, tuple(shown[receipt.id])))
    return rows


# A product, when, and how much it says.
_Deed = tuple[str, datetime, float]


async def _deeds(session: AsyncSession, since: datetime) -> Mapping[str, list[_Deed]]:
    found: dict[str, list[_Deed]] = defaultdict(list)
    clicks = select(Click.conversation_id, Click.product_id, Click.clicked_at).where(
        Click.clicked_at >= since, Click.conversation_id.is_not(None)
    )
    for conversation, product_id, at in await session.execute(clicks):
        found[str(conversation)].append((product_id, at, CLICKED))
    shares: dict[str, datetime] = {}
    links = select(ShareLink.conversation_id, ShareLink.created_at).where(ShareLink.created_at >= since)
    for conversation, at in await session.execute(links):
        shares[conversation] = max(at, shares.get(conversation, at))
    saved = select(WishlistItem.conversation_id, WishlistItem.product_id, WishlistItem.added_at)
    for conversation, product_id, at in await session.execute(saved.where(WishlistItem.added_at >= since)):
        shared = conversation in shares and shares[conversation] >= at
        found[conversation].append((product_id, at, SHARED if shared else SAVED))
    judged = select(Feedback.conversation_id, Feedback.product_id, Feedback.given_at, Feedback.verdict)
    for conversation, product_id, at, verdict in await session.execute(judged.where(Feedback.given_at >= since)):
        found[conversation].append((product_id, at, REFUSED if verdict == "not_for_us" else SAVED))
    orders = select(Order.conversation_id, Order.lines, Order.ordered_at).where(
        Order.ordered_at >= since, Order.state == "paid", Order.conversation_id.is_not(None)
    )
    for conversation, lines, at in await session.execute(orders):
        found[str(conversation)] += [(line["product_id"], at, BOUGHT) for line in lines]
    return found


def _graded(lists: Sequence[_Row], deeds: Sequence[_Deed]) -> list[list[float]]:
    grades = [[0.0] * len(row.product_ids) for row in lists]
    times = [row.at for row in lists]
    refused: set[tuple[int, int]] = set()
    for product_id, at, value in deeds:
        # A store's clock, and a card that was on the page before, may be a little off: then the first list that has it.
        before = range(bisect.bisect_right(times, at) - 1, -1, -1)
        which = next((i for i in (*before, *range(len(lists))) if product_id in lists[i].product_ids), None)
        if which is None:
            continue  # found elsewhere: on the shop's own pages, or in an agent's cards
        place = lists[which].product_ids.index(product_id)
        if value < 0:
            refused.add((which, place))
        grades[which][place] = max(value, grades[which][place])
    for which, place in refused:
        grades[which][place] = REFUSED
    return grades
