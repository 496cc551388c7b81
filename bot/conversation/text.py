"""Cleans and checks what a shopper wrote."""

from __future__ import annotations

import unicodedata

from bot.errors import InvalidError, TooLargeError

_KEPT_CONTROLS = frozenset("\n\t")
# Visible characters are not of these kinds: separators, controls, format marks, unassigned, combining marks.
_NOT_VISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Cs", "Mn", "Me"})


def clean(text: str) -> str:
    """Return the text without control characters (newline and tab stay), as valid Unicode, stripped.

    Marks that right-to-left scripts and emoji are made with stay as they are.
    """
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in normal if c in _KEPT_CONTROLS or unicodedata.category(c) != "Cc")
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept).strip()


def check_shopper_text(text: str, *, limit: int) -> str:
    """Return the cleaned text of a message.

    Raises:
        TooLargeError: more than `limit` characters (code points), counted before cleaning.
        InvalidError: nothing visible in it.
    """
    if len(text) > limit:
        raise TooLargeError(f"A message may have up to {limit} characters.", limit=limit)
    cleaned = clean(text)
    if all(unicodedata.category(c) in _NOT_VISIBLE for c in cleaned):
        raise InvalidError("The message is empty.", errors=[{"field": "text", "reason": "nothing visible in it"}])
    return cleaned
