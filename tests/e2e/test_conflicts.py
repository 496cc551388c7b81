"""When wishes clash: the set that clashes is named, and each button opens exactly what it says."""

import re
from decimal import Decimal

import pytest

from catalog_index.versions import VersionStore
from tests.support.shopper import cards, texts

CLASHES = [
    "a gift for my 3-year-old nephew who loves whisky, up to 20",
    "something for my dad, 60, who loves telescopes, at most 10 dollars",
    "a gift for my mum who loves baking, nothing with steel, no wood and no wheat, under 12",
]
BUTTON = re.compile(r": (?P<count>\d+) gifts?, from \$(?P<lowest>[\d.]+)$")


@pytest.fixture(scope="module")
def products(shared_stack):
    index = VersionStore(shared_stack.var / "index").load_current().index
    return {product.id: product for product in index.products}


def buttons(answer):
    options = [option for message in answer["replies"] for option in message.get("options", [])]
    return [(option, match) for option in options if (match := BUTTON.search(option["title"]))]


@pytest.mark.parametrize("clash", CLASHES)
def test_each_button_opens_exactly_what_it_says(new_shopper, products, clash):
    first = new_shopper().say(clash)
    found = buttons(first)
    assert found, texts(first["replies"])
    for place, (option, said) in enumerate(found):
        shopper = new_shopper()
        again = buttons(shopper.say(clash))
        assert [title["title"] for title, _ in again] == [title["title"] for title, _ in found]
        answer = shopper.choose({"replies": [{"options": [again[place][0]]}]}, option["title"])
        (message,) = [m for m in answer["replies"] if m["type"] == "product_cards"]
        assert message["total"] == int(said["count"]), option["title"]
        # The cheapest that fits now costs what the button said.
        # A short row is filled with near misses, which come last and are not counted.
        seen = message["items"][: message["total"]]
        while len(seen) < message["total"] and (more := cards(shopper.say("more")["replies"])):
            seen += more
        prices = [products[item["product_id"]].current_price.amount for item in seen]
        assert min(prices) >= Decimal(said["lowest"])
        if len({item["product_id"] for item in seen}) == message["total"]:
            assert min(prices) == Decimal(said["lowest"])


def test_near_misses_break_nothing(new_shopper, products):
    for clash in CLASHES:
        for card in cards(new_shopper().say(clash)["replies"]):
            assert products[card["product_id"]].current_price.amount <= 20


def test_the_clash_is_named(shopper):
    answer = shopper.say("a gift for my 3-year-old nephew who loves whisky, up to 20")
    said = texts(answer["replies"])
    assert "whisky" in said
    assert answer["brief"]["interests"] == ["whisky"]
