"""JSON feeds read item by item: an array of objects, or an object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from catalog_index.feeds.entry import FeedError

# Numbers stay as they are written ("29.90"): prices are read by the same rules as everywhere.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda name: "")
_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\s,]*")
MOST_ITEM_CHARS = 16 << 20


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One value and the line it starts at; `problem` says why it could not be read, `text` is how it begins."""

    line: int
    value: Any
    problem: str | None = None
    text: str = ""


def line_items(file: IO[str]) -> Iterator[JsonItem]:
    """Yield the value of each line that is not empty; a line that is no JSON is a problem of its own.

    Raises:
        FeedError: a line is longer than 16 million characters.
    """
    number = 0
    while line := file.readline(MOST_ITEM_CHARS):
        number += 1
        if len(line) >= MOST_ITEM_CHARS:
            raise FeedError(f"Line {number} of the feed is longer than {MOST_ITEM_CHARS:,} characters.")
        text = line.strip().removeprefix("\ufeff")
        if text:
            yield _read_line(number, text)


def _read_line(number: int, text: str) -> JsonItem:
    try:
        return JsonItem(number, _DECODER.decode(text))
    except json.JSONDecodeError as cause:
        return JsonItem(number, None, f"the line is not valid JSON: {cause.msg} at character {cause.pos + 1}", text)
    except RecursionError:
        return JsonItem(number, None, "the JSON nests too deep", text)


class _Window:
    """The part of a file that is being read, and the line at which it starts."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._step = _CHUNK
        self.text = ""
        self.line = 1
        self.ended = False
        self.grow()

    def grow(self) -> None:
        """Read on; each time twice as much, so that a large item is not tried too often."""
        more = self._file.read(self._step)
        self._step = min(self._step * 2, MOST_ITEM_CHARS)
        self.text += more
        self.ended = not more

    def drop(self, end: int) -> None:
        """Forget what is before `end`."""
        self.line += self.text.count("\n", 0, end)
        self.text = self.text[end:]
        self._step = _CHUNK


def array_items(file: IO[str], start: re.Pattern[str]) -> Iterator[JsonItem]:
    """Yield the values of the array that follows `start` at the beginning of the file.

    Raises:
        FeedError: the JSON is not well-formed, cut off, or an item is longer than 16 million characters.
    """
    window = _Window(file)
    match = start.match(window.text)
    if match is None:
        raise FeedError("The JSON has no list of products at its start.")
    window.drop(match.end())
    while True:
        gap = _BETWEEN.match(window.text)
        window.drop(gap.end() if gap else 0)
        if window.text.startswith("]"):
            return
        yield _next_value(window)


def _next_value(window: _Window) -> JsonItem:
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text)
        except RecursionError as cause:
            raise FeedError(f"The JSON nests too deep, after line {window.line}.") from cause
        except json.JSONDecodeError as cause:
            if window.ended:
                line = window.line + window.text.count("\n", 0, cause.pos)
                raise FeedError(
                    f"The JSON is not well-formed or cut off: {cause.msg} in line {line}. Nothing of it was taken."
                ) from cause
            if len(window.text) > MOST_ITEM_CHARS:
                raise FeedError(
                    f"An item after line {window.line} is longer than {MOST_ITEM_CHARS:,} characters."
                ) from cause
            window.grow()
        else:
            item = JsonItem(window.line, value)
            window.drop(end)
            return item
