"""Which encoding a feed is in."""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from catalog_index.feeds.entry import FeedError

ENCODINGS_READ = "UTF-8 (with or without byte order mark), UTF-16 with byte order mark, Windows-1252 and Latin-1"
_CHUNK = 1 << 20
_SAMPLE_LINES = 2_000
_FILES = {
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
}


def detect_encoding(path: Path) -> str:
    """Return the Python codec to read the file with: "utf-8-sig", "utf-16" or "cp1252".

    A UTF-8 file with a few broken bytes is still "utf-8-sig": its rows are refused one by one.

    Raises:
        FeedError: another encoding, or no text at all; the message says which encodings are read.
        OSError: the file can't be read.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _refusal("it is in UTF-32")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _check_utf16(path)
        return "utf-16"
    for start, kind in _FILES.items():
        if head.startswith(start):
            raise FeedError(f"This is {kind}, not a feed. Save or export it as CSV, TSV or XML.")
    if b"\x00" in head:
        raise _refusal("it holds zero bytes, as UTF-16 without byte order mark or a binary file does")
    return _eight_bit(path)


def _refusal(found: str) -> FeedError:
    return FeedError(f"The feed's encoding is not read: {found}. Read are {ENCODINGS_READ}. Save it as UTF-8.")


def _check_utf16(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", True)
    except UnicodeDecodeError as cause:
        raise _refusal(f"it starts like UTF-16 but is not ({cause.reason})") from cause


def _eight_bit(path: Path) -> str:
    good, bad, lines = _count_utf8(path)
    # Western text in Windows-1252 hardly ever makes a valid UTF-8 sequence by chance.
    if not bad or good > 4 * bad:
        return "utf-8-sig"
    sample = b"".join(lines)
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError as cause:
        raise _refusal("it is neither valid UTF-8 nor Windows-1252") from cause
    if from_bytes(sample, cp_isolation=["cp1252"]).best() is None:
        guess = from_bytes(sample).best()
        raise _refusal(f"it looks like {guess.encoding}" if guess else "it is not valid UTF-8, nor Western text")
    return "cp1252"


def _count_utf8(path: Path) -> tuple[int, int, list[bytes]]:
    """Count valid non-ASCII characters and broken bytes; also give the first lines that are not ASCII."""
    good, bad = 0, 0
    lines: list[bytes] = []
    with path.open("rb") as file:
        while line := file.readline(_CHUNK):
            if line.isascii():
                continue
            counted = _count_line(line)
            good, bad = good + counted[0], bad + counted[1]
            if len(lines) < _SAMPLE_LINES:
                lines.append(line[:4096])
    return good, bad, lines


def _count_line(line: bytes) -> tuple[int, int]:
    try:
        line.decode()
    except UnicodeDecodeError:
        text = line.decode("utf-8", "surrogateescape")
        broken = sum("\udc80" <= c <= "\udcff" for c in text)
        return sum(c > "\x7f" for c in text) - broken, broken
    return 1, 0
