"""Feeds fetched from an address: limits, conditional requests, redirects, names that change."""

from __future__ import annotations

import asyncio
import base64
import gzip
import threading
from collections.abc import AsyncIterator, Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from bot.catalog.fetch import Fetcher, FetchError, FetchLimits, shown
from tests.support.feeds import google_csv

URL = "https://shop.example/feeds/google.csv?token=secret"
PUBLIC = "93.184.216.34"
LIMITS = FetchLimits(max_bytes=100_000, seconds=5, redirects=3)
Answer = Callable[[httpx.Request], httpx.Response]


def body(content: bytes | AsyncIterator[bytes], headers: dict[str, str] | None = None) -> httpx.Response:
    """An answer whose content is still to be read, as one from the network."""
    stream = httpx.ByteStream(content) if isinstance(content, bytes) else Slow(content)
    length = {"content-length": str(len(content))} if isinstance(content, bytes) else {}
    return httpx.Response(200, headers=length | (headers or {}), stream=stream)


class Slow(httpx.AsyncByteStream):
    """A content that comes bit by bit."""

    def __init__(self, parts: AsyncIterator[bytes]) -> None:
        self._parts = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._parts:
            yield part


class Names:
    """A name server: a name's addresses, which may be others at the second asking."""

    def __init__(self, **found: list[list[str]]) -> None:
        self.asked: list[str] = []
        self._found = {name.replace("_", "."): answers for name, answers in found.items()}

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self._found.get(host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Server:
    """Answers requests, and keeps them."""

    def __init__(self, answer: Answer) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer(request)


def fetcher(server: Server, names: Names | None = None, limits: FetchLimits = LIMITS) -> Fetcher:
    return Fetcher(limits, resolve=names or Names(), transport=httpx.MockTransport(server))


def ok(content: bytes = b"id,title\n", **headers: str) -> Server:
    return Server(lambda _: body(content, headers))


async def test_a_feed_is_fetched_by_its_checked_address(tmp_path: Path) -> None:
    server = ok(google_csv({}).encode(), etag='"1"')
    told: list[tuple[int, int | None]] = []
    found = await fetcher(server).fetch(URL, tmp_path, lambda done, total: told.append((done, total)))
    assert found.path.read_bytes().decode() == google_csv({})
    assert (found.name, found.changed) == ("google.csv", True)
    (request,) = server.requests
    assert str(request.url) == f"https://{PUBLIC}/feeds/google.csv?token=secret"
    assert request.headers["host"] == "shop.example"
    assert request.extensions["sni_hostname"] == "shop.example"
    assert told[-1] == (len(google_csv({})), len(google_csv({})))


async def test_an_unchanged_feed_is_not_sent_again(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-none-match") == '"1"':
            assert request.headers["if-modified-since"] == "Sun, 22 Nov 2026 10:00:00 GMT"
            return httpx.Response(304)
        return body(b"feed", {"etag": '"1"', "last-modified": "Sun, 22 Nov 2026 10:00:00 GMT"})

    server = Server(answer)
    first = await fetcher(server).fetch(URL, tmp_path)
    second = await fetcher(server).fetch(URL, tmp_path)
    assert (first.changed, second.changed, second.path.read_bytes()) == (True, False, b"feed")
    # What is no longer as it was fetched is fetched anew.
    second.path.write_bytes(b"else")
    third = await fetcher(server).fetch(URL, tmp_path)
    assert (third.path.read_bytes(), "if-none-match" in server.requests[-1].headers) == (b"feed", False)


async def test_addresses_do_not_share_what_was_fetched(tmp_path: Path) -> None:
    await fetcher(ok(b"one", etag='"1"')).fetch(URL, tmp_path)
    server = ok(b"two")
    found = await fetcher(server).fetch(URL + "2", tmp_path)
    assert (found.path.read_bytes(), "if-none-match" in server.requests[0].headers) == (b"two", False)


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["169.254.169.254"], ["10.1.2.3", PUBLIC], ["::ffff:10.0.0.1"]])
async def test_private_networks_are_not_reached(tmp_path: Path, addresses: list[str]) -> None:
    server = ok()
    with pytest.raises(FetchError, match="private network"):
        await fetcher(server, Names(shop_example=[addresses])).fetch(URL, tmp_path)
    assert server.requests == []


@pytest.mark.parametrize(
    "target",
    [
        "https://inside.example/x",
        "http://shop.example/x",
        "https://10.0.0.1/x",
        "file:///etc/passwd",
        "//inside.example/",
    ],
)
async def test_nor_through_a_redirect(tmp_path: Path, target: str) -> None:
    server = Server(lambda _: httpx.Response(302, headers={"location": target}))
    names = Names(inside_example=[["192.168.0.7"]])
    names._found["10.0.0.1"] = [["10.0.0.1"]]
    with pytest.raises(FetchError, match="not fetched"):
        await fetcher(server, names).fetch(URL, tmp_path)
    assert len(server.requests) == 1


async def test_nor_by_a_name_that_changes(tmp_path: Path) -> None:
    # The name is looked up once a request, and that very address is connected to.
    server, names = ok(), Names(shop_example=[[PUBLIC], ["127.0.0.1"]])
    await fetcher(server, names).fetch(URL, tmp_path)
    assert (names.asked, server.requests[0].url.host) == (["shop.example"], PUBLIC)
    back = Server(lambda _: httpx.Response(302, headers={"location": "/again"}))
    with pytest.raises(FetchError, match="private network"):
        await fetcher(back, Names(shop_example=[[PUBLIC], ["127.0.0.1"]])).fetch(URL, tmp_path)
    assert len(back.requests) == 1


async def test_redirects_are_followed_but_not_for_ever(tmp_path: Path) -> None:
    hops = iter(["https://cdn.example/a", "/b"])

    def answer(request: httpx.Request) -> httpx.Response:
        hop = next(hops, None)
        return httpx.Response(301, headers={"location": hop}) if hop else body(b"x")

    server = Server(answer)
    assert (await fetcher(server).fetch(URL, tmp_path)).path.read_bytes() == b"x"
    assert [(r.headers["host"], r.url.path) for r in server.requests][1:] == [
        ("cdn.example", "/a"),
        ("cdn.example", "/b"),
    ]
    forever = Server(lambda _: httpx.Response(302, headers={"location": URL}))
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        await fetcher(forever).fetch(URL, tmp_path)


async def test_a_password_stays_with_its_host(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["host"] == "shop.example":
            return httpx.Response(302, headers={"location": "https://cdn.example/feed"})
        return body(b"x")

    server = Server(answer)
    await fetcher(server).fetch("https://ada:p%40ss@shop.example/feed", tmp_path)
    assert server.requests[0].headers["authorization"] == "Basic " + base64.b64encode(b"ada:p@ss").decode()
    assert "authorization" not in server.requests[1].headers
    assert "p@ss" not in str(server.requests[0].url) and "p%40ss" not in str(server.requests[0].url)


def test_secrets_of_an_address_are_not_shown() -> None:
    assert shown("https://ada:pw@shop.example:8443/feed.csv?token=1#x") == "https://shop.example:8443/feed.csv"


async def test_sizes(tmp_path: Path) -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 1000

    await fetcher(ok(b"before", etag='"1"')).fetch(URL, tmp_path)
    for content, headers in ((b"x" * 100_001, {}), (drip(), {}), (b"", {"content-length": "100001"})):
        server = Server(lambda _, content=content, headers=headers: body(content, headers))
        with pytest.raises(FetchError, match="larger than the 100,000 bytes"):
            await fetcher(server).fetch(URL, tmp_path)
    files = sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file())
    assert files == [".feed", ".json"]
    assert next(tmp_path.rglob("*.feed")).read_bytes() == b"before"


async def test_a_feed_that_is_being_read_is_not_changed_by_the_next(tmp_path: Path) -> None:
    first, second, third = [await fetcher(ok(content)).fetch(URL, tmp_path) for content in (b"one", b"two", b"three")]
    assert not first.path.exists()
    assert (second.path.read_bytes(), third.path.read_bytes()) == (b"two", b"three")
    assert (await fetcher(ok(b"three")).fetch(URL, tmp_path)).changed is False


async def test_time(tmp_path: Path) -> None:
    async def hang() -> AsyncIterator[bytes]:
        yield b"id"
        await asyncio.Event().wait()

    server = Server(lambda _: httpx.Response(200, stream=Slow(hang())))
    with pytest.raises(FetchError, match=r"longer than 0\.05 seconds"):
        await fetcher(server, limits=FetchLimits(1000, 0.05, 1)).fetch(URL, tmp_path)


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (httpx.Response(404), "status 404"),
        (httpx.Response(500), "status 500"),
        (httpx.Response(304), "status 304"),
        (httpx.Response(302), "status 302"),
        (httpx.Response(200, headers={"content-encoding": "br"}, stream=httpx.ByteStream(b"x")), "packed as br"),
    ],
)
async def test_answers_that_are_no_feed(tmp_path: Path, response: httpx.Response, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        await fetcher(Server(lambda _: response)).fetch(URL, tmp_path)


async def test_a_server_that_packs_all_the_same(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,title\n")
    response = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(packed))
    found = await fetcher(Server(lambda _: response)).fetch(URL, tmp_path)
    assert found.path.read_bytes() == packed  # unpacked, within limits, when it is read


async def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(FetchError, match=r"https://shop\.example/feeds/google\.csv could not be fetched: refused"):
        await fetcher(Server(refuse)).fetch(URL, tmp_path)


class Shop(BaseHTTPRequestHandler):
    """A shop's server on this machine."""

    def do_GET(self) -> None:
        if self.headers["If-None-Match"] == '"v1"':
            self.send_response(304)
            self.end_headers()
            return
        content = google_csv({}).encode()
        self.send_response(200)
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.server.hosts.append(self.headers["Host"])  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


async def test_over_a_real_connection(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        server.hosts = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://localhost:{server.server_port}/feed.csv"

            async def resolve(host: str, port: int) -> list[str]:
                return ["127.0.0.1"]

            limits = FetchLimits(100_000, 10, 2, http=True, private=True)
            first = await Fetcher(limits, resolve=resolve).fetch(url, tmp_path)
            second = await Fetcher(limits, resolve=resolve).fetch(url, tmp_path)
            assert (first.changed, second.changed) == (True, False)
            assert second.path.read_bytes() == google_csv({}).encode()
            assert server.hosts == [f"localhost:{server.server_port}"]  # type: ignore[attr-defined]
            with pytest.raises(FetchError, match="private network"):
                await Fetcher(FetchLimits(100_000, 10, 2, http=True)).fetch(url, tmp_path)
        finally:
            server.shutdown()
            thread.join()
