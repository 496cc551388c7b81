"""The section Catalog of the merchants' page, with real imports: from the file to what became of it."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.catalog.encoder import share_encoders
from bot.dialogue.training import ROOT
from bot.releases.store import ReleaseStore
from bot.settings import load_settings
from catalog_index.versions import VersionStore
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import findings
from tests.support.merchant import PASSWORD
from tests.support.processes import wait_for
from tests.support.servers import free_port

EMAIL = "boss@shop.example"
OWN = "Nr;Was;Preis EUR\n1;Kupferkanne;19,90\n2;Globus;29,00\n3;Drachen;viel\n"


@pytest.fixture
def shop(tmp_path):
    """A gateway alone, with the demo catalog as its release: (address, settings)."""
    port, var = free_port(), tmp_path / "var"
    shutil.copytree(load_settings().index_dir, var / "index")
    share_encoders(load_settings(), var)
    own = {
        "PORT": port,
        "ACTIONS_PORT": free_port(),
        "RASA_PORT": free_port(),
        "VAR_DIR": var,
        "ACTIONS_SECRET": "x" * 32,
    }
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIFTFINDER_")}
    env |= {f"GIFTFINDER_{name}": str(value) for name, value in own.items()}
    settings = load_settings(var_dir=var)
    settings.models_dir.mkdir()
    (settings.models_dir / "giftfinder-demo.tar.gz").write_bytes(b"asked of nobody here")
    releases = ReleaseStore(settings)
    first = releases.make(VersionStore(settings.index_dir).current_id(), "giftfinder-demo.tar.gz", "adopted")
    releases.activate(first.id, "test", reason="the first")
    add = ["staff", "add", EMAIL, "--role", "merchant", "--password-stdin"]
    command = [sys.executable, "-m", "bot"]
    subprocess.run([*command, *add], cwd=ROOT, env=env, input=PASSWORD + "\n", text=True, check=True, timeout=60)
    with (tmp_path / "log").open("wb") as log:
        gateway = subprocess.Popen([*command, "serve"], cwd=ROOT, env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: _alive(url), 60)
        yield url, settings
    finally:
        gateway.terminate()
        gateway.wait(30)


def _alive(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/merchant#/catalog")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Catalog", exact=True)).to_be_visible()


def demo(path: Path, rows: slice) -> Path:
    with (ROOT / "data/catalog/demo.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = list(csv.reader(file))
    lines = lines[rows]
    lines[1][head.index("price")] = "much"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *lines])
    return path


def send(page: Page, path: Path) -> None:
    page.get_by_label("Choose a file").set_input_files(path)
    expect(page.get_by_role("heading", name=path.name)).to_be_visible()


def test_from_the_file_to_the_release(shop, new_page, tmp_path):
    url, settings = shop
    page = new_page(**DESKTOP)
    sign_in(page, url)
    before = ReleaseStore(settings).active()
    send(page, demo(tmp_path / "gifts.csv", slice(0, None)))
    expect(page.get_by_role("region", name="As it is read", exact=True)).to_contain_text("Organic Cotton Bunny")
    expect(page.get_by_text("Told by the content: Google Merchant CSV or TSV")).to_be_attached()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".told.good")).to_contain_text("It serves now.", timeout=120_000)
    expect(page.get_by_role("region", name="Refused", exact=True)).to_contain_text("much")
    with page.expect_download() as download:
        page.get_by_role("link", name="Report as CSV").click()
    assert "much" in Path(download.value.path()).read_text("utf-8")
    served = ReleaseStore(settings).active()
    assert (served.id != before.id, served.model, served.origin) == (True, before.model, "import")
    # A feed that lost most of the shop is held back, and says why.
    page.get_by_role("button", name="All imports").click()
    send(page, demo(tmp_path / "few.csv", slice(0, 40)))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".told.amber")).to_contain_text("held back", timeout=120_000)
    assert page.locator(".reasons li").count() >= 1
    assert ReleaseStore(settings).active().id == served.id
    page.reload()
    expect(page.get_by_role("button", name="few.csv")).to_contain_text("done")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
def test_it_is_for_everybody(shop, new_page, tmp_path, size, scheme):
    """axe-core finds nothing in the list, in a preview with the columns' form, and in a result."""
    url, _ = shop
    page = new_page(**size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    sign_in(page, url)
    shots = Path(os.environ["SHOTS"]) if "SHOTS" in os.environ else None

    def check(name: str) -> None:
        assert findings(page, "body") == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        if shots:
            page.screenshot(path=shots / f"{name}-{size['viewport']['width']}-{scheme}.png", full_page=True)

    check("catalog-list")
    path = tmp_path / "erp-export.csv"
    path.write_text(OWN, encoding="utf-8")
    send(page, path)
    expect(page.get_by_role("form", name="Columns")).to_be_visible()
    for field, column in (("id", "Nr"), ("title", "Was"), ("price", "Preis EUR")):
        page.get_by_label(f"Column: {field}", exact=True).select_option(column)
    page.get_by_label("{id}: link", exact=False).fill("https://shop.example/{Nr}")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_label("Prices are written").select_option(",")
    check("catalog-columns")
    page.get_by_role("button", name="Preview with these columns").click()
    expect(page.get_by_role("region", name="As it is read", exact=True)).to_contain_text("19.90 EUR")
    check("catalog-preview")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("region", name="Refused", exact=True)).to_contain_text("viel", timeout=120_000)
    check("catalog-result")
