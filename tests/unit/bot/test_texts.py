"""Locale files: fall-back to English, and wordings that come from one language."""

from __future__ import annotations

import json
from pathlib import Path

from bot.texts import load_texts, read_texts


def test_wordings_come_from_one_language(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text(json.dumps({"hi.0": "Hello.", "hi.1": "Hi.", "bye": "Bye."}))
    (tmp_path / "de.json").write_text(json.dumps({"hi.0": "Hallo."}))
    german, english = read_texts(tmp_path, "de"), read_texts(tmp_path, "en")
    assert (german("hi.0"), german.variants("hi"), german("bye")) == ("Hallo.", 1, "Bye.")
    assert english.variants("hi") == 2


def test_what_is_said_in_turn_has_two_wordings_at_least() -> None:
    texts = load_texts("en")
    keys = json.loads((Path(__file__).parents[3] / "bot/locales/en.json").read_text("utf-8"))
    stems = {key.removesuffix(".0") for key in keys if key.endswith(".0")}
    assert all(texts.variants(stem) >= 2 for stem in stems), [s for s in stems if texts.variants(s) < 2]


def test_voice() -> None:
    keys = json.loads((Path(__file__).parents[3] / "bot/locales/en.json").read_text("utf-8"))
    assert not [key for key, text in keys.items() if text.count("!") > 1]
    assert not [key for key, text in keys.items() if any(ord(c) > 0x1F000 for c in text)]
