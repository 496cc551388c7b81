"""Tokens of results: they hold what was put in, and nothing else opens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.quiz.tokens import QuizResult, QuizTokens
from bot.wishlist.tokens import ShareTokens

RESULT = QuizResult(
    "someone", (("who", "friend", "friend"), ("taste", "vinyl records", "record-player.11")), ("gf-1", "a/b c")
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def tokens(secret: str = "a secret of thirty-two characters!") -> QuizTokens:
    return QuizTokens(SecretStr(secret), Path("/nowhere"))


def test_what_was_put_in_comes_out() -> None:
    token = tokens().token(RESULT)
    assert tokens().read(token) == RESULT
    assert tokens().token(RESULT) == token
    assert set(token) <= set(LETTERS)
    assert len(token) < 400


def test_any_change_closes_it() -> None:
    token = tokens().token(RESULT)
    for place, letter in enumerate(token):
        other = LETTERS[(LETTERS.index(letter) + 1) % len(LETTERS)]
        assert tokens().read(token[:place] + other + token[place + 1 :]) is None
    assert tokens().read(token[:-1]) is None
    assert tokens().read(token + "A") is None
    assert tokens().read(token + "=") is None


def test_another_key_opens_nothing() -> None:
    assert tokens("another secret of 32 characters!!").read(tokens().token(RESULT)) is None


@given(st.text(max_size=60))
def test_nonsense(text: str) -> None:
    assert tokens().read(text) is None


@pytest.mark.parametrize("token", ["", "A", "=", "a" * 100_000, "ü", "%00", "AAAA" * 20])
def test_odd_tokens(token: str) -> None:
    assert tokens().read(token) is None


def test_the_key_is_that_of_all_share_links(tmp_path: Path) -> None:
    QuizTokens(None, tmp_path).token(RESULT)
    key = (tmp_path / "share.key").read_bytes()
    assert len(key) == 32
    ShareTokens(None, tmp_path).token("c", datetime.now(UTC))
    assert (tmp_path / "share.key").read_bytes() == key
