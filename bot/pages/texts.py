"""Texts of the pages, from their own locale files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from bot.texts import Texts

_FOLDER = Path(__file__).parent / "locales"


@cache
def load_page_texts(locale: str) -> Texts:
    """Read the pages' texts: "en-GB" falls back to "en", anything unknown to English."""
    texts: dict[str, str] = {}
    for name in dict.fromkeys(["en", locale.split("-")[0], locale]):
        path = _FOLDER / f"{name}.json"
        if path.is_file():
            texts.update(json.loads(path.read_text("utf-8")))
    return Texts(texts)
