"""Links that lead nowhere: by their form, and by asking."""

from __future__ import annotations

import httpx
import pytest

from bot.releases.check.links import ask_links, link_problem


@pytest.mark.parametrize("link", ["https://shop.example/a?b=c#d", "http://[::1]:8000/x", "https://münchen.example/ä"])
def test_a_plain_address_has_no_problem(link):
    assert link_problem(link) == ""


@pytest.mark.parametrize(
    "link", ["", "/product/1", "javascript:alert(1)", "ftp://shop.example/a", "https://", "https://a b/", "http://[x/"]
)
def test_what_is_no_address_of_a_page_is_dead(link):
    assert link_problem(link)


async def test_only_what_is_not_there_is_dead():
    answers = {"/gone": 404, "/removed": 410, "/moved": 301, "/refused": 403, "/busy": 503, "/here": 200}
    asked = []

    def store(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, request.headers["host"], request.url.host))
        if request.url.path == "/silent":
            raise httpx.ConnectTimeout("nobody")
        return httpx.Response(answers[request.url.path])

    async def resolve(host: str, port: int) -> list[str]:
        if host == "unknown.example":
            raise OSError("no such name")
        return (
            ["10.0.0.7"] if host == "inside.example" else ["203.0.113.9" if host == "test.example" else "93.184.215.14"]
        )

    links = [f"https://shop.example{path}" for path in (*answers, "/silent")]
    links += ["https://unknown.example/a", "https://inside.example/a"]
    found = await ask_links(links, private=False, resolve=resolve, transport=httpx.MockTransport(store))
    assert set(found) == {
        "https://shop.example/gone",
        "https://shop.example/removed",
        "https://shop.example/silent",
        "https://unknown.example/a",
    }
    # The address that was checked is the one that is called, and nothing in a private network is.
    assert set(asked) == {("HEAD", "shop.example", "93.184.215.14")}
