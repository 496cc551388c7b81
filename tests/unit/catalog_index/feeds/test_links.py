"""Which links a shopper may be sent to."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_index.feeds.entry import FeedOptions, ValueProblem
from catalog_index.feeds.links import check_link

OPTIONS = FeedOptions()


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example.com/p/1",
        "http://shop.example.com:8080/p?id=1&c=2#top",
        "https://shop.example/küche",
        "https://bücher.example/p",
        "http://localhost:8000/store/p/1",
        "https://[2001:db8::1]/p",
        "HTTPS://shop.example/p",
    ],
)
def test_takes(link: str) -> None:
    assert check_link(f" {link}\n", OPTIONS) == link


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "empty"),
        ("javascript:alert(1)", "not javascript"),
        ("JavaScript:alert(1)", "not javascript"),
        ("data:text/html;base64,PHA+", "not data"),
        ("vbscript:x", "not vbscript"),
        ("file:///etc/passwd", "not file"),
        ("ftp://shop.example/p", "not ftp"),
        ("mailto:a@b.example", "not mailto"),
        ("/p/1", "relative"),
        ("p/1", "relative"),
        ("?id=1", "relative"),
        ("shop.example/p", "relative"),
        ("//shop.example/p", "only http"),
        ("https:///p", "no valid host"),
        ("https://", "no valid host"),
        ("https:shop.example", "no valid host"),
        ("https://?x", "no valid host"),
        ("https://-/p", "no valid host"),
        ("https://a..b/p", "no valid host"),
        ("https://shop.example:port/p", "not a valid address"),
        ("https://[bad/p", "not a valid address"),
        ("https://good.example@evil.example/", "user name"),
        ("java\nscript:alert(1)", "control character"),
        ("https://shop.example/a b", "space"),
        ("https://shop.example/\x00", "control character"),
        ("https://shop.example\\@evil.example", "control character"),
        ("https://shop.example/\u202egnp.exe", "control character"),
        ("https://shop.example/<script>", "control character"),
        ("https://shop.example/" + "a" * 2000, "characters, more than"),
    ],
)
def test_refuses(link: str, reason: str) -> None:
    with pytest.raises(ValueProblem, match=reason):
        check_link(link, OPTIONS)


@pytest.mark.parametrize(
    ("link", "moved"),
    [
        ("http://localhost:8000/store/p/1?x=2", "https://demo.example:81/shop/p/1?x=2"),
        ("http://localhost:8000/store", "https://demo.example:81/shop"),
        ("http://localhost:8000/storehouse/1", "http://localhost:8000/storehouse/1"),
        ("https://shop.example/store/1", "https://shop.example/store/1"),
    ],
)
def test_moves_the_demo_stores_links(link: str, moved: str) -> None:
    assert check_link(link, FeedOptions(store_url="https://demo.example:81/shop/")) == moved


@given(st.text(max_size=80).map(lambda text: f"https://{text}") | st.text(max_size=80))
def test_what_is_taken_has_scheme_and_host(link: str) -> None:
    try:
        taken = check_link(link, OPTIONS)
    except ValueProblem:
        return
    parts = urlsplit(taken)
    assert parts.scheme in {"http", "https"}
    assert parts.hostname
    assert taken.isprintable()
