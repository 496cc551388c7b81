"""Texts that the gateway itself says, from the locale files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "locales"


class Texts:
    """The texts of one locale; what it lacks comes from English."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values filled in; KeyError for an unknown key."""
        return self._texts[key].format(**values)


@cache
def load_texts(locale: str) -> Texts:
    """Read a locale's texts: "en-GB" falls back to "en", anything unknown to English."""
    return read_texts(_FOLDER, locale)


def read_texts(folder: Path, locale: str) -> Texts:
    """Read a locale's texts from a folder of locale files, with the same fall-back."""
    texts: dict[str, str] = {}
    for name in dict.fromkeys(["en", locale.split("-")[0], locale]):
        path = folder / f"{name}.json"
        if path.is_file():
            texts.update(json.loads(path.read_text("utf-8")))
    return Texts(texts)
