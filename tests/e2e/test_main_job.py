"""From a sentence to cards, a purchase link, a saved list and a shared page."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from catalog_index.feeds.links import moved
from catalog_index.versions import VersionStore
from tests.support.shopper import cards, texts

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"


@pytest.fixture(scope="module")
def products(shared_stack):
    index = VersionStore(shared_stack.var / "index").load_current().index
    return {product.id: product for product in index.products}


def test_one_sentence_is_enough(shopper, products):
    answer = shopper.say(OPENING)
    shown = cards(answer["replies"])
    assert len(shown) >= 3, texts(answer["replies"])
    brief = answer["brief"]
    assert brief["relationship"] == "niece"
    assert brief["age"] == {"min": 8, "max": 8}
    assert [interest.rstrip("s") for interest in brief["interests"]] == ["dinosaur"]
    assert (brief["budget"]["max"], brief["budget"]["currency"]) == (40, "USD")
    for card in shown:
        product = products[card["product_id"]]
        assert Decimal(card["price"]["amount"]) <= 40
        assert card["reasons"], f"{card['title']}: no reason"
        own_words = " ".join([product.title, product.description, *map(str, product.attributes.values())])
        for reason in card["reasons"]:
            assert reason["evidence"] in own_words or reason["evidence"] in repr(product)


def test_every_card_leads_to_the_products_own_link(shopper, stack, products):
    for card in cards(shopper.say(OPENING)["replies"]):
        path = urlsplit(card["url"]).path
        assert path == f"/go/{card['product_id']}"
        answer = httpx.get(stack.url + path, follow_redirects=False, trust_env=False)
        assert answer.status_code == 302
        target, own = (
            urlsplit(answer.headers["location"]),
            urlsplit(moved(products[card["product_id"]].link, f"{stack.url}/store")),
        )
        assert (target.netloc, target.path) == (own.netloc, own.path)
        assert parse_qs(target.query)["utm_source"] == ["giftfinder"]


def test_every_card_has_a_picture_and_a_page_in_the_demo_store(shopper, stack, products):
    for card in cards(shopper.say(OPENING)["replies"]):
        picture = httpx.get(httpx.URL(stack.url).join(urlsplit(card["image"]).path), trust_env=False)
        assert picture.status_code == 200
        assert picture.headers["content-type"].startswith("image/")
        page = httpx.get(stack.url + urlsplit(products[card["product_id"]].link).path, trust_env=False)
        assert page.status_code == 200
        assert card["title"].split(",")[0] in page.text.replace("&#39;", "'").replace("&amp;", "&")


def test_step_by_step_it_asks_only_for_what_is_missing(shopper):
    answer = shopper.say("hi")
    assert not cards(answer["replies"])
    answer = shopper.say("a gift for my dad")
    assert not cards(answer["replies"])
    shopper.say("he's 62")
    answer = shopper.say("gardening and coffee")
    assert cards(answer["replies"]), texts(answer["replies"])
    answer = shopper.say("between 20 and 60")
    assert all(20 <= Decimal(card["price"]["amount"]) <= 60 for card in cards(answer["replies"]))
    assert answer["brief"]["relationship"] == "father"
    assert answer["brief"]["budget"]["min"] == 20 and answer["brief"]["budget"]["max"] == 60


def test_a_correction_changes_brief_and_results(shopper):
    shopper.say(OPENING)
    answer = shopper.say("actually she's 9")
    assert answer["brief"]["age"] == {"min": 9, "max": 9}
    answer = shopper.say("make it 20")
    assert answer["brief"]["budget"]["max"] == 20
    assert all(Decimal(card["price"]["amount"]) <= 20 for card in cards(answer["replies"]))


def test_the_chips_edit_the_brief_too(shopper):
    shopper.say(OPENING)
    answer = shopper.call("PATCH", "/brief", json={"budget": {"min": None, "max": 15, "currency": "USD"}})
    assert answer.status_code == 200
    assert answer.json()["brief"]["budget"]["max"] == 15
    assert all(Decimal(card["price"]["amount"]) <= 15 for card in cards(answer.json()["replies"]))


def test_more_shows_other_gifts(shopper):
    first = {
        card["product_id"]
        for card in cards(shopper.say("gift for my mum who loves gardening, up to 80 dollars, she is 60")["replies"])
    }
    more = {card["product_id"] for card in cards(shopper.say("show me more")["replies"])}
    assert first and more and not first & more


def test_a_saved_list_is_shared_and_taken_back(shopper, stack):
    first, second = cards(shopper.say(OPENING)["replies"])[:2]
    for card in (first, second):
        assert shopper.call("PUT", f"/wishlist/items/{card['product_id']}").is_success
    saved = shopper.call("GET", "/wishlist").json()
    assert [item["product_id"] for item in saved["items"]] == [first["product_id"], second["product_id"]]
    total = Decimal(first["price"]["amount"]) + Decimal(second["price"]["amount"])
    assert Decimal(saved["total"]["amount"]) == total

    link = shopper.call("POST", "/wishlist/share").json()
    assert len(link["token"]) >= 22  # 128 bits in base64
    path = urlsplit(link["url"]).path
    page = httpx.get(stack.url + path, trust_env=False)
    assert page.status_code == 200
    assert "noindex" in page.headers.get("x-robots-tag", "") + page.text
    assert "og:title" in page.text and "og:image" in page.text
    for card in (first, second):
        assert f"/go/{card['product_id']}" in page.text
    assert shopper.id not in page.text and "niece" not in page.text

    assert shopper.call("DELETE", f"/wishlist/share/{link['token']}").is_success
    assert httpx.get(stack.url + path, trust_env=False).status_code in {404, 410}


def test_saving_and_sharing_by_chat(shopper):
    shown = cards(shopper.say(OPENING)["replies"])
    shopper.say("save the second one")
    saved = shopper.call("GET", "/wishlist").json()["items"]
    assert [item["product_id"] for item in saved] == [shown[1]["product_id"]]
    assert "/w/" in texts(shopper.say("share my list")["replies"])


def test_two_shoppers_do_not_meet(new_shopper):
    one, two = new_shopper(), new_shopper()
    one.say(OPENING)
    answer = two.say("something for my grandpa")
    assert answer["brief"]["interests"] == [] and answer["brief"]["budget"] is None
    assert one.call("GET").json()["brief"]["relationship"] == "niece"


def test_the_widget_is_served(stack):
    script = httpx.get(f"{stack.url}/widget.js", trust_env=False)
    assert script.status_code == 200
    assert "javascript" in script.headers["content-type"]
    assert script.headers["content-encoding"] == "gzip"
    assert int(script.headers["content-length"]) <= 25_000
