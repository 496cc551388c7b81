"""The prior from the database: what was taken of what was looked at, once a shopper."""

from __future__ import annotations

import numpy as np
import pytest

from bot.db import utc_now
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order, Receipt
from bot.learning.prior import PriorKeeper
from catalog_index.prior import Seen, look
from tests.support.gateway import product


@pytest.fixture
async def shown(office):
    """Notes that a shopper saw products at places of a row."""

    async def note(chat, *places: tuple[str, int], **more) -> None:
        async with office.services.database.write() as session:
            receipt = Receipt(
                at=utc_now(), conversation_id=chat.id, seq=1, release="1", total=1, rules=[], candidates=[], brief=None
            )
            session.add(receipt)
            await session.flush()
            for name, place in places:
                session.add(
                    Impression(
                        receipt_id=receipt.id, conversation_id=chat.id, product_id=name, place=place, at=utc_now()
                    )
                )

    return note


async def add(office, *rows) -> None:
    async with office.services.database.write() as session:
        session.add_all(rows)


def click(chat, name: str) -> Click:
    return Click(product_id=name, clicked_at=utc_now(), conversation_id=chat.id)


async def seen(office) -> dict[str, Seen]:
    from bot.learning.prior import _seen

    async with office.services.database.read() as session:
        return _seen(*await office.services.prior._events(session))


async def test_a_shopper_counts_once_for_a_product_at_its_best_place(office, shown):
    chat, other = await office.chat(), await office.chat()
    await shown(chat, ("p1", 3), ("p2", 1))
    await shown(chat, ("p1", 1))
    await shown(other, ("p1", 2))
    await add(office, *(click(chat, "p1") for _ in range(5)), click(chat, "p3"))
    assert await seen(office) == {"p1": Seen(look(1) + look(2), 1.0), "p2": Seen(look(1), 0.0)}


async def test_buying_says_more_than_clicking_and_a_refusal_the_contrary(office, shown):
    buyer, other = await office.chat(), await office.chat()
    await shown(buyer, ("p1", 1))
    await shown(other, ("p1", 1), ("p2", 2))
    now = utc_now()
    line = {"product_id": "p1", "quantity": 1, "amount": "9"}
    await add(
        office,
        click(buyer, "p1"),
        click(other, "p2"),
        Feedback(conversation_id=other.id, product_id="p2", verdict="not_for_us", reason=None, given_at=now),
        Order(source="generic", reference="1", state="paid", ordered_at=now, told_at=now, currency="USD", lines=[line],
              click=1, conversation_id=buyer.id),
    )  # fmt: skip
    assert {name: item.takes for name, item in (await seen(office)).items()} == {"p1": 3.0, "p2": -1.0}


async def test_it_is_counted_and_put_to_work(office, shown):
    for number in range(25):
        chat = await office.chat()
        await shown(chat, ("p1", 1), ("p2", 2))
        await add(office, click(chat, "p2"))
        del number
    keeper = office.services.prior
    assert keeper.over([product("p1")]) is None
    await keeper.count()
    values = keeper.over([product("p1"), product("p2"), product("p9")])
    assert values[0] < 0 < values[1] and values[2] == 0
    assert values.dtype == np.float32


async def test_the_search_gets_it_and_nothing_is_done_without_a_change(office, shown):
    told = []

    async def changed() -> None:
        told.append(1)

    keeper = PriorKeeper(office.services.database, office.services.settings, changed)
    await keeper.count()
    assert told == []
    for _ in range(21):
        chat = await office.chat()
        await shown(chat, ("p1", 1))
        await add(office, click(chat, "p1"))
    await keeper.count()
    await keeper.count()
    assert told == [1]


async def test_a_weight_of_nought_turns_it_off(office, make_settings):
    keeper = PriorKeeper(office.services.database, make_settings(prior_weight=0), changed=None)
    await keeper.start()
    assert keeper._task is None
