"""Takes are read from receipts and from what was done with the cards."""

from datetime import timedelta

import pytest

from bot.conversation.models import Conversation
from bot.db import Base, Database, utc_now
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order, Receipt
from bot.tuning.takes import read_takes, takes_since
from bot.wishlist.models import WishlistItem

START = utc_now() - timedelta(days=2)


def at(minutes):
    return START + timedelta(minutes=minutes)


@pytest.fixture
async def database(make_settings):
    database = Database(make_settings().database_url)
    async with database.write() as session:
        connection = await session.connection()
        await connection.run_sync(Base.metadata.create_all)
    yield database
    await database.close()


async def shown(session, who, minute, interests, *ids):
    if await session.get(Conversation, who) is None:
        session.add(
            Conversation(id=who, token_hash=who * 9, brief={}, created_at=at(0), updated_at=at(0), expires_at=at(9999))
        )
        await session.flush()
    brief = {"interests": interests}
    receipt = Receipt(
        at=at(minute), conversation_id=who, seq=minute, release="r", brief=brief, total=3, rules=[], candidates=[]
    )
    session.add(receipt)
    await session.flush()
    for place, name in enumerate(ids, 1):
        session.add(Impression(receipt_id=receipt.id, conversation_id=who, product_id=name, place=place, at=at(minute)))


def clicked(who, name, minute):
    return Click(product_id=name, clicked_at=at(minute), conversation_id=who, token=None)


async def test_deeds_count_for_the_last_list_before_them_the_strongest_once(database):
    async with database.write() as session:
        await shown(session, "ada", 1, ["joe"], "mug", "pan")
        await shown(session, "ada", 5, ["joe", "coffee"], "pot", "mug")
        session.add(clicked("ada", "mug", 2))
        session.add(clicked("ada", "mug", 6))
        session.add(WishlistItem(conversation_id="ada", product_id="mug", added_at=at(7)))
        session.add(clicked("ada", "elsewhere", 7))
        line = [{"product_id": "pot", "quantity": 1}]
        session.add(
            Order(
                source="generic", reference="1", state="paid", ordered_at=at(9), told_at=at(9), currency="USD",
                lines=line, click=None, conversation_id="ada",
            )
        )  # fmt: skip
    async with database.read() as session:
        found = await takes_since(session, at(0), 100)
    assert [(take.interests, take.product_id, take.place, take.value) for take in found] == [
        (("joe",), "mug", 1, 1.0),
        (("joe",), "pan", 2, 0.0),
        (("joe", "coffee"), "pot", 1, 3.0),
        (("joe", "coffee"), "mug", 2, 2.0),
    ]


async def test_not_for_us_is_the_last_word_and_the_newest_lists_count(database):
    async with database.write() as session:
        await shown(session, "bob", 1, ["tea"], "mug")
        session.add(clicked("bob", "mug", 2))
        session.add(
            Feedback(conversation_id="bob", product_id="mug", verdict="not_for_us", reason=None, given_at=at(3))
        )
        await shown(session, "eve", 4, [], "mug")
        session.add(clicked("eve", "mug", 5))
    async with database.read() as session:
        found = await takes_since(session, at(0), 100)
        assert [(take.session, take.value) for take in found] == [("bob", -1.0)]
        assert await takes_since(session, at(0), 1) == []
        assert await takes_since(session, at(60), 100) == []


def test_without_a_database_there_are_none(make_settings):
    settings = make_settings()
    assert read_takes(settings) == []
