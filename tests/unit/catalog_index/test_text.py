"""HTML and untidy text -> plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_index.text import has_control_characters, looks_like_html, one_line, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Classic  clay pot</p>", "Classic clay pot"),
        ("<p>Gem</p>\n<ul>\n<li>Silver &amp; gold</li><li>14 inches</li></ul>", "Gem\nSilver & gold\n14 inches"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("so <b>bo</b>ld", "so bold"),
        ("a<script>alert(1)</script>b<style>p{}</style>", "ab"),
        ("<table><tr><td>Size</td><td>9 cm</td></tr></table>", "Size\n9 cm"),
        ("<p>unclosed <a href='x'>link", "unclosed link"),
        ("a<!-- hidden -->b", "ab"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("R&D for 5 < 6", "R&D for 5 < 6"),
        ("I <3 you", "I <3 you"),
        ("one\n\n  two ", "one\ntwo"),
        ("nul\x00 and \u202eturned", "nul and turned"),
        ("", ""),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_one_line_joins_paragraphs() -> None:
    assert one_line("<p>One</p><p>two\tthree</p>") == "One two three"


def test_what_looks_like_html() -> None:
    assert looks_like_html("<p>x</p>")
    assert looks_like_html("&eacute;")
    assert not looks_like_html("I <3 R&D; 5 < 6 > 2")


def test_control_characters() -> None:
    assert has_control_characters("a\tb")
    assert has_control_characters("a\u202eb")
    assert not has_control_characters("AB-12/ü 3")


@given(st.text(max_size=300))
def test_no_control_characters_left(text: str) -> None:
    assert not has_control_characters(one_line(text))
