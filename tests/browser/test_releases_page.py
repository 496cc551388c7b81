"""The section Releases of the merchants' page: a real import of a broken feed is held, seen, let serve, taken back."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.dialogue.training import ROOT
from bot.releases.store import ReleaseStore
from bot.settings import Settings
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import findings
from tests.browser.test_catalog_page import shop, sign_in

__all__ = ["shop"]
REASON = "Prices are in cents until Monday"


def broken(path: Path) -> Path:
    """The demo feed with every price a hundred times too high."""
    with (ROOT / "data/catalog/demo.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for name in ("price", "sale_price"):
            amount, _, currency = row[name].partition(" ")
            row[name] = f"{100 * float(amount):.2f} {currency}" if amount else ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(path: Path, settings: Settings) -> dict:
    """What came of an import by the command, which is a process of its own."""
    env = os.environ | {"GIFTFINDER_VAR_DIR": str(settings.var_dir)}
    command = [sys.executable, "-m", "bot", "catalog", "import", str(path), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)["release"]


def opened(page: Page, url: str) -> None:
    """Signed in, with the newest release open."""
    sign_in(page, url)
    page.get_by_role("link", name="Releases").click()
    expect(page.get_by_role("heading", name="Releases", exact=True)).to_be_visible()
    page.locator(".timeline .entry").first.click()
    expect(page.get_by_role("heading", name="Figures before and after")).to_be_visible()


def test_a_broken_feed_is_held_and_serves_only_with_a_reason(shop, new_page, tmp_path):
    url, settings = shop
    store = ReleaseStore(settings)
    before = store.active()
    made = imported(broken(tmp_path / "cents.csv"), settings)
    assert not made["serving"]
    assert store.active().id == before.id
    page = new_page(**DESKTOP, bypass_csp=True)
    opened(page, url)
    expect(page.locator(".timeline .entry").first).to_contain_text("held back")
    expect(page.locator(".verdict .held")).to_contain_text("prices changed 100-fold")
    lost = page.get_by_role("region", name="Requests that lost all results", exact=True)
    expect(lost).to_contain_text("judged")
    assert findings(page, "body") == []
    anyway = page.get_by_role("button", name="Let it serve anyway")
    expect(anyway).to_be_disabled()
    page.get_by_label("Why it may serve all the same").fill(REASON)
    anyway.click()
    expect(page.locator(".timeline .entry").first).to_contain_text("serves now")
    expect(page.locator(".verdict")).to_contain_text(REASON)
    assert store.active().id == made["id"]
    # The staff's log has it, with the name.
    page.goto(f"{url}/api/merchant/audit")
    assert {"release.activate", REASON} <= set(strings(json.loads(page.inner_text("body"))))
    page.goto(f"{url}/merchant#/releases")
    page.get_by_role("button", name="Go back to the release before").click()
    page.get_by_role("button", name="Go back", exact=True).click()
    expect(page.locator(".timeline .entry").last).to_contain_text("serves now")
    assert store.active().id == before.id


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_readable_everywhere(shop, new_page, tmp_path, size, colours):
    url, settings = shop
    imported(broken(tmp_path / "cents.csv"), settings)
    page = new_page(**size, color_scheme=colours, bypass_csp=True)
    opened(page, url)
    assert findings(page, "body") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if "SHOTS" in os.environ:
        name = f"releases-{size['viewport']['width']}-{colours}.png"
        page.screenshot(path=Path(os.environ["SHOTS"]) / name, full_page=True)


def strings(data: object) -> list[str]:
    """All texts in an answer, at any depth."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [data] if isinstance(data, str) else []
