"""The public page: what it shows, what it must never show, what it does with hostile text."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.pages.assets import load_assets
from bot.pages.texts import load_page_texts
from bot.wishlist.page import heading

HOSTILE = """"><script>alert('x')</script> & Ella"""


class Read(HTMLParser):
    """A page as a browser reads it: elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def meta(self, name: str) -> str | None:
        found = [m["content"] for m in self.all("meta") if name in (m.get("name"), m.get("property"))]
        return found[0] if found else None


async def path_of(wishes, *ids: str, title: str | None = None) -> str:
    await wishes.save(*ids)
    return urlsplit((await wishes.share(title))["url"]).path


@pytest.mark.parametrize("path", ["/w/unknown", "/w/" + "a" * 32, "/w/%00", "/w/%3Cscript%3E"])
async def test_an_unknown_link_is_a_friendly_404(shop, path):
    response = await shop.http.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "noindex" in response.headers["x-robots-tag"]
    assert "<script>" not in response.text
    assert Read(response.text).all("h1")
    assert (await shop.http.get(f"{path}/picture.png")).status_code == 404


async def test_a_link_taken_back_is_a_404(wishes, shop):
    path = await path_of(wishes, "bear")
    assert (await shop.http.get(path)).status_code == 200
    await wishes.call("DELETE", f"/share/{path.rsplit('/', 1)[1]}")
    assert (await shop.http.get(path)).status_code == 404
    assert (await shop.http.get(f"{path}/picture.png")).status_code == 404


async def test_the_list_with_prices_and_links(wishes, shop):
    response = await shop.http.get(await path_of(wishes, "bear", "p1", title="Ella"))
    page = Read(response.text)
    assert "Gift ideas for Ella" in page.text
    assert [a["href"] for a in page.all("a") if "/go/" in a["href"]] == ["/go/bear", "/go/p1"]
    pictures = [image["src"] for image in page.all("img")]
    assert "/store/pictures/teddy.4.svg" in pictures
    assert "https://cdn.example/dig.jpg" in pictures
    assert "$19.00" in page.text and "<del>$24.90</del>" in response.text


async def test_it_shows_the_products_and_nothing_of_the_conversation(wishes, shop):
    await wishes.chat.say("something for my secret niece")
    html = (await shop.http.get(await path_of(wishes, "bear"))).text
    assert wishes.chat.id not in html and wishes.chat.token not in html and "niece" not in html


async def test_what_can_not_be_had_has_no_link(wishes, shop, catalog):
    path = await path_of(wishes, "bear", "sold-out", "p1")
    del catalog._products["p1"]
    response = await shop.http.get(path)
    assert response.text.count("No longer available") == 2
    assert [a["href"] for a in Read(response.text).all("a") if "/go/" in a["href"]] == ["/go/bear"]


async def test_nobody_finds_keeps_or_passes_on_the_address(wishes, shop):
    response = await shop.http.get(await path_of(wishes, "bear"))
    assert response.headers["x-robots-tag"] == "noindex, nofollow"
    assert Read(response.text).meta("robots") == "noindex, nofollow"
    assert "private" in response.headers["cache-control"]
    assert response.headers["referrer-policy"] == "no-referrer"


async def test_no_script_or_style_stands_in_the_page(wishes, shop):
    response = await shop.http.get(await path_of(wishes, "bear"))
    policy = dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    page = Read(response.text)
    assert all(script.get("src", "").startswith("/pages/") for script in page.all("script"))
    assert not page.all("style")
    assert not any("style" in attributes or "onclick" in attributes for _, attributes in page.elements)
    for script in page.all("script"):
        assert (await shop.http.get(script["src"])).status_code == 200


async def test_messengers_get_a_title_and_a_png(wishes, shop):
    path = await path_of(wishes, "bear", "p1", title="Ella")
    page = Read((await shop.http.get(path)).text)
    assert page.meta("og:title") == "Gift ideas for Ella"
    assert page.meta("og:url") == f"http://localhost:8000{path}"
    assert "Brown bear, Dinosaur dig" in page.meta("og:description")
    address = page.meta("og:image")
    assert address.startswith(f"http://localhost:8000{path}/picture.png")
    picture = await shop.http.get(address.removeprefix("http://localhost:8000"))
    assert picture.headers["content-type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture.content[16:24]) == (1200, 630)
    assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")


async def test_the_preview_is_a_shops_own_photo_where_there_is_no_drawing(wishes, shop):
    page = Read((await shop.http.get(await path_of(wishes, "p1"))).text)
    assert page.meta("og:image") == "https://cdn.example/dig.jpg"
    assert page.meta("og:image:width") is None


def test_a_short_row_of_gifts_is_centred():
    css = load_assets()["share.css"].content.decode()
    (rule,) = re.findall(r"^\.gifts \{(.*)\}$", css, re.MULTILINE)
    assert "flex-wrap: wrap" in rule and "justify-content: center" in rule


async def test_an_empty_list_is_a_page_with_a_picture_too(wishes, shop):
    page = Read((await shop.http.get(await path_of(wishes))).text)
    assert "Gift ideas" in page.text
    address = page.meta("og:image").removeprefix("http://localhost:8000")
    assert (await shop.http.get(address)).status_code == 200


async def test_messengers_may_ask_with_head(wishes, shop):
    response = await shop.http.head(await path_of(wishes, "bear"))
    assert (response.status_code, response.content) == (200, b"")


async def test_a_hostile_title_is_text_everywhere(wishes, shop):
    response = await shop.http.get(await path_of(wishes, "evil", title=HOSTILE))
    assert "<script>alert" not in response.text and "<img src=x" not in response.text
    page = Read(response.text)
    assert page.meta("og:title") == f"Gift ideas for {HOSTILE}"
    assert f"Gift ideas for {HOSTILE}" in page.text
    assert '<script>alert("1")</script>' in page.text
    assert not any("onerror" in attributes for _, attributes in page.elements)


async def test_the_ways_to_pass_it_on(wishes, shop):
    path = await path_of(wishes, "bear", title="Ella & Max")
    url = f"http://localhost:8000{path}"
    links = [a["href"] for a in Read((await shop.http.get(path)).text).all("a")]
    asked = {urlsplit(link).netloc: parse_qs(urlsplit(link).query) for link in links}
    text = f"Gift ideas for Ella & Max: {url}"
    assert asked["wa.me"] == {"text": [text]}
    assert asked["x.com"] == {"text": ["Gift ideas for Ella & Max"], "url": [url]}
    assert asked["www.facebook.com"] == {"u": [url]}
    (mail,) = [link for link in links if link.startswith("mailto:?")]
    assert parse_qs(urlsplit(mail).query) == {"subject": ["Gift ideas for Ella & Max"], "body": [text]}
    assert "http://localhost:8000/store?giftfinder=open" in links


async def test_a_picture_that_is_no_web_address_is_not_shown(wishes, shop, catalog):
    catalog._products["p1"] = replace(catalog.get("p1"), images=("javascript:alert(1)", "data:text/html,x"))
    html = (await shop.http.get(await path_of(wishes, "p1"))).text
    assert "javascript:" not in html and "data:text" not in html


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (None, "Gift ideas"),
        ("Ella", "Gift ideas for Ella"),
        ("Gift ideas for Ella", "Gift ideas for Ella"),
        ("Presents for Mum", "Presents for Mum"),
    ],
)
def test_headings(title, shown):
    assert heading(title, load_page_texts("en")) == shown
