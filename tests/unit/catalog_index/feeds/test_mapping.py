"""Any table, read by a saved column mapping; drafts of one, and previews."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalog_index.feeds import ColumnMapping, FeedError, FeedFormat, draft_for, open_feed, preview_feed
from catalog_index.product import Availability, Money
from tests.support.feeds import OPTIONS, google_csv, read, write

GERMAN = (
    "Artikel-Nr.;Bezeichnung;Kurztext;Langtext;VK brutto;Bestand;Bild;Hersteller;Warengruppe\r\n"
    "17;Teekanne „Müller“;Für vier Tassen.;<p>Aus Ton.</p>;1.299,50 €;3;https://i.example/17.jpg;Ton & Co;Küche > Tee\r\n"
    "A 2;Würfel;;;4,5;0;;;\r\n"
    "\r\n"
    "19;Gratis;;;0,00;1;;;\r\n"
)
MAPPING: dict[str, Any] = {
    "columns": {
        "id": "Artikel-Nr.", "title": "Bezeichnung", "description": ["Kurztext", "Langtext"], "price": "VK brutto",
        "stock": "Bestand", "image_link": "Bild", "brand": "Hersteller", "product_type": "Warengruppe",
    },
    "templates": {"link": "https://shop.example/p/{Artikel-Nr.}"},
    "currency": "EUR",
    "decimal": ",",
}  # fmt: skip


def test_a_german_table(tmp_path: Path) -> None:
    options = replace(OPTIONS, mapping=ColumnMapping.from_json(MAPPING))
    path = write(tmp_path, GERMAN, encoding="cp1252")
    feed = open_feed(path, options)
    assert (feed.format, feed.encoding) == (FeedFormat.MAPPED, "cp1252")
    pot, dice, free = feed.entries(options)
    assert pot.product is not None and dice.product is not None
    assert (pot.product.id, pot.product.title) == ("17", "Teekanne „Müller“")
    assert pot.product.price == Money(Decimal("1299.50"), "EUR")
    assert pot.product.description == "Für vier Tassen.\nAus Ton."
    assert (pot.product.brand, pot.product.categories) == ("Ton & Co", ("Küche", "Tee"))
    assert (dice.product.link, dice.product.price) == ("https://shop.example/p/A%202", Money(Decimal("4.50"), "EUR"))
    assert (pot.product.availability, dice.product.availability) == (Availability.IN_STOCK, Availability.OUT_OF_STOCK)
    assert (free.line, free.problems[0].field, free.problems[0].value) == (5, "VK brutto", "0.00")


@pytest.mark.parametrize(
    ("decimal", "text", "expected"),
    [
        (",", "1.299", "1299.00"), (",", "12,5 €", "12.50"), (",", "EUR 1.299,00", "1299.00"), (",", "3 499,90", "3499.90"),
        (".", "1,299", "1299.00"), (".", "1,299.5", "1299.50"), (".", "12.345", "12.35"), (None, "29.99 EUR", "29.99"),
    ],
)  # fmt: skip
def test_decimals_are_what_the_mapping_says(tmp_path: Path, decimal: str | None, text: str, expected: str) -> None:
    mapping = ColumnMapping.from_json({**MAPPING, "decimal": decimal})
    path = write(tmp_path, GERMAN.replace("1.299,50 €", text))
    entry = read(path, replace(OPTIONS, mapping=mapping))[0]
    assert entry.product is not None, entry.problems
    assert str(entry.product.price.amount) == expected


def test_words_and_values(tmp_path: Path) -> None:
    mapping = ColumnMapping.from_json(
        {
            "columns": {"id": "nr", "title": "name", "price": "preis", "availability": "lieferbar", "link": "url"},
            "values": {"brand": "Our own"},
            "words": {"availability": {"Ja": "in_stock", "nein": "out_of_stock"}},
        }
    )
    text = "nr,name,preis,lieferbar,url\n1,A,5,ja,https://s.example/1\n2,B,5,Nein,https://s.example/2\n3,C,5,bald,https://s.example/3\n"
    first, second, third = read(write(tmp_path, text), replace(OPTIONS, mapping=mapping))
    assert first.product is not None and second.product is not None
    assert (first.product.availability, first.product.brand) == (Availability.IN_STOCK, "Our own")
    assert second.product.availability is Availability.OUT_OF_STOCK
    assert (third.problems[0].field, third.problems[0].value) == ("lieferbar", "bald")


def test_a_link_cannot_be_smuggled_in(tmp_path: Path) -> None:
    mapping = ColumnMapping.from_json(
        {"columns": {"id": "a", "title": "b", "price": "c"}, "templates": {"link": "{a}"}}
    )
    text = "a,b,c\njavascript:alert(1),B,5\n"
    (entry,) = read(write(tmp_path, text), replace(OPTIONS, mapping=mapping))
    assert entry.product is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"columns": {"id": "a"}}, "does not say where title, price comes"),
        ({"columns": {**MAPPING["columns"], "id": "", "price": []}}, "does not say where id, price comes"),
        ({"columns": []}, "JSON object"),
        ({"colums": {}}, "unknown parts: colums"),
        ({"columns": {**MAPPING["columns"], "colour": "x"}}, "unknown fields: colour"),
        ({"columns": {**MAPPING["columns"], "title": 7}}, "title|not iterable"),
        ({"values": {"brand": 5}}, "brand must be text"),
        ({"decimal": "x"}, "decimal"),
        ({"separator": "::"}, "separator must be one of"),
        ({"encoding": "klingon"}, "encoding 'klingon' is not known"),
        ({"currency": "euro"}, "a code such as EUR"),
    ],
)
def test_what_is_no_mapping(change: dict[str, Any], message: str) -> None:
    with pytest.raises(FeedError, match=message):
        ColumnMapping.from_json({**MAPPING, **change})


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    options = replace(OPTIONS, mapping=ColumnMapping.from_json(MAPPING))
    with pytest.raises(FeedError, match=r"no column bezeichnung.*which the mapping names"):
        open_feed(write(tmp_path, GERMAN.replace("Bezeichnung", "Titel")), options)


def test_a_mapping_in_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(MAPPING), name="mapping.json")
    mapping = ColumnMapping.read(path)
    assert ColumnMapping.from_json(mapping.to_json()) == mapping
    for content in ("{", "[]"):
        with pytest.raises(FeedError):
            ColumnMapping.read(write(tmp_path, content, name="bad.json"))
    with pytest.raises(FeedError, match="can't be read"):
        ColumnMapping.read(tmp_path / "none.json")


def test_a_draft_names_what_it_can(tmp_path: Path) -> None:
    draft = draft_for(write(tmp_path, GERMAN, encoding="cp1252"), OPTIONS)
    assert draft["columns"] == {
        "id": "Artikel-Nr.", "title": "Bezeichnung", "description": "Langtext", "price": "VK brutto", "image_link": "Bild",
        "stock": "Bestand", "brand": "Hersteller", "product_type": "Warengruppe",
    }  # fmt: skip
    assert draft["templates"] == {"link": "https://shop.example.com/products/{Artikel-Nr.}"}
    # The draft of a table with its own links is a mapping as it is.
    own = draft_for(write(tmp_path, "SKU,Product Name,Retail Price (USD),URL\n"), OPTIONS)
    assert ColumnMapping.from_json(own).columns["price"] == ("Retail Price (USD)",)
    with pytest.raises(FeedError, match="None of the columns is known"):
        draft_for(write(tmp_path, "x1;x2\n1;2\n"), OPTIONS)


def test_a_preview(tmp_path: Path) -> None:
    options = replace(OPTIONS, mapping=ColumnMapping.from_json(MAPPING))
    found = preview_feed(write(tmp_path, GERMAN, encoding="cp1252"), options, limit=2).to_json()
    assert (found["format"], found["encoding"], found["separator"]) == ("CSV with a column mapping", "cp1252", ";")
    assert found["columns"][:2] == ["Artikel-Nr.", "Bezeichnung"]
    assert [product["id"] for product in found["products"]] == ["17", "A 2"]
    assert found["rows"][1] == {"Artikel-Nr.": "A 2", "Bezeichnung": "Würfel", "VK brutto": "4,5", "Bestand": "0"}
    google = preview_feed(write(tmp_path, google_csv({}, {"price": "0"})), OPTIONS)
    assert [problem["field"] for problem in google.to_json()["problems"]] == ["price"]
