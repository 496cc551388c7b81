"""Commands typed in haste."""

from __future__ import annotations

import pytest

from bot.nlu.typing_slips import without_slips


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("shwo moer", "show more"),
        ("sav the secnd", "save the second"),
        ("chaeper pls", "cheaper pls"),
        ("anothr one", "another one"),
        ("shoes", "shoes"),
        ("my mother", "my mother"),
        ("a safe for his coins", "a safe for his coins"),
        ("shwo me what you have for a boy of nine who likes trains", "shwo me what you have for a boy of nine who likes trains"),
        ("", ""),
    ],
)  # fmt: skip
def test_without_slips(text: str, meant: str) -> None:
    assert without_slips(text) == meant
