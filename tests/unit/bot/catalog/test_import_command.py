"""`giftfinder catalog import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.catalog import commands
from bot.catalog.fetch import FetchedFeed, FetchLimits
from catalog_index.versions import VersionStore
from tests.support.fake_encoder import HashEncoder
from tests.support.feeds import google_csv, merchant_feed, write

runner = CliRunner()


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("GIFTFINDER_STORE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(commands, "import_encoder", lambda settings: HashEncoder())


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "var" / "index")


def test_import(tmp_path: Path, store: VersionStore) -> None:
    path = write(tmp_path, google_csv({}, {"link": "javascript:alert(1)"}, {"image_link": "x"}))
    result = runner.invoke(commands.app, ["import", str(path)])
    assert result.exit_code == 0
    assert [product.id for product in store.load_current().index.products] == ["a1", "a3"]
    for text in ("Imported 2 products: 2 new", "Refused: 1 item", "javascript:alert(1)", str(store.current_id())):
        assert text in result.stdout


def test_json(tmp_path: Path, store: VersionStore) -> None:
    path = write(tmp_path, google_csv({}, {"price": "0"}))
    result = runner.invoke(commands.app, ["import", str(path), "--json"])
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (report["read"], report["added"], report["version"]) == (2, 1, store.current_id())
    assert [(entry["line"], entry["field"], entry["value"]) for entry in report["refused"]] == [(3, "price", "0")]


def test_dry_run(tmp_path: Path, store: VersionStore) -> None:
    result = runner.invoke(commands.app, ["import", str(write(tmp_path, google_csv({}))), "--dry-run"])
    assert result.exit_code == 0
    assert "Would import 1 product: 1 new" in result.stdout
    assert store.version_ids() == []


def test_when_nothing_can_go_in(tmp_path: Path, store: VersionStore) -> None:
    path = write(tmp_path, google_csv({"price": "[bold]free[/bold]"}))
    result = runner.invoke(commands.app, ["import", str(path)])
    assert result.exit_code == 2
    assert "Nothing was imported. None of the feed's 1 items could go in." in result.stderr
    assert "[bold]free[/bold]" in result.stderr
    result = runner.invoke(commands.app, ["import", str(path), "--json"])
    assert result.exit_code == 2
    assert json.loads(result.stdout)["refused"][0]["value"] == "[bold]free[/bold]"
    assert store.version_ids() == []


def test_a_missing_feed_and_a_wrong_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = runner.invoke(commands.app, ["import", str(tmp_path / "none.csv")])
    assert (result.exit_code, "can't be opened" in result.stderr) == (2, True)
    monkeypatch.setenv("GIFTFINDER_CURRENCY", "dollars")
    result = runner.invoke(commands.app, ["import", str(tmp_path / "none.csv")])
    assert (result.exit_code, "GIFTFINDER_CURRENCY" in result.stderr) == (2, True)


def test_a_running_import(tmp_path: Path, store: VersionStore) -> None:
    path = write(tmp_path, google_csv({}))
    with store.lock():
        result = runner.invoke(commands.app, ["import", str(path)])
    assert (result.exit_code, "another import" in result.stderr) == (2, True)


def test_settings_reach_the_feed(tmp_path: Path, store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIFTFINDER_STORE_URL", "https://jewels.example")
    monkeypatch.setenv("GIFTFINDER_CURRENCY", "EUR")
    result = runner.invoke(commands.app, ["import", str(merchant_feed("jewelery.csv"))])
    assert result.exit_code == 0
    product = store.load_current().index.products[0]
    assert product.link == "https://jewels.example/products/chain-bracelet"
    assert product.price.to_json() == {"amount": "44.99", "currency": "EUR"}
    assert "GIFTFINDER_STORE_URL" not in result.stderr


def test_a_shopify_feed_without_the_shops_address_is_mentioned() -> None:
    result = runner.invoke(commands.app, ["import", str(merchant_feed("jewelery.csv")), "--dry-run"])
    assert "GIFTFINDER_STORE_URL" in result.stderr


def test_a_format_that_is_given_and_one_that_does_not_exist(tmp_path: Path, store: VersionStore) -> None:
    path = write(tmp_path, '{"id": "a", "title": "Kit", "link": "https://s.example/a", "price": 5}\n')
    assert runner.invoke(commands.app, ["import", str(path), "--format", "jsonl"]).exit_code == 0
    assert [product.id for product in store.load_current().index.products] == ["a"]
    result = runner.invoke(commands.app, ["import", str(path), "--format", "excel"])
    assert (result.exit_code, "there is no format 'excel'" in result.stderr) == (2, True)
    result = runner.invoke(commands.app, ["import", str(path), "--format", "google-xml"])
    assert (result.exit_code, "looks like JSON Lines" in result.stderr) == (2, True)


OWN_TABLE = "Nr;Name;Preis;Seite\n1;Kanne;12,50 €;https://s.example/1\n2;Tasse;gratis;https://s.example/2\n"


def test_a_column_mapping_is_drafted_previewed_kept_and_used(tmp_path: Path, store: VersionStore) -> None:
    feed = str(write(tmp_path, OWN_TABLE, name="own.csv"))
    result = runner.invoke(commands.app, ["import", feed])
    assert (result.exit_code, "giftfinder catalog mapping" in result.stderr) == (2, True)
    draft = json.loads(runner.invoke(commands.app, ["mapping", feed]).stdout)
    assert draft["columns"]["title"] == "Name"
    draft = {"columns": draft["columns"] | {"id": "Nr", "link": "Seite"}, "decimal": ","}
    file = write(tmp_path, json.dumps(draft), name="mapping.json")
    result = runner.invoke(commands.app, ["mapping", feed, "--from", str(file), "--save", "own"])
    assert result.exit_code == 0, result.stderr
    for mapping in (str(file), "own"):
        result = runner.invoke(commands.app, ["preview", feed, "--mapping", mapping, "--json"])
        preview = json.loads(result.stdout)
        assert [product["price"] for product in preview["products"]] == [{"amount": "12.50", "currency": "EUR"}]
        assert preview["problems"][0]["field"] == "Preis"
    assert "Kanne" in runner.invoke(commands.app, ["preview", feed, "--mapping", "own"]).stdout
    result = runner.invoke(commands.app, ["import", feed, "--mapping", "own", "--json"])
    assert (result.exit_code, json.loads(result.stdout)["refused"][0]["line"]) == (0, 3)
    assert [product.title for product in store.load_current().index.products] == ["Kanne"]
    for wrong in (["--save", "../x"], ["--from", str(tmp_path / "none.json")]):
        assert runner.invoke(commands.app, ["mapping", feed, *wrong]).exit_code == 2


@pytest.mark.parametrize("name", ["report.csv", "report.json"])
def test_the_report_is_saved_also_when_nothing_went_in(tmp_path: Path, name: str) -> None:
    for rows in ([{}, {"price": "0"}], [{"price": "0"}]):
        feed = write(tmp_path, google_csv(*rows))
        runner.invoke(commands.app, ["import", str(feed), "--report", str(tmp_path / name)])
        text = (tmp_path / name).read_text("utf-8")
        assert "a price must be above zero" in text
        assert text.startswith("line,field" if name.endswith(".csv") else "{")
        (tmp_path / name).unlink()


def test_an_address_is_fetched(tmp_path: Path, store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fetch(url: str, folder: Path, limits: FetchLimits, told: Any) -> FetchedFeed:
        asked.append((url, limits.http, limits.private, limits.max_bytes))
        told(10, 20)
        return FetchedFeed(write(tmp_path, google_csv({})), "feed.csv", changed=True)

    monkeypatch.setattr(commands, "fetch_feed", fetch)
    url = "https://ada:pw@shop.example/feed.csv?key=secret"
    result = runner.invoke(commands.app, ["import", url, "--json"])
    assert (result.exit_code, json.loads(result.stdout)["source"]) == (0, "https://shop.example/feed.csv")
    assert store.load_current().manifest.source == "https://shop.example/feed.csv"
    monkeypatch.setenv("GIFTFINDER_FEED_URL", url)
    assert json.loads(runner.invoke(commands.app, ["import", "--json"]).stdout)["unchanged"] == 1
    assert asked == [(url, False, False, 2 << 30)] * 2
    assert "secret" not in result.output


def test_without_a_feed_or_with_one_that_is_not_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    result = runner.invoke(commands.app, ["import"])
    assert (result.exit_code, "GIFTFINDER_FEED_URL" in result.stderr) == (2, True)
    for url, reason in (
        ("http://shop.example/feed", "only https"), ("https://127.0.0.1/feed", "private network"), ("ftp://x/", "only https"),
    ):  # fmt: skip
        result = runner.invoke(commands.app, ["import", url])
        assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr
    monkeypatch.setenv("GIFTFINDER_FEED_URL", "http://shop.example/feed")
    result = runner.invoke(commands.app, ["import"])
    assert (result.exit_code, "GIFTFINDER_FEED_HTTP" in result.stderr) == (2, True)
