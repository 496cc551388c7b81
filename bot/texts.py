"""Texts that the gateway itself says, from the locale files."""

from __future__ import annotations

import json
from functools import cache
from itertools import count
from pathlib import Path

_FOLDER = Path(__file__).parent / "locales"


class Texts:
    """The texts of one locale; what it lacks comes from English."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values filled in; KeyError for an unknown key."""
        return self._texts[key].format(**values)

    def has(self, key: str) -> bool:
        """Return whether there is such a text."""
        return key in self._texts

    def written(self, key: str) -> list[str]:
        """Return a text in all its wordings as they are written, holes and all; [] for an unknown key."""
        wordings = [f"{key}.{number}" for number in range(self.variants(key))]
        return [self._texts[name] for name in (key, *wordings) if name in self._texts]

    def variants(self, key: str) -> int:
        """Return how many wordings a text has: `key.0`, `key.1` ... without a gap."""
        return next(number for number in count() if f"{key}.{number}" not in self._texts)


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
            _take_over(texts, json.loads(path.read_text("utf-8")))
    return Texts(texts)


def _take_over(texts: dict[str, str], nearer: dict[str, str]) -> None:
    """Put a nearer locale's texts over the others; wordings of one text (`x.0`, `x.1`) never come from two locales."""
    own = {stem for key in nearer for stem, number in [key.rpartition(".")[::2]] if number.isdigit()}
    for key in [key for key in texts if key.rpartition(".")[0] in own and key.rpartition(".")[2].isdigit()]:
        del texts[key]
    texts.update(nearer)
