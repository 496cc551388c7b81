"""Questions of fact about gifts shown: the shop's own words or none, and the same question about another gift."""

import pytest

from catalog_index.versions import VersionStore
from tests.support.shopper import cards, texts

OPENING = "gift for a 7 year old who likes bugs, below 30"


@pytest.fixture(scope="module")
def products(shared_stack):
    index = VersionStore(shared_stack.var / "index").load_current().index
    return {product.id: product for product in index.products}


@pytest.fixture
def row(shopper, products):
    return [products[card["product_id"]] for card in cards(shopper.say(OPENING)["replies"])]


def test_a_short_fact_and_the_same_for_another_one(shopper, row):
    first = texts(shopper.say("who is the maker of the first?")["replies"])
    assert row[0].brand in first
    second = texts(shopper.say("and the second?")["replies"])
    assert row[1].title in second
    assert row[1].brand in second


def test_a_question_through_the_row(shopper, row):
    said = texts(shopper.say("which of them is made of wood?")["replies"])
    wooden = [p.title for p in row if "wood" in p.attributes.get("material", "")]
    assert all(title in said for title in wooden)
    none = shopper.say("is there a whale among them?")
    assert not any(f"“{product.title}”" in texts(none["replies"]) for product in row)
    options = [option["payload"] for reply in none["replies"] for option in reply.get("options", [])]
    assert "/hand_off" in options


def test_what_is_not_said_is_not_made_up(shopper, row):
    answer = shopper.say("would the first one suit a left-handed person?")
    said = texts(answer["replies"])
    assert row[0].title in said
    assert not any(word in said.lower().split() for word in ("yes", "yes,", "no,"))
    options = [option["payload"] for reply in answer["replies"] for option in reply.get("options", [])]
    assert "/hand_off" in options


def test_before_anything_is_shown_it_leads_to_the_question(shopper):
    answer = shopper.say("compare the first two")
    kinds = [reply["type"] for reply in answer["replies"]]
    assert kinds == ["quick_replies"]
    assert any(option["payload"].startswith("/inform") for option in answer["replies"][0]["options"])
