"""Google Merchant feeds as RSS 2.0 or Atom with `g:` fields, read as a stream of items."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from catalog_index.feeds.encoding import ENCODINGS_READ
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem
from catalog_index.feeds.google import read_item
from catalog_index.feeds.source import Source

GOOGLE_NAMESPACE = "http://base.google.com/ns/1.0"
_ITEMS = {"item", "entry"}
_ROOTS = {"rss", "feed", "rdf", "channel", "products", "items"}
_CHUNK = 1 << 16
_MAX_DEPTH = 50
_DECLARED = re.compile(r"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_WESTERN = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii", "utf-8", "utf8"}


class XmlItem:
    """One item as collected: its line, its fields, and the first field that is longer than allowed."""

    __slots__ = ("fields", "line", "overlong", "plain")

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: dict[str, list[str]] = {}
        self.plain: dict[str, list[str]] = {}
        self.overlong: tuple[str, str] | None = None

    def merged(self) -> dict[str, list[str]]:
        """Fields by name; a `g:` field goes before a plain one of the same name."""
        return {**self.plain, **self.fields}


class _Collector:
    """Parser target that gathers items and keeps nothing else, so memory holds one item at a time."""

    def __init__(self, max_cell_chars: int) -> None:
        self.done: deque[XmlItem] = deque()
        self.root: str | None = None
        self.parser: Any = None
        self._limit = max_cell_chars
        self._path: list[str] = []
        self._item: XmlItem | None = None
        self._item_depth = 0
        self._parts: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if self.root is None:
            self.root = name
            if name not in _ROOTS:
                raise FeedError(f"This XML starts with <{name}>; read are RSS and Atom feeds with g: fields.")
        self._path.append(name)
        if len(self._path) > _MAX_DEPTH:
            raise FeedError(f"The XML nests deeper than {_MAX_DEPTH} levels; that is no product feed.")
        if self._item is None and name in _ITEMS:
            self._item, self._item_depth = XmlItem(self.parser.CurrentLineNumber), len(self._path)
        elif self._item is not None and len(self._path) == self._item_depth + 1:
            # Atom's <link href="..."/> has its value in an attribute; links to other things have a `rel`.
            href = attributes.get("href", "") if attributes.get("rel", "alternate") == "alternate" else ""
            self._parts, self._length = [href] if href else [], len(href)
        elif self._item is not None and self._parts and not self._parts[-1].endswith(":"):
            self._parts.append(":")  # g:shipping and the like: "US:Standard:4.95 USD", as in Google's text feeds

    def data(self, text: str) -> None:
        if self._item is None or len(self._path) <= self._item_depth:
            return
        self._length += len(text)
        if self._length <= self._limit:
            self._parts.append(text if len(self._path) == self._item_depth + 1 else text.strip())

    def end(self, tag: str) -> None:
        depth = len(self._path)
        name = self._path.pop()
        if self._item is None:
            return
        if depth == self._item_depth:
            self.done.append(self._item)
            self._item = None
        elif depth == self._item_depth + 1:
            self._keep(self._item, tag, name)

    def _keep(self, item: XmlItem, tag: str, name: str) -> None:
        value = "".join(self._parts).strip()
        if self._length > self._limit:
            item.overlong = item.overlong or (name, value)
        target = item.fields if tag.startswith("{" + GOOGLE_NAMESPACE) else item.plain
        target.setdefault(name, []).append(value)
        self._parts, self._length = [], 0

    def close(self) -> None:
        """Needed by the parser; nothing is left to do."""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].strip().lower()


def read_xml(source: Source, options: FeedOptions) -> Iterator[FeedEntry]:
    """Yield an entry for each item or entry of the feed.

    Raises:
        FeedError: not well-formed (with line), declares entities, is no feed, or its encoding is not read.
    """
    collector = _Collector(options.max_cell_chars)
    parser = DefusedXMLParser(target=collector, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    collector.parser = parser.parser
    try:
        with source.open() as file:
            head = file.read(_CHUNK)
            _check_declared(head, source.encoding)
            parser.feed(head)
            yield from _drain(collector, options)
            while chunk := file.read(_CHUNK):
                parser.feed(chunk)
                yield from _drain(collector, options)
        parser.close()
    except DefusedXmlException as cause:
        raise FeedError(
            "The XML declares entities, as an entity bomb does, so it is refused. Export it without a DTD."
        ) from cause
    except ParseError as cause:
        raise FeedError(f"The XML is not well-formed: {cause}. Nothing of it was taken.") from cause
    except UnicodeEncodeError as cause:
        line = parser.parser.CurrentLineNumber
        raise FeedError(
            f"The XML holds bytes that are not valid UTF-8, after line {line}. Read are {ENCODINGS_READ}."
        ) from cause
    yield from _drain(collector, options)


def _check_declared(head: str, encoding: str) -> None:
    # The bytes decide (a file may say UTF-8 and be Latin-1), but what calls itself Cyrillic is not Western.
    declared = _DECLARED.match(head)
    if encoding == "cp1252" and declared and declared.group(1).lower() not in _WESTERN:
        raise FeedError(f"The XML says its encoding is {declared.group(1)}. Read are {ENCODINGS_READ}.")


def _drain(collector: _Collector, options: FeedOptions) -> Iterator[FeedEntry]:
    while collector.done:
        item = collector.done.popleft()
        if item.overlong is not None:
            field, value = item.overlong
            reason = f"the field has more than the {options.max_cell_chars:,} characters that are read"
            yield FeedEntry(item.line, None, (RowProblem.at(item.line, field, value, reason),))
        else:
            yield read_item(item.line, item.merged(), options)
