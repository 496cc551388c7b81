"""`giftfinder catalog import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.catalog import commands
from catalog_index.versions import VersionStore
from tests.support.fake_encoder import HashEncoder
from tests.support.feeds import google_csv, merchant_feed, write

runner = CliRunner()


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("GIFTFINDER_STORE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(commands, "SentenceEncoder", HashEncoder)


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
