"""Saving, removing, showing and sharing by chat."""

from __future__ import annotations

from typing import Any

import pytest

from actions.remove_gift import ActionRemoveGift
from actions.save_gift import ActionSaveGift
from actions.share_wishlist import ActionShareWishlist
from actions.show_wishlist import ActionShowWishlist
from actions.slots import GiftState
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
    assert [(e["event"], e["name"]) for e in answer.events] == [("active_loop", None), ("slot", "requested_slot")]


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


@pytest.mark.parametrize("action", [ActionRemoveGift(), ActionShowWishlist(), ActionShareWishlist()])
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
