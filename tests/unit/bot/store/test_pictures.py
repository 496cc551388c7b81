"""The demo catalog's pictures over HTTP, and static files."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

from bot.pages.assets import asset_url, load_assets
from bot.pages.pictures import PICTURES_FOLDER, PictureName, load_pictures

PALETTES = json.loads((PICTURES_FOLDER / "palettes.json").read_text("utf-8"))


async def test_a_drawing_in_its_colours(shop):
    response = await shop.http.get("/store/pictures/teddy.4.svg")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in response.headers["content-security-policy"]
    assert "max-age=2592000" in response.headers["cache-control"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert PALETTES["4"]["main"] in response.text and "{{" not in response.text


@pytest.mark.parametrize(
    "name",
    [
        "unknown.4.svg",
        "teddy.99.svg",
        "teddy.svg",
        "teddy.4.png",
        "Teddy.4.svg",
        "teddy.4.svg.svg",
        "teddy.4.svg%20",
        "teddy.%EF%BC%94.svg",
        "palettes.json",
        "..%2Fdemo.csv",
        "%2e%2e/%2e%2e/demo.csv",
        "..%2Fpictures%2Fteddy.4.svg",
        "%2Fetc%2Fpasswd",
        "teddy.4.svg%00",
        "",
    ],
)
async def test_any_other_name_is_a_404(shop, name):
    assert (await shop.http.get(f"/store/pictures/{name}")).status_code == 404


def test_every_drawing_is_well_formed_in_every_palette():
    pictures = load_pictures()
    names = [path.stem for path in PICTURES_FOLDER.glob("*.svg")]
    assert len(names) >= 100
    for name in names:
        for palette in PALETTES:
            svg = pictures.svg(PictureName(name, palette))
            assert "{{" not in svg
            ET.fromstring(svg)


def test_our_drawings_are_told_from_other_pictures():
    pictures = load_pictures()
    assert pictures.find("http://localhost:8000/store/pictures/teddy.4.svg") == PictureName("teddy", "4")
    assert pictures.find("https://shop.example/store/pictures/teddy.4.svg?x=1") == PictureName("teddy", "4")
    assert pictures.find("https://cdn.example/teddy.4.svg") is None
    assert pictures.find("http://localhost:8000/store/pictures/nothing.4.svg") is None


def test_another_list_has_another_preview():
    pictures = load_pictures()
    one = pictures.preview((PictureName("teddy", "4"),))
    assert one != pictures.preview((PictureName("teddy", "5"),))
    three = tuple(PictureName(name, "1") for name in ("teddy", "robot", "rocket"))
    assert pictures.preview((*three, PictureName("doll", "1"))) == pictures.preview(three)


async def test_static_files(shop):
    for name, asset in load_assets().items():
        response = await shop.http.get(asset_url(name))
        assert response.status_code == 200 and response.content == asset.content
        assert "immutable" in response.headers["cache-control"]
    assert "no-cache" in (await shop.http.get("/pages/store.css?v=old")).headers["cache-control"]
    assert "no-cache" in (await shop.http.get("/pages/store.css")).headers["cache-control"]


@pytest.mark.parametrize("name", ["unknown.css", "..%2Fassets.py", "%2e%2e%2fassets.py"])
async def test_no_other_file_is_served(shop, name):
    assert (await shop.http.get(f"/pages/{name}")).status_code == 404
