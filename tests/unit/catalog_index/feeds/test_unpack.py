"""Packed feeds, and the limits that hold for them."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_index.feeds import FeedError, open_feed
from catalog_index.feeds import unpack as unpacking
from tests.support.feeds import OPTIONS, google_csv, read, write

CSV = google_csv({"title": "Größe"}, {}).encode()


def zipped(*files: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return content.getvalue()


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(CSV),
        zipped(("feed.csv", CSV)),
        zipped(("a/", b""), ("a/feed.csv", CSV), ("__MACOSX/._feed.csv", b"x")),
    ],
)
def test_packed_feeds_are_read_and_leave_nothing(tmp_path: Path, scratch: Path, content: bytes) -> None:
    path = write(tmp_path, content)
    with open_feed(path, OPTIONS) as feed:
        titles = [entry.product.title for entry in feed.entries(OPTIONS) if entry.product]
        assert titles == ["Größe", "Dinosaur Dig Kit"]
        assert len(list(scratch.iterdir())) == 1
    assert list(scratch.iterdir()) == []
    read(path)  # without `with`
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(CSV * 50)[:-20], "can't be unpacked.*cut off"),
        (gzip.compress(CSV)[:-4] + b"abcd", "can't be unpacked"),
        (b"\x1f\x8b\x08" + b"\x00" * 50, "can't be unpacked"),
        (b"PK\x03\x04" + b"\x00" * 50, "can't be unpacked"),
        (zipped(("feed.csv", CSV))[:-30], "can't be unpacked"),
        (zipped(("a.csv", CSV), ("b.csv", CSV)), "holds 2 files"),
        (zipped(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")), "Excel"),
        (zipped(), "not a feed|can't be unpacked|holds 0 files|zero bytes"),
    ],
)
def test_what_cannot_be_unpacked(tmp_path: Path, scratch: Path, content: bytes, message: str) -> None:
    with pytest.raises(FeedError, match=message):
        open_feed(write(tmp_path, content), OPTIONS)
    assert list(scratch.iterdir()) == []


def test_limits(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, gzip.compress(b"x" * 100_000))
    with pytest.raises(FeedError, match="more than the 50,000 bytes"):
        open_feed(path, replace(OPTIONS, max_unpacked_bytes=50_000))
    monkeypatch.setattr(unpacking, "_RATIO_FROM", 10_000)
    with pytest.raises(FeedError, match="200 times its size"):
        open_feed(path, OPTIONS)
    assert list(scratch.iterdir()) == []


def test_an_encrypted_archive(tmp_path: Path) -> None:
    content = bytearray(zipped(("feed.csv", CSV)))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FeedError, match="encrypted"):
        open_feed(write(tmp_path, bytes(content)), OPTIONS)
