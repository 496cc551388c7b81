"""A policy file: front matter, headings with passages under them, and tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.policies.errors import PolicyError

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Other words for a passage, for those who ask: a comment under its heading, which the page doesn't show.
_ASKED = re.compile(r"^<!--\s*also asked:(.*?)-->[ \t]*$", re.IGNORECASE | re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells' text."""

    cells: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The cells as the file has them between its first and last bar."""
        return " | ".join(self.cells)


def quote_rows(table: Sequence[Row], rows: Sequence[Row]) -> str:
    """Rows of a table as the page has them, under the head of the table, without which figures mean nothing."""
    return "\n".join(row.text for row in (table[0], *rows))


def say_rows(table: Sequence[Row], rows: Sequence[Row]) -> str:
    """Rows of a table as lines that read by themselves: "Christmas, Standard: order by 16 December".

    A row is named by as many of its first cells as tell it from all others of the table, whose first row is its head.
    """
    head, *body = table
    count = next((n for n in range(1, len(head.cells)) if len({row.cells[:n] for row in body}) == len(body)), 1)
    return "\n".join(_say_row(head, row, count) for row in rows)


def _say_row(head: Row, row: Row, named: int) -> str:
    name = ", ".join(row.cells[:named])
    cells = zip(head.cells[named:], row.cells[named:], strict=True)
    told = ", ".join(f"{title[:1].lower()}{title[1:]} {cell}" for title, cell in cells if cell.strip("-–— "))
    return f"{name}: {told}" if told else name


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a table, as plain text; `rows` of a table begin with its head."""

    text: str
    line: int
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Passage:
    """What stands under one heading; `anchor` is the heading's id on the page, `asked` how else people ask for it."""

    anchor: str
    heading: str
    line: int
    asked: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, a block a line."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Policy:
    """One file; `front` is its front matter, `lines` where each of its keys stands, `tokens` its Markdown."""

    name: str
    file: str
    title: str
    updated: date | None
    front: dict[str, Any]
    lines: dict[str, int]
    passages: tuple[Passage, ...] = field(repr=False)
    tokens: Sequence[Token] = field(repr=False)

    def passage(self, anchor: str) -> Passage | None:
        """The passage with this anchor, or None."""
        return next((passage for passage in self.passages if passage.anchor == anchor), None)


def markdown() -> MarkdownIt:
    """The Markdown that is understood: CommonMark and tables; HTML in it is shown as text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def slug(heading: str) -> str:
    """The anchor of a heading: "What can't be returned" is "what-can-t-be-returned"."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-") or "part"


def read_policy(name: str, file: str, text: str) -> Policy:
    """Read a file; `name` is what it is called in addresses.

    Raises:
        PolicyError: the front matter is no mapping, there is no title, or two headings have the same anchor.
    """
    text = text.replace("\r\n", "\n")
    front, lines, first = _front_matter(file, text)
    body = text if first == 1 else "\n" * (first - 1) + text.split("\n", first - 1)[-1]
    asked = _asked(body)
    # Comments leave their line breaks behind, so that every line keeps its number.
    tokens = markdown().parse(_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), body))
    passages = _passages(file, tokens)
    for line, questions in asked:
        before = [passage for passage in passages if passage.line < line]
        if not before:
            raise PolicyError(file, line, "“Also asked” must stand under a heading")
        before[-1].asked += questions
    title = next((token for token in tokens if token.type == "heading_open" and token.tag == "h1"), None)
    if title is None:
        raise PolicyError(file, first, "there is no title (a line that begins with “# ”)")
    updated = front.get("updated")
    if updated is not None and type(updated) is not date:
        raise PolicyError(file, lines["updated"], f"“updated” must be a date such as 2026-11-02, not {updated!r}")
    heading = plain_text(tokens[tokens.index(title) + 1])
    return Policy(name, file, heading, updated, front, lines, tuple(passages), tokens)


def plain_text(inline: Token) -> str:
    """The text of an inline token without its marks."""
    parts = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(child.content)
    return "".join(parts).strip()


def _asked(body: str) -> list[tuple[int, tuple[str, ...]]]:
    """The "also asked" comments: the line of each, and its questions."""
    return [
        (body[: match.start()].count("\n") + 1, tuple(part.strip() for part in match[1].split(";") if part.strip()))
        for match in _ASKED.finditer(body)
    ]


def _front_matter(file: str, text: str) -> tuple[dict[str, Any], dict[str, int], int]:
    """The front matter, the line of each key, and the line after it."""
    match = _FRONT.match(text)
    if match is None:
        return {}, {}, 1
    try:
        front = yaml.safe_load(match[1]) or {}
        node = yaml.compose(match[1], Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise PolicyError(file, line, f"the front matter is no YAML: {error.problem}") from error
    if not isinstance(front, dict):
        raise PolicyError(file, 2, "the front matter must be “key: value” lines")
    keys = {key.value: key.start_mark.line + 2 for key, _ in node.value} if node else {}
    return front, keys, text[: match.end()].count("\n") + 1


def _passages(file: str, tokens: Sequence[Token]) -> list[Passage]:
    passages: list[Passage] = []
    rows: list[Row] = []
    cells: list[str] = []
    for number, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open":
            heading = plain_text(tokens[number + 1])
            anchor = slug(heading)
            if any(passage.anchor == anchor for passage in passages):
                raise PolicyError(file, line, f"a second heading “{heading}”: links to it would be ambiguous")
            passages.append(Passage(anchor, heading, line))
        elif token.type == "inline" and tokens[number - 1].type in ("th_open", "td_open"):
            cells.append(plain_text(token))
        elif token.type == "tr_open":
            cells, started = [], line
        elif token.type == "tr_close":
            rows.append(Row(tuple(cells), started))
        elif token.type == "table_close":
            if passages:
                passages[-1].blocks.append(Block("\n".join(row.text for row in rows), rows[0].line, tuple(rows)))
            rows = []
        elif token.type == "inline" and tokens[number - 1].type == "paragraph_open" and passages:
            passages[-1].blocks.append(Block(plain_text(token), line))
    return passages
