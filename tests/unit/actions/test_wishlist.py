"""Saving, removing, showing and sharing by chat."""

from __future__ import annotations

from typing import Any

import pytest

from actions.count_wishlist import ActionCountWishlist
from actions.remove_gift import ActionRemoveGift
from actions.save_gift import ActionSaveGift
from actions.share_wishlist import ActionShareWishlist
from actions.show_wishlist import ActionShowWishlist
from actions.slots import GiftState
from actions.unshare_wishlist import ActionUnshareWishlist
from tests.support.acting import Stage
from tests.support.tracker import SENDER, tracker

PAGE = GiftState(page=["dig", "lamp", "book"])


@pytest.mark.parametrize(
    ("text", "values", "saved"),
    [
        ("save the second one", {"ordinal": 2}, ["lamp"]),
        ("the first and the third", {"ordinal": [1, 3]}, ["dig", "book"]),
        ("the last one", {"ordinal": -1}, ["book"]),
        ("save them all", {"ordinal": 0}, ["dig", "lamp", "book"]),
        ("save both", {"ordinal": 0}, ["dig", "lamp"]),
        ("i'd like the first two on my list", {"ordinal": 1}, ["dig", "lamp"]),
        ("save the last two", {"ordinal": -1}, ["lamp", "book"]),
        ("save the green one and the atlas", {}, ["lamp", "book"]),
        ("save the atlas", {}, ["book"]),
        ("save the green one", {}, ["lamp"]),
        ("", {"product_id": "tea"}, ["tea"]),
    ],
)
async def test_save(stage: Stage, text: str, values: dict[str, Any], saved: list[str]) -> None:
    answer = await stage.run(ActionSaveGift(), tracker("save_gift", text, state=PAGE, **values))
    assert stage.wishlist.ids == {SENDER: saved}
    assert answer.kinds == ["wishlist"]
    assert answer.of("wishlist")["product_ids"] == saved
    assert answer.of("wishlist")["share_url"] is None
    assert answer.slots["gift_state"]["focus"] == saved


@pytest.mark.parametrize("values", [{"ordinal": 7}, {}, {"product_id": "unknown"}])
async def test_save_which(stage: Stage, values: dict[str, Any]) -> None:
    answer = await stage.run(ActionSaveGift(), tracker("save_gift", "save the dinosaurs", state=PAGE, **values))
    assert answer.payloads == [f'/save_gift{{"product_id": "{name}"}}' for name in PAGE.page]
    assert stage.wishlist.ids == {}


async def test_save_before_anything_was_shown(stage: Stage) -> None:
    answer = await stage.run(ActionSaveGift(), tracker("save_gift", "save it"))
    assert [message["text"] for message in answer.messages] == ["nothing_shown"]


async def test_a_full_list(stage: Stage) -> None:
    stage.wishlist.limit = 1
    answer = await stage.run(ActionSaveGift(), tracker("save_gift", "all", state=PAGE, ordinal=0))
    assert answer.messages[-1]["text"] == "wishlist_full"
    assert stage.wishlist.ids == {SENDER: ["dig"]}


@pytest.mark.parametrize(
    ("text", "values", "left"),
    [
        ("remove the first", {"ordinal": 1}, ["tea"]),
        ("take the tea off", {}, ["lamp"]),
        ("", {"product_id": "tea"}, ["lamp"]),
        ("take both off", {"ordinal": 0}, []),
        ("clear my list", {}, []),
        ("delete everything on my wishlist", {}, []),
    ],
)
async def test_remove(stage: Stage, text: str, values: dict[str, Any], left: list[str]) -> None:
    stage.wishlist.ids[SENDER] = ["lamp", "tea"]
    # What "the first" is, is said of the list, not of the page.
    answer = await stage.run(ActionRemoveGift(), tracker("remove_gift", text, state=PAGE, **values))
    assert stage.wishlist.ids[SENDER] == left
    assert answer.of("wishlist")["product_ids"] == left


@pytest.mark.parametrize("product_id", ["wool", "unknown"])
async def test_remove_what_is_not_on_the_list(stage: Stage, product_id: str) -> None:
    stage.wishlist.ids[SENDER] = ["lamp", "tea"]
    answer = await stage.run(ActionRemoveGift(), tracker("remove_gift", product_id=product_id))
    assert stage.wishlist.ids[SENDER] == ["lamp", "tea"]
    assert answer.kinds in (["wishlist"], ["quick_replies"])


async def test_remove_which(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["lamp", "tea"]
    answer = await stage.run(ActionRemoveGift(), tracker("remove_gift", "remove it"))
    assert answer.payloads == ['/remove_gift{"product_id": "lamp"}', '/remove_gift{"product_id": "tea"}']


@pytest.mark.parametrize(
    "action", [ActionRemoveGift(), ActionShowWishlist(), ActionShareWishlist(), ActionCountWishlist()]
)
async def test_an_empty_list(stage: Stage, action: Any) -> None:
    answer = await stage.run(action, tracker("show_wishlist"))
    assert [message["text"] for message in answer.messages] == ["wishlist_empty"]


async def test_show(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["lamp", "gone"]
    answer = await stage.run(ActionShowWishlist(), tracker("show_wishlist"))
    assert answer.kinds == ["wishlist", "product_cards"]
    assert answer.cards == ["lamp", "gone"]
    assert [card["saved"] for card in answer.of("product_cards")["items"]] == [True, True]
    assert answer.of("product_cards")["total"] == 2


async def test_share(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["lamp"]
    answer = await stage.run(ActionShareWishlist(), tracker("share_wishlist"))
    assert answer.of("wishlist")["share_url"] == "https://shop.example/w/token"
    assert ("shared", {"url": "https://shop.example/w/token"}) in stage.texts.said


async def test_save_what_was_just_talked_about(stage: Stage) -> None:
    state = GiftState(page=["dig", "lamp", "book"], focus=["book"])
    await stage.run(ActionSaveGift(), tracker("save_gift", "save that one", state=state))
    assert stage.wishlist.ids == {SENDER: ["book"]}


async def test_save_and_show_the_list(stage: Stage) -> None:
    answer = await stage.run(
        ActionSaveGift(), tracker("save_gift", "put the first on my list and show me the list", state=PAGE, ordinal=1)
    )
    assert answer.kinds == ["wishlist", "product_cards"]
    assert answer.cards == ["dig"]


async def test_what_was_cleared_can_be_put_back(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["lamp", "tea"]
    answer = await stage.run(ActionRemoveGift(), tracker("remove_gift", "clear my list"))
    assert answer.payloads == ['/save_gift{"product_id": ["lamp", "tea"]}']
    await stage.run(ActionSaveGift(), tracker("save_gift", product_id=["lamp", "tea"]))
    assert stage.wishlist.ids == {SENDER: ["lamp", "tea"]}


async def test_count(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["lamp", "tea"]
    answer = await stage.run(ActionCountWishlist(), tracker("count_wishlist"))
    assert answer.kinds == ["wishlist"]
    assert ("wishlist_count", {"count": "count.many", "total": "$44"}) in stage.texts.said


async def test_share_what_was_talked_about(stage: Stage) -> None:
    state = GiftState(page=["dig", "lamp"], focus=["lamp"])
    answer = await stage.run(ActionShareWishlist(), tracker("share_wishlist", "send it to my husband", state=state))
    assert answer.of("wishlist")["product_ids"] == ["lamp"]
    assert answer.of("wishlist")["share_url"]


async def test_take_the_link_back(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["lamp"]
    answer = await stage.run(ActionUnshareWishlist(), tracker("unshare_wishlist"))
    assert [message["text"] for message in answer.messages] == ["not_shared"]
    await stage.run(ActionShareWishlist(), tracker("share_wishlist"))
    answer = await stage.run(ActionUnshareWishlist(), tracker("unshare_wishlist"))
    assert [message["text"] for message in answer.messages] == ["unshared"]
    assert await stage.wishlist.active_share(SENDER) is None
