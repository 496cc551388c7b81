"""Encodings that are read, and clear words about the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_index.feeds import FeedError, open_feed
from tests.support.feeds import google_csv, read, write

WESTERN = google_csv(
    {"title": "Café für Mädchen – “schön” 12 €", "description": "Ein Geschenk für große Brüder, naïve."}
)
LATIN = google_csv({"title": "Café für Mädchen", "description": "Ein Geschenk für große Brüder"})


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (WESTERN, "utf-8", "utf-8-sig"),
        (WESTERN, "utf-8-sig", "utf-8-sig"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "cp1252", "cp1252"),
        (LATIN, "latin-1", "cp1252"),
        (google_csv({"title": "Подарок 贈り物 🎁"}), "utf-8", "utf-8-sig"),
        (google_csv({"title": "Подарок 贈り物 🎁"}), "utf-16", "utf-16"),
    ],
)
def test_reads(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    path = write(tmp_path, text, encoding=encoding)
    assert open_feed(path).encoding == found
    (entry,) = read(path)
    assert entry.product is not None
    assert entry.product.title == text.splitlines()[1].split(",")[1].strip('"')


def test_utf_16_big_endian(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xfe\xff" + WESTERN.encode("utf-16-be"))
    (entry,) = read(path)
    assert entry.product is not None
    assert entry.product.title == "Café für Mädchen – “schön” 12 €"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (google_csv({"title": "これは日本語のテキストです"}).encode("shift_jis"), "not read"),
        (google_csv({"title": "Подарок для мамы", "description": "Очень красивый"}).encode("koi8-r"), "not read"),
        (google_csv({"title": "这是一个礼物店的产品说明"}).encode("gbk"), "not read"),
        (google_csv({}).encode("utf-16-le"), "zero bytes"),
        (google_csv({}).encode("utf-32"), "UTF-32"),
        (b"\xff\xfe" + google_csv({}).encode("utf-16-le") + b"\x00", "not"),
        (bytes(range(256)) * 40, "zero bytes"),
    ],
)
def test_refuses_and_says_what_is_read(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(FeedError, match=told) as caught:
        open_feed(write(tmp_path, content))
    for name in ("UTF-8", "UTF-16", "Windows-1252", "Latin-1"):
        assert name in str(caught.value)


@pytest.mark.parametrize(("start", "kind"), [(b"\xd0\xcf\x11\xe0", "old Excel"), (b"%PDF-1.7", "PDF")])
def test_other_kinds_of_files_are_called_by_their_name(tmp_path: Path, start: bytes, kind: str) -> None:
    with pytest.raises(FeedError, match=kind):
        open_feed(write(tmp_path, start + b"\x00" * 50))


def test_a_few_broken_bytes_in_utf_8_cost_their_row_only(tmp_path: Path) -> None:
    content = google_csv(*({"title": f"Größe {n} für Mädchen"} for n in range(10))).encode()
    content = content.replace("Größe 4".encode(), b"Gr\xf6\xdfe 4")
    entries = read(write(tmp_path, content))
    assert [entry.line for entry in entries if entry.product is None] == [6]
    problem = entries[4].problems[0]
    assert problem.field == "title"
    assert "not valid" in problem.reason
    assert entries[5].product is not None
    assert entries[5].product.title == "Größe 5 für Mädchen"
