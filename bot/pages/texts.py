"""Texts of the pages, from their own locale files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.texts import Texts, read_texts

_FOLDER = Path(__file__).parent / "locales"


@cache
def load_page_texts(locale: str) -> Texts:
    """Read the pages' texts: "en-GB" falls back to "en", anything unknown to English."""
    return read_texts(_FOLDER, locale)
