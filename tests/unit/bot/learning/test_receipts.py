"""Every row of cards leaves a receipt that tells later why it was shown, and nothing of who asked."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.db import utc_now
from bot.learning.keeper import LearningKeeper
from bot.learning.models import Impression, Receipt, Wish
from bot.learning.ranker_store import RankerStore
from catalog_index.learned import LearnedRanker
from tests.support.fake_rasa import CARD

PATH = "/api/merchant/receipts"
BRIEF = {
    "relationship": "niece",
    "interests": ["dinosaurs"],
    "occasion": None,
    "exclude": [],
    "age": None,
    "budget": None,
}
TOLD = {
    "release": "v7",
    "brief": BRIEF,
    "rules": [{"id": 3, "name": "Digs first"}],
    "candidates": [
        {"product_id": "p2", "score": 1.5, "lift": 0.25, "matched": ["dinosaurs"], "pinned": True},
        {"product_id": "p1", "score": 1.2, "lift": 0.0, "matched": ["dinosaurs"], "pinned": False},
        {"product_id": "gone", "score": 0.2, "lift": 0.0, "matched": [], "pinned": False},
    ],
}


def cards(*ids: str, **fields) -> str:
    items = [{**CARD, "product_id": name, "url": f"/go/{name}"} for name in ids]
    return "custom " + json.dumps({"type": "product_cards", "text": "Here", "items": items, "total": 5, **fields})


async def rows(office, table) -> list:
    async with office.services.database.read() as session:
        return list((await session.scalars(select(table).order_by(table.id))).all())


async def test_a_row_of_cards_leaves_a_receipt_and_the_shopper_sees_nothing_of_it(office, merchant):
    chat = await office.chat()
    answer = await chat.say(cards("p2", "p1", receipt=TOLD))
    view = await chat.view()
    seen = [message for message in (*answer["replies"], *view["messages"]) if message["role"] != "shopper"]
    assert seen and "receipt" not in json.dumps(seen)
    page = (await merchant.call("GET", PATH, params={"product_id": "p1"})).json()
    [line] = page["receipts"]
    assert (line["release"], line["total"], line["shown"], line["conversation_id"]) == ("v7", 5, ["p2", "p1"], chat.id)
    found = (await merchant.call("GET", f"{PATH}/{line['id']}")).json()
    assert (found["brief"], found["rules"]) == (BRIEF, TOLD["rules"])
    assert found["seq"] in [message["seq"] for message in view["messages"]]
    assert [(c["product_id"], c["place"], c["score"], c["lift"], c["pinned"]) for c in found["candidates"]] == [
        ("p2", 1, 1.5, 0.25, True),
        ("p1", 2, 1.2, 0.0, False),
        ("gone", None, 0.2, 0.0, False),
    ]
    assert [c["title"] for c in found["candidates"]] == ["Dinosaur dig", "Dinosaur dig", None]
    shown = await rows(office, Impression)
    assert [(row.product_id, row.place, row.conversation_id) for row in shown] == [
        ("p2", 1, chat.id),
        ("p1", 2, chat.id),
    ]


async def test_cards_without_a_word_about_them_have_the_catalog_s_version(office, merchant):
    chat = await office.chat()
    await chat.say(cards("p3"))
    [line] = (await merchant.call("GET", PATH)).json()["receipts"]
    assert (line["release"], line["brief"], line["shown"]) == ("fake", None, ["p3"])


async def test_the_same_message_twice_is_one_receipt(office):
    chat = await office.chat()
    for _ in range(2):
        await chat.say(cards("p1", receipt=TOLD), client_id="once")
    assert len(await rows(office, Receipt)) == 1


async def test_pages_and_filters(office, merchant):
    one, two = await office.chat(), await office.chat()
    await one.say(cards("p1"))
    await two.say(cards("p2"))
    found = (await merchant.call("GET", PATH, params={"conversation_id": two.id})).json()["receipts"]
    assert [line["shown"] for line in found] == [["p2"]]
    office.services.receipts._page = 1
    page = (await merchant.call("GET", PATH)).json()
    assert [line["shown"] for line in page["receipts"]] == [["p2"]]
    page = (await merchant.call("GET", PATH, params={"before": page["next"]})).json()
    assert ([line["shown"] for line in page["receipts"]], page["next"]) == ([["p1"]], None)
    assert (await merchant.call("GET", f"{PATH}/999")).status_code == 404


async def test_a_wish_is_noted_once_with_how_many_fit(office, rasa):
    chat = await office.chat()
    rasa.slots[chat.id] = {"brief": BRIEF, "gift_state": {"fits": 0}}
    await chat.say("hello")
    await chat.say("hello again")
    [wish] = await rows(office, Wish)
    assert (wish.brief["interests"], wish.fits, wish.conversation_id) == (["dinosaurs"], 0, chat.id)
    rasa.slots[chat.id] = {"brief": {**BRIEF, "interests": ["tea"]}, "gift_state": {"fits": 4}}
    await chat.say("or tea")
    assert [(wish.brief["interests"], wish.fits) for wish in await rows(office, Wish)] == [
        (["dinosaurs"], 0),
        (["tea"], 4),
    ]


async def test_erasing_a_conversation_leaves_receipts_of_nobody(office):
    chat = await office.chat()
    await chat.say(cards("p1", receipt=TOLD))
    assert (await office.http.delete(chat.path, headers=chat.headers)).status_code == 204
    assert [row.conversation_id for row in await rows(office, Receipt)] == [None]
    assert [row.conversation_id for row in await rows(office, Impression)] == [None]


async def test_what_is_too_old_goes(office):
    chat = await office.chat()
    await chat.say(cards("p1"))
    await chat.say(cards("p2"))
    async with office.services.database.write() as session:
        for table in (Receipt, Impression):
            row = await session.get(table, 1)
            row.at = utc_now() - timedelta(days=401)
    await LearningKeeper(office.services.database, office.services.settings).delete_old()
    assert [row.id for row in await rows(office, Receipt)] == [2]
    assert [row.product_id for row in await rows(office, Impression)] == ["p2"]


async def test_a_receipt_names_the_learned_ranker_and_what_it_added(office, merchant):
    chat = await office.chat()
    candidates = [{**TOLD["candidates"][0], "learned": 0.12}, TOLD["candidates"][1]]
    await chat.say(cards("p2", "p1", receipt={**TOLD, "candidates": candidates, "ranker": "0123456789ab"}))
    await chat.say(cards("p1", receipt={**TOLD, "ranker": ""}))
    without, with_it = (await merchant.call("GET", PATH)).json()["receipts"]
    assert (without["ranker"], with_it["ranker"]) == (None, "0123456789ab")
    found = (await merchant.call("GET", f"{PATH}/{with_it['id']}")).json()
    assert found["ranker"] == "0123456789ab"
    assert [item["learned"] for item in found["candidates"]] == [0.12, None]


async def test_merchants_are_told_of_the_ranker_that_is_used(office, merchant):
    ranker = LearnedRanker(
        parts={}, traits={"brand:otter": 0.5}, encoder="hash-64", catalog_version="v7", trained_at="2026-01-01",
        report={"measured": {"sessions": 300, "base": 0.6, "learned": 0.65, "gain": 0.05, "low": 0.02, "high": 0.08}},
    )  # fmt: skip
    path = "/api/merchant/ranker"
    assert set((await merchant.call("GET", path)).json().values()) == {None}
    store = RankerStore(office.services.settings.rankers_dir)
    store.save(ranker)
    store.use(ranker.fingerprint)
    await office.services.ranker.look()
    told = (await merchant.call("GET", path)).json()
    assert (told["used"], told["sessions"], told["gain"], told["low"]) == (ranker.fingerprint, 300, 0.05, 0.02)
    assert abs(datetime.fromisoformat(told["since"]) - utc_now()) < timedelta(minutes=5)
