"""The demo store over HTTP."""

from __future__ import annotations

import json
import re

import pytest

from bot.pages.templates import json_ld
from catalog_index.product import Availability
from tests.support.gateway import FakeCatalog, running_gateway


def titles(html: str) -> list[str]:
    return re.findall(r'<h3 class="card-title">([^<]*)</h3>', html)


def structured(html: str) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(text)


@pytest.mark.parametrize("path", ["/", "/store/"])
async def test_the_root_leads_to_the_store(shop, path):
    response = await shop.http.get(path)
    assert (response.status_code, response.headers["location"]) == (307, "/store")


async def test_the_front_page(shop):
    response = await shop.http.get("/store")
    assert response.status_code == 200
    assert '<script src="/widget.js" async></script>' in response.text
    assert "The Gift Cupboard" in response.text
    assert len(titles(response.text)) == 24
    assert "/store?category=toys-games" in response.text
    assert 'rel="next"' in response.text and "page=2" in response.text


async def test_pages_show_everything_once(shop):
    seen = [title for page in (1, 2) for title in titles((await shop.http.get(f"/store?page={page}")).text)]
    assert len(seen) == len(set(seen)) == 34


async def test_search_by_title(shop):
    assert titles((await shop.http.get("/store?q=DINOSAUR wood")).text) == ["Wooden dinosaur"]
    nothing = (await shop.http.get("/store?q=zeppelin")).text
    assert titles(nothing) == [] and "data-giftfinder" in nothing


async def test_a_misspelt_search_finds_what_was_meant(shop):
    assert titles((await shop.http.get("/store?q=dinosuar")).text) == ["Wooden dinosaur", "Sold-out dinosaur"]
    assert titles((await shop.http.get("/store?q=dinosuar&category=home-decor")).text) == ["Wooden dinosaur"]
    assert titles((await shop.http.get("/store?q=dinosuar&under=10")).text) == ["Wooden dinosaur"]
    dear = (await shop.http.get("/store?q=dinosuar&sort=price-down")).text
    assert titles(dear) == ["Sold-out dinosaur", "Wooden dinosaur"]


async def test_where_a_title_has_the_words_no_other_search_is_asked(shop, monkeypatch):
    monkeypatch.setattr("bot.store.endpoints.find_close", None)
    assert titles((await shop.http.get("/store?q=dinosaur&under=5")).text) == []


async def test_by_category_price_and_order(shop):
    assert titles((await shop.http.get("/store?category=home-decor")).text) == ["Wooden dinosaur"]
    cheap = titles((await shop.http.get("/store?under=11&sort=price-up")).text)
    assert cheap == ["Wooden dinosaur", "Gift number 0", "Gift number 1"]
    dear = titles((await shop.http.get("/store?over=38&sort=price-down&category=toys-games")).text)
    assert dear == ["Sold-out dinosaur", "Gift number 29", "Gift number 28"]


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=9999999999", "page=x", "page=²", "under=NaN", "under=1e99999", "under=,", "sort=up"],
)
async def test_a_query_that_makes_no_sense_is_no_error(shop, query):
    response = await shop.http.get(f"/store?{query}")
    assert response.status_code == 200 and titles(response.text)


async def test_a_hostile_search_is_text(shop):
    html = (await shop.http.get("/store", params={"q": '"><script>alert(1)</script>', "sort": "price-up"})).text
    assert "<script>alert" not in html
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


async def test_a_link_can_ask_for_the_open_widget(shop):
    assert 'async data-open="true"></script>' in (await shop.http.get("/store?giftfinder=open")).text


async def test_an_empty_catalog(make_settings):
    catalog = FakeCatalog()
    catalog._products.clear()
    async with running_gateway(make_settings(), catalog) as empty:
        response = await empty.http.get("/store?category=toys-games&q=bear")
    assert response.status_code == 200 and "The shelves are being filled" in response.text


async def test_a_new_catalog_version_is_set_out(shop, catalog):
    assert len(titles((await shop.http.get("/store?q=gift")).text)) == 24
    catalog._products = {"gift-1": catalog.get("gift-1")}
    catalog.version = "next"
    assert titles((await shop.http.get("/store")).text) == ["Gift number 1"]


async def test_a_product(shop):
    html = (await shop.http.get("/store/products/gift-100")).text
    for text in ("Wooden dinosaur", "by Otterby", "$7.50", "<del>$110.00</del>", "3-6", "beech wood", "Needs no glue"):
        assert text in html
    assert 'name="item" value="gift-100"' in html
    data = structured(html)
    assert (data["@type"], data["sku"]) == ("Product", "gift-100")
    assert data["offers"]["price"] == "7.50"
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert data["offers"]["url"] == "http://localhost:8000/store/products/gift-100"
    assert data["image"] == ["http://localhost:8000/store/pictures/teddy.5.svg"]
    assert data["audience"] == {"@type": "PeopleAudience", "suggestedMinAge": 3, "suggestedMaxAge": 6}


async def test_a_product_that_is_sold_out_can_not_be_put_in_the_basket(shop):
    html = (await shop.http.get("/store/products/gift-101")).text
    assert "Out of stock" in html and 'name="item"' not in html
    assert structured(html)["offers"]["availability"] == "https://schema.org/OutOfStock"


async def test_a_merchants_product_is_bought_at_the_merchants(shop):
    html = (await shop.http.get("/store/products/foreign")).text
    assert 'href="/go/foreign"' in html and 'src="https://cdn.example/a.jpg"' in html
    assert 'name="item"' not in html


async def test_hostile_product_texts_are_texts(shop):
    html = (await shop.http.get("/store/products/gift-102")).text
    assert "<script>alert" not in html
    data = structured(html)
    assert data["name"] == data["brand"]["name"] == """</script><script>alert("x")</script>'"""


def test_json_in_a_script_element_can_not_end_it():
    text = json_ld({"a": "</script><!-- & \u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!-- & \u2028"}


@pytest.mark.parametrize(
    "path",
    [
        "/store/products/unknown",
        "/store/nowhere",
        "/store/no/where",
        "/store/products/",
        "/store?category=unknown",
        "/store?category=unknown&q=dinosaur",
    ],
)
async def test_what_is_not_there(shop, path):
    response = await shop.http.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert '<section class="none tall">' in response.text


async def test_the_basket_buys_nothing(shop):
    html = (await shop.http.get("/store/basket?item=gift-100")).text
    assert "Wooden dinosaur" in html and "demo" in html
    assert (await shop.http.get("/store/basket?item=unknown")).status_code == 200


async def test_every_kind_of_availability_has_a_word(shop, catalog):
    from dataclasses import replace

    for availability in Availability:
        catalog._products["gift-1"] = replace(catalog.get("gift-1"), availability=availability)
        assert (await shop.http.get("/store/products/gift-1")).status_code == 200


async def test_no_inline_script_or_style(shop):
    for path in ("/store", "/store/products/gift-1", "/store/basket", "/store/nowhere"):
        response = await shop.http.get(path)
        assert "'unsafe-inline'" not in response.headers["content-security-policy"]
        assert not re.search(r"<style|\sstyle=|\son\w+=", response.text)


async def test_the_shop_has_the_merchants_name_where_it_is_set(make_settings, catalog):
    async with running_gateway(make_settings(store_name="Bright & Co"), catalog) as named:
        html = (await named.http.get("/store")).text
    assert "Bright &amp; Co" in html and "The Gift Cupboard" not in html
