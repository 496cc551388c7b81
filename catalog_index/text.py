"""HTML and untidy text -> plain text."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# C0 and C1 controls except tab and line ends, and the invisible characters that turn text around.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLOCKS = "p|div|br|li|ul|ol|dl|dt|dd|tr|td|th|table|h[1-6]|hr|section|article|header|footer|blockquote|pre"
_BLOCK_EDGE = re.compile(rf"(</?(?:{_BLOCKS})(?:\s[^<>]*|/)?>)", re.IGNORECASE)
_UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "head", "title"]


def looks_like_html(text: str) -> bool:
    """Whether the text holds a tag or an entity; "I <3 you" and "R&D" hold neither."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def has_control_characters(text: str) -> bool:
    """Whether the text holds control or direction-changing characters (tab and line ends count too)."""
    return bool(_CONTROL.search(text) or re.search(r"[\t\r\n]", text))


def one_line(text: str) -> str:
    """Plain text on one line: tags and entities resolved, controls gone, each run of blanks one space."""
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    """Plain text with a line for each paragraph, list item or table row of the HTML; no empty lines.

    Text without tags keeps its own line ends. Scripts, styles and embedded frames are left out.
    """
    if text.isascii() and text.isprintable() and "<" not in text and "&" not in text:
        return " ".join(text.split())  # most values of a feed; the rest would change nothing of them
    if _TAG.search(text):
        text = _without_tags(text)
    elif _ENTITY.search(text):
        text = html.unescape(text)
    lines = (" ".join(line.split()) for line in _CONTROL.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def _without_tags(text: str) -> str:
    # Line ends mean nothing in HTML; block elements make them.
    marked = _BLOCK_EDGE.sub(r"\n\1\n", " ".join(text.split()))
    tree = LexborHTMLParser(f"<body>{marked}</body>")
    tree.strip_tags(_UNSEEN)
    body = tree.body
    return body.text() if body is not None else ""
