"""Questions about gifts that were shown: answers quote the shop, and "it" stays the gift talked about."""

import pytest

from catalog_index.versions import VersionStore
from tests.support.shopper import cards

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"


@pytest.fixture(scope="module")
def products(shared_stack):
    index = VersionStore(shared_stack.var / "index").load_current().index
    return {product.id: product for product in index.products}


def of(answer, kind):
    found = [message for message in answer["replies"] if message["type"] == kind]
    assert found, f"no {kind} among {answer['replies']}"
    return found[-1]


def own_words(product):
    return " ".join([product.title, product.description, *product.interests, *product.attributes.values()])


def test_two_gifts_side_by_side(shopper, products):
    shown = cards(shopper.say(OPENING)["replies"])
    message = of(shopper.say("compare the first and the third"), "comparison")
    assert [item["product_id"] for item in message["items"]] == [shown[0]["product_id"], shown[2]["product_id"]]
    for item in message["items"]:
        assert item["title"] in message["text"]
        product = products[item["product_id"]]
        assert all(reason["evidence"] in own_words(product) for reason in item["reasons"])
    assert all(len(row["values"]) == 2 and any(row["values"]) for row in message["rows"])
    assert len(message["unknown"]) == 2
    # What was compared is what is chosen from.
    best = of(shopper.say("which one would you pick?"), "product_cards")
    assert best["items"][0]["product_id"] in {shown[0]["product_id"], shown[2]["product_id"]}


def test_one_gift_in_detail(shopper, products):
    shown = cards(shopper.say(OPENING)["replies"])
    product = products[shown[1]["product_id"]]
    details = of(shopper.say("tell me more about the second one"), "product_details")
    assert details["item"]["product_id"] == product.id
    assert details["description"] == product.description
    assert details["usage"] == product.attributes.get("usage_tips", "")
    answer = of(shopper.say("what is it made of?"), "quick_replies")
    if material := product.attributes.get("material"):
        assert f"“{material}”" in answer["text"]
    stock = of(shopper.say("is it in stock?"), "quick_replies")
    assert product.title in stock["text"]
    saved = of(shopper.say("save it"), "wishlist")
    assert saved["product_ids"] == [product.id]


def test_what_is_not_said_is_not_made_up(shopper):
    shopper.say(OPENING)
    unknown = shopper.say("is the first one waterproof?")
    assert any(option["payload"] == "/hand_off" for option in of(unknown, "quick_replies")["options"])


def test_something_goes_with_it(shopper, products):
    shopper.say("a turntable or something for vinyl records for my brother, 35, up to 400, for his birthday")
    answer = shopper.say("what goes with the first one?")
    found = of(answer, "product_cards")
    kinds = [products[item["product_id"]].categories for item in found["items"]]
    assert any("Gift Wrap & Cards" in categories for categories in kinds)
    assert all(item["reasons"] for item in found["items"])


def test_something_like_it_but_cheaper(shopper, products):
    shown = cards(shopper.say(OPENING)["replies"])
    price = products[shown[0]["product_id"]].current_price.amount
    answer = shopper.say("something like the first but cheaper")
    items = of(answer, "product_cards")["items"]
    assert items
    assert all(products[item["product_id"]].current_price.amount < price for item in items)


def test_wrap_and_cards_are_no_gifts(shopper, products):
    answer = shopper.say("a gift for a friend under $8")
    for _ in range(4):
        for card in cards(answer["replies"]):
            assert "Gift Wrap & Cards" not in products[card["product_id"]].categories
        answer = shopper.say("more")
