"""Graded lists from the database: what was done counts for the list it was done in, the strongest deed once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.db import utc_now
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order, Receipt
from bot.learning.takes import BOUGHT, CLICKED, MOST_LISTS, REFUSED, SAVED, SHARED, shown_lists
from bot.wishlist.models import ShareLink, WishlistItem
from catalog_index.brief import GiftBrief

TEA = GiftBrief(interests=["tea"])
BEGIN = utc_now() - timedelta(hours=2)


@pytest.fixture
def at():
    return lambda minutes: BEGIN + timedelta(minutes=minutes)


@pytest.fixture
async def shown(office, at):
    async def note(chat, minutes: float, *names: str, brief: GiftBrief | None = TEA) -> None:
        async with office.services.database.write() as session:
            told = brief.model_dump(mode="json") if brief else None
            receipt = Receipt(
                at=at(minutes), conversation_id=chat.id, seq=1, release="1", total=1, rules=[], candidates=[],
                brief=told,
            )  # fmt: skip
            session.add(receipt)
            await session.flush()
            session.add_all(
                Impression(receipt_id=receipt.id, conversation_id=chat.id, product_id=name, place=place, at=at(minutes))
                for place, name in enumerate(names, 1)
            )

    return note


async def add(office, *rows) -> None:
    async with office.services.database.write() as session:
        session.add_all(rows)


async def read(office, most: int = 100) -> list:
    async with office.services.database.read() as session:
        return await shown_lists(session, BEGIN - timedelta(days=1), most)


async def test_each_deed_has_its_grade_and_the_strongest_counts(office, shown, at):
    chat = await office.chat()
    await shown(chat, 0, "a", "b", "c", "d", "e")
    line = {"product_id": "b", "quantity": 1, "amount": "9"}
    await add(
        office,
        *(Click(product_id=name, clicked_at=at(1), conversation_id=chat.id) for name in ("a", "a", "b", "d")),
        WishlistItem(conversation_id=chat.id, product_id="c", added_at=at(2)),
        Feedback(conversation_id=chat.id, product_id="d", verdict="not_for_us", reason=None, given_at=at(3)),
        Feedback(conversation_id=chat.id, product_id="e", verdict="useful", reason=None, given_at=at(3)),
        Order(source="generic", reference="1", state="paid", ordered_at=at(9), told_at=at(9), currency="USD",
              lines=[line], click=1, conversation_id=chat.id),
        Order(source="generic", reference="2", state="cancelled", ordered_at=at(9), told_at=at(9), currency="USD",
              lines=[{**line, "product_id": "a"}], click=1, conversation_id=chat.id),
    )  # fmt: skip
    [found] = await read(office)
    assert (found.session, found.brief, found.product_ids) == (chat.id, TEA, ("a", "b", "c", "d", "e"))
    assert found.grades == (CLICKED, BOUGHT, SAVED, REFUSED, SAVED)


async def test_a_gift_of_a_list_that_was_shared_later_was_shared(office, shown, at):
    chat = await office.chat()
    await shown(chat, 0, "a", "b")
    await add(
        office,
        WishlistItem(conversation_id=chat.id, product_id="a", added_at=at(1)),
        ShareLink(conversation_id=chat.id, token_hash="x", title=None, created_at=at(2), revoked_at=None),
        WishlistItem(conversation_id=chat.id, product_id="b", added_at=at(3)),
    )
    assert [found.grades for found in await read(office)] == [(SHARED, SAVED)]


async def test_a_deed_counts_for_the_last_list_before_it(office, shown, at):
    chat = await office.chat()
    await shown(chat, 0, "a", "b")
    await shown(chat, 10, "b", "a", "c")
    await shown(chat, 20, "a", "d")
    await add(
        office,
        Click(product_id="a", clicked_at=at(15), conversation_id=chat.id),
        Click(product_id="b", clicked_at=at(5), conversation_id=chat.id),
        Click(product_id="d", clicked_at=at(15), conversation_id=chat.id),  # a clock that is off
        Click(product_id="elsewhere", clicked_at=at(15), conversation_id=chat.id),
    )
    assert [found.grades for found in await read(office)] == [(0, CLICKED), (0, CLICKED, 0), (0, CLICKED)]


async def test_cards_without_a_brief_and_of_erased_conversations_are_left_out(office, shown):
    chat, erased = await office.chat(), await office.chat()
    await shown(chat, 0, "a", "b", brief=None)
    await shown(erased, 1, "a", "b")
    assert (await office.http.delete(erased.path, headers=erased.headers)).status_code == 204
    assert await read(office) == []


async def test_nobody_counts_for_more_than_some_lists_and_the_newest_are_taken(office, shown):
    chat, other = await office.chat(), await office.chat()
    await shown(other, 0, "x", "y")
    for minute in range(1, MOST_LISTS + 3):
        await shown(chat, minute, "a", f"b{minute}")
    found = await read(office)
    assert [item.product_ids[1] for item in found] == ["y", *(f"b{n}" for n in range(3, MOST_LISTS + 3))]
    assert [item.product_ids[1] for item in await read(office, most=2)] == ["b11", "b12"]
