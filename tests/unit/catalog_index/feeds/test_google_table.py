"""Google Merchant CSV and TSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_index.feeds import FeedError, FeedFormat, FeedOptions, open_feed
from catalog_index.product import Availability, Money
from tests.support.feeds import OPTIONS, google_csv, read, write

FULL_ROW = {
    "id": "sku-7",
    "title": "Dinosaur Dig Kit &amp; Brush",
    "description": "<p>Dig up twelve fossils.</p><ul><li>Plaster</li><li>Ages 6-10</li></ul>",
    "link": "https://shop.example/p/7",
    "image_link": "https://img.example/7.jpg",
    "additional_image_link": "https://img.example/7b.jpg,https://img.example/7c.jpg?a=1,2",
    "price": "29.90 USD",
    "sale_price": "24.90 USD",
    "availability": "in stock",
    "brand": "Digger & Co",
    "product_type": "Toys > Science > Fossils",
    "google_product_category": "Toys & Games > Toys > Educational Toys",
    "age_group": "kids",
    "gender": "unisex",
    "material": "plaster",
    "color": "sand/brown",
    "product_highlight": "Real tools",
    "custom_label_0": "birthday|christmas",
    "custom_label_1": "dinosaurs|science",
    "mpn": "DK-7",
}


def test_every_field_finds_its_place(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path, google_csv(FULL_ROW)))
    product = entry.product
    assert product is not None
    assert entry.problems == ()
    assert product.to_json() == {
        "id": "sku-7",
        "title": "Dinosaur Dig Kit & Brush",
        "description": "Dig up twelve fossils.\nPlaster\nAges 6-10",
        "price": {"amount": "29.90", "currency": "USD"},
        "sale_price": {"amount": "24.90", "currency": "USD"},
        "link": "https://shop.example/p/7",
        "availability": "in_stock",
        "images": ["https://img.example/7.jpg", "https://img.example/7b.jpg", "https://img.example/7c.jpg?a=1,2"],
        "brand": "Digger & Co",
        "categories": ["Toys", "Science", "Fossils", "Toys & Games", "Educational Toys"],
        "age_group": "kids",
        "age_min": 6.0,
        "age_max": 10.0,
        "gender": "unisex",
        "interests": ["dinosaurs", "science"],
        "occasions": ["birthday", "christmas"],
        "attributes": {
            "material": "plaster",
            "color": "sand/brown",
            "product_highlight": "Real tools",
            "mpn": "DK-7",
        },
    }


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separators_are_told_from_the_header(tmp_path: Path, separator: str) -> None:
    path = write(tmp_path, google_csv({"title": "Kit, with; many | signs\tinside"}, separator=separator))
    feed = open_feed(path)
    assert feed.format is FeedFormat.GOOGLE_TABLE
    (entry,) = feed.entries(OPTIONS)
    assert entry.product is not None
    assert entry.product.title == "Kit, with; many | signs inside"


@pytest.mark.parametrize("start", ["\n\n", "sep=,\n"])
def test_what_stands_before_the_header(tmp_path: Path, start: str) -> None:
    entries = read(write(tmp_path, start + google_csv({}, {"price": "0"})))
    assert [entry.product is not None for entry in entries] == [True, False]
    lines = start.count("\n")
    assert [entry.line for entry in entries] == [lines + 2, lines + 3]


def test_headers_as_google_sheets_and_xml_people_write_them(tmp_path: Path) -> None:
    text = (
        "g:ID,Title,Description,Link,g:Image Link,Price\n1,Kit,Dig,https://s.example/1,https://s.example/1.jpg,5 EUR\n"
    )
    (entry,) = read(write(tmp_path, text))
    assert entry.product is not None
    assert entry.product.images == ("https://s.example/1.jpg",)
    assert entry.product.price == Money(Decimal("5.00"), "EUR")


def test_a_bad_row_is_reported_and_the_rest_goes_in(tmp_path: Path) -> None:
    rows = [
        {},
        {"price": "0"},
        {"price": "-3 USD"},
        {"price": "a lot"},
        {"link": "javascript:alert(1)"},
        {"link": "/p/6"},
        {"title": " "},
        {"id": ""},
        {"availability": "perhaps"},
        {},
    ]
    entries = read(write(tmp_path, google_csv(*rows)))
    assert [entry.product.id for entry in entries if entry.product] == ["a1", "a10"]
    told = [(p.line, p.field, p.value) for entry in entries for p in entry.problems]
    assert told == [
        (3, "price", "0"),
        (4, "price", "-3 USD"),
        (5, "price", "a lot"),
        (6, "link", "javascript:alert(1)"),
        (7, "link", "/p/6"),
        (8, "title", ""),
        (9, "id", ""),
        (10, "availability", "perhaps"),
    ]


def test_all_that_is_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path, google_csv({"price": "0", "link": "data:x", "title": ""})))
    assert entry.product is None
    assert {problem.field for problem in entry.problems} == {"price", "link", "title"}


def test_lines_count_line_ends_inside_cells(tmp_path: Path) -> None:
    rows = [{"description": "one\ntwo\nthree"}, {"price": "0"}, {"price": "x"}]
    entries = read(write(tmp_path, google_csv(*rows)))
    assert [entry.line for entry in entries] == [2, 5, 6]


def test_long_values_are_cut_and_unprintable_ones_escaped_in_reports(tmp_path: Path) -> None:
    (entry, other) = read(write(tmp_path, google_csv({"price": "x" * 500}, {"link": "java\x01script:"})))
    assert entry.problems[0].value == "x" * 79 + "…"
    assert other.problems[0].value == "java\\x01script:"


def test_duplicate_ids_the_first_that_can_be_used_wins(tmp_path: Path) -> None:
    rows = [
        {"id": "x", "price": "0"},
        {"id": "x", "title": "Second"},
        {"id": "x", "title": "Third"},
        {"id": "y"},
    ]
    entries = read(write(tmp_path, google_csv(*rows)))
    assert [entry.product.title if entry.product else None for entry in entries] == [
        None,
        "Second",
        None,
        "Dinosaur Dig Kit",
    ]
    (problem,) = entries[2].problems
    assert (problem.line, problem.field, problem.value) == (4, "id", "x")
    assert "line 3" in problem.reason


def test_bad_images_are_dropped_and_the_product_stays(tmp_path: Path) -> None:
    row = {"image_link": "data:image/png;base64,AAAA", "additional_image_link": "https://i.example/2.jpg, rel.jpg"}
    (entry,) = read(write(tmp_path, google_csv(row)))
    assert entry.product is not None
    assert entry.product.images == ("https://i.example/2.jpg",)
    assert [(p.field, p.value) for p in entry.problems] == [
        ("image_link", "data:image/png;base64,AAAA"),
        ("additional_image_link", "rel.jpg"),
    ]


@pytest.mark.parametrize(
    ("sale", "reason"),
    [("0", "above zero"), ("soon", "no number"), ("40.00 USD", "above the price"), ("20.00 EUR", "currency")],
)
def test_a_bad_sale_price_is_left_out_and_the_product_stays(tmp_path: Path, sale: str, reason: str) -> None:
    (entry,) = read(write(tmp_path, google_csv({"sale_price": sale})))
    assert entry.product is not None
    assert entry.product.sale_price is None
    assert entry.product.current_price == Money(Decimal("29.90"), "USD")
    assert reason in entry.problems[0].reason


def test_a_sale_counts_only_in_its_period(tmp_path: Path) -> None:
    row = {"sale_price": "20.00 USD", "sale_price_effective_date": "2026-11-01T00:00Z/2026-11-30T00:00Z"}
    path = write(tmp_path, google_csv(row))
    for day, expected in ((15, "20.00"), (30, "29.90")):
        now = datetime(2026, 11, day, 1, tzinfo=UTC)
        (entry,) = read(path, replace(OPTIONS, now=now))
        assert entry.product is not None
        assert entry.product.current_price.amount == Decimal(expected)
    (entry,) = read(write(tmp_path, google_csv({**row, "sale_price_effective_date": "soon"})))
    assert entry.product is not None
    assert entry.product.sale_price is None
    assert entry.problems[0].field == "sale_price_effective_date"


def test_availability_and_currency_defaults(tmp_path: Path) -> None:
    rows = [{"price": "5", "availability": "out of stock"}, {"price": "5", "availability": ""}]
    entries = read(write(tmp_path, google_csv(*rows)), FeedOptions(currency="GBP"))
    products = [entry.product for entry in entries if entry.product]
    assert [product.availability for product in products] == [Availability.OUT_OF_STOCK, Availability.IN_STOCK]
    assert {product.price.currency for product in products} == {"GBP"}


def test_campaign_labels_stay_attributes(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path, google_csv({"custom_label_0": "featured", "custom_label_1": "Gift Sets"})))
    assert entry.product is not None
    assert (entry.product.occasions, entry.product.interests) == ((), ())
    assert entry.product.attributes == {"custom_label_0": "featured", "custom_label_1": "Gift Sets"}


def test_the_demo_stores_links_are_moved(tmp_path: Path) -> None:
    row = {"link": "http://localhost:8000/store/p/1", "image_link": "http://localhost:8000/store/i/1.svg"}
    (entry,) = read(write(tmp_path, google_csv(row)), FeedOptions(store_url="http://localhost:9000/store"))
    assert entry.product is not None
    assert entry.product.link == "http://localhost:9000/store/p/1"
    assert entry.product.images == ("http://localhost:9000/store/i/1.svg",)


def test_a_huge_cell_refuses_its_row_only(tmp_path: Path) -> None:
    rows = [{}, {"description": "x" * 5_000_000}, {"title": "y" * 100_001}, {}]
    entries = read(write(tmp_path, google_csv(*rows)))
    assert [entry.product is not None for entry in entries] == [True, False, False, True]
    problem = entries[1].problems[0]
    assert (problem.line, problem.field, len(problem.value)) == (3, "description", 80)
    assert "5,000,000 characters" in problem.reason
    assert entries[2].problems[0].field == "title"


def test_the_cell_limit_is_a_setting(tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({"description": "x" * 50}, {"description": "x" * 51}))
    entries = read(path, replace(OPTIONS, max_cell_chars=50))
    assert [entry.product is not None for entry in entries] == [True, False]


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    text = "id,title,description,link,price\n1,A, b,c,https://s.example/1,5\n2,B,b,https://s.example/2,5\n3,C\n"
    entries = read(write(tmp_path, text))
    assert [entry.product.id if entry.product else None for entry in entries] == [None, "2", None]
    assert "6 cells, the header 5" in entries[0].problems[0].reason
    assert {problem.field for problem in entries[2].problems} == {"link", "price"}


@pytest.mark.parametrize("rest", ['4,"D",d,https://s.example/4,5\n', "4,D,d,https://s.example/4,5\n"])
def test_an_unclosed_quote_costs_its_own_row_only(tmp_path: Path, rest: str) -> None:
    text = (
        "id,title,description,link,price\n"
        "1,A,a,https://s.example/1,5\n"
        '2,"B,b,https://s.example/2,5\n'
        "3,C,c,https://s.example/3,5\n"
    )
    entries = read(write(tmp_path, text + rest))
    assert [entry.product.id if entry.product else None for entry in entries] == ["1", None, "3", "4"]
    assert [entry.line for entry in entries] == [2, 3, 4, 5]
    assert "quote" in entries[1].problems[0].reason


@pytest.mark.parametrize("column", ["id", "title", "description", "link", "price"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    columns = [name for name in ("id", "title", "description", "link", "price", "brand") if name != column]
    text = ",".join(columns) + "\n" + ",".join("x" for _ in columns) + "\n"
    with pytest.raises(FeedError, match=f"no column {column}\\."):
        open_feed(write(tmp_path, text))


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_feed(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FeedError, match="empty"):
        open_feed(write(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("hello world\nmore\n", "not a feed we know; its first line reads: hello world"),
        ("<!DOCTYPE html><html></html>", "web page"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(FeedError, match=message):
        open_feed(write(tmp_path, content))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="can't be opened: No such file"):
        open_feed(tmp_path / "nowhere.csv")
    with pytest.raises(FeedError, match="can't be opened"):
        open_feed(tmp_path)


def test_a_header_without_rows(tmp_path: Path) -> None:
    assert read(write(tmp_path, google_csv())) == []


def test_reading_is_a_stream(tmp_path: Path) -> None:
    entries = open_feed(write(tmp_path, google_csv(*({} for _ in range(1000))))).entries(OPTIONS)
    assert next(entries).line == 2
    assert next(entries).line == 3
