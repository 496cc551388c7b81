"""What is no longer liked, or was never theirs."""

from __future__ import annotations

import pytest

from tests.support.reading import read


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("he's over lego now", ["lego"]),
        ("tea is a bit boring", ["tea"]),
        ("the yoga is me, not him", ["yoga"]),
        ("no, knitting is my thing", ["knitting"]),
        ("he gave up drinking", []),
        ("the yoga is for him", []),
        ("the budget is mine", []),
    ],
)
def test_taken_back(text: str, dropped: list[str]) -> None:
    assert read(text).values("drop") == dropped
