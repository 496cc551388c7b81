"""Feeds fetched from an address: within limits, only when they changed, and never from where they must not come."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from bot.catalog.addresses import AddressError, Resolve, Target, find_target
from bot.settings import Settings
from catalog_index.manifest import file_sha256

_KEPT_FILE = "fetched.json"
_REDIRECTS = {301, 302, 303, 307, 308}
_USER_AGENT = "Giftfinder feed importer"

Told = Callable[[int, int | None], None]
"""Called with the bytes that are there, of how many (None: unknown)."""


class FetchError(Exception):
    """The feed could not be fetched; the message says why, and what was fetched before is untouched."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much is fetched: bytes, seconds in all, redirects; `http` and `private` as in `find_target`."""

    max_bytes: int
    seconds: float
    redirects: int
    http: bool = False
    private: bool = False

    @classmethod
    def of(cls, settings: Settings) -> FetchLimits:
        """The limits that the settings say."""
        return cls(
            settings.feed_max_bytes,
            settings.feed_timeout,
            settings.feed_redirects,
            settings.feed_http,
            settings.feed_private,
        )


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """A feed on disk. `changed` is False when the server said that it is the one fetched before."""

    path: Path
    name: str
    changed: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of the feed fetched before."""

    sha256: str
    etag: str
    modified: str


def is_address(feed: str) -> bool:
    """Whether a feed is named by an address on the web rather than by a file."""
    return "://" in feed


def shown(url: str) -> str:
    """An address for reports and logs: without user, password, query and fragment, which may be secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def fetch_feed(url: str, folder: Path, limits: FetchLimits, *, told: Told | None = None) -> FetchedFeed:
    """Fetch a feed into `folder`, unless the one fetched before from there is still the same.

    Raises:
        FetchError: it may not be, or could not be fetched.
    """
    return asyncio.run(Fetcher(limits).fetch(url, folder, told))


class Fetcher:
    """Fetches feeds. `resolve` and `transport` stand for the network, for tests."""

    def __init__(
        self, limits: FetchLimits, *, resolve: Resolve | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._limits = limits
        self._resolve = resolve
        self._transport = transport

    async def fetch(self, url: str, folder: Path, told: Told | None = None) -> FetchedFeed:
        """See `fetch_feed`."""
        place = folder / sha256(url.encode()).hexdigest()[:16]
        place.mkdir(parents=True, exist_ok=True)
        # trust_env: a proxy of the environment would look the name up again, unchecked.
        client = httpx.AsyncClient(transport=self._transport, trust_env=False, follow_redirects=False, timeout=30.0)
        try:
            async with asyncio.timeout(self._limits.seconds), client:
                return await self._follow(client, url, place, told or _silent)
        except TimeoutError:
            raise FetchError(f"{shown(url)} took longer than {self._limits.seconds:g} seconds") from None
        except httpx.TimeoutException:
            raise FetchError(f"{shown(url)} did not answer in time") from None
        except AddressError as cause:
            raise FetchError(f"{shown(url)} is not fetched: {cause}") from cause
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as cause:
            raise FetchError(f"{shown(url)} could not be fetched: {cause or type(cause).__name__}") from cause

    async def _follow(self, client: httpx.AsyncClient, url: str, place: Path, told: Told) -> FetchedFeed:
        kept = _read_kept(place)
        first: Target | None = None
        address = url
        for _ in range(self._limits.redirects + 1):
            target = await find_target(
                address, http=self._limits.http, private=self._limits.private, resolve=self._resolve
            )
            first = first or target
            request = client.build_request("GET", target.url, headers=_headers(url, target, first, kept))
            # The certificate must be the name's, though the connection goes to the address that was checked.
            request.extensions["sni_hostname"] = target.host
            response = await client.send(request, stream=True)
            try:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    address = urljoin(address, response.headers["location"])
                    continue
                return await self._taken(response, url, place, kept, told)
            finally:
                await response.aclose()
        raise FetchError(f"{shown(url)} redirects more than {self._limits.redirects} times")

    async def _taken(
        self, response: httpx.Response, url: str, place: Path, kept: _Kept | None, told: Told
    ) -> FetchedFeed:
        name = Path(urlsplit(url).path).name or urlsplit(url).hostname or "feed"
        if response.status_code == 304 and kept is not None:
            return FetchedFeed(_path(place, kept.sha256), name, changed=False)
        if response.status_code != 200:
            raise FetchError(f"{shown(url)} answered with status {response.status_code}")
        if response.headers.get("content-encoding", "identity").lower() not in ("identity", "gzip", "x-gzip"):
            raise FetchError(
                f"{shown(url)} answers packed as {response.headers['content-encoding'][:20]}; gzip is read"
            )
        beside = place / f"{secrets.token_hex(8)}.new"
        try:
            await self._write(response, beside, url, told)
            checksum = file_sha256(beside)
            found = _Kept(checksum, response.headers.get("etag", ""), response.headers.get("last-modified", ""))
            # Named by its contents, a feed is never changed under an import that reads it.
            beside.replace(_path(place, checksum))
            beside.write_text(json.dumps(asdict(found)), encoding="utf-8")
            beside.replace(place / _KEPT_FILE)
        finally:
            beside.unlink(missing_ok=True)
        _prune(place, {checksum, kept.sha256 if kept else ""})
        return FetchedFeed(_path(place, checksum), name, changed=kept is None or kept.sha256 != checksum)

    async def _write(self, response: httpx.Response, path: Path, url: str, told: Told) -> None:
        length = response.headers.get("content-length", "")
        total = int(length) if length.isdecimal() else None
        done = 0
        too_large = FetchError(f"{shown(url)} is larger than the {self._limits.max_bytes:,} bytes that are fetched")
        if total is not None and total > self._limits.max_bytes:
            raise too_large
        with path.open("wb") as file:
            async for chunk in response.aiter_raw():
                done += len(chunk)
                if done > self._limits.max_bytes:
                    raise too_large
                file.write(chunk)
                told(done, total)
            file.flush()
            os.fsync(file.fileno())


def _path(place: Path, checksum: str) -> Path:
    return place / f"{checksum}.feed"


def _prune(place: Path, wanted: set[str]) -> None:
    """Delete what was fetched earlier; an import may still read the one before."""
    for path in place.glob("*.feed"):
        if path.stem not in wanted:
            path.unlink(missing_ok=True)


def _silent(done: int, total: int | None) -> None:
    pass


def _headers(url: str, target: Target, first: Target, kept: _Kept | None) -> dict[str, str]:
    headers = {"Host": target.named, "User-Agent": _USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    user = urlsplit(url).username
    if user is not None and target.origin == first.origin:
        pair = f"{unquote(user)}:{unquote(urlsplit(url).password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    if kept is not None and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept is not None and kept.modified:
        headers["If-Modified-Since"] = kept.modified
    return headers


def _read_kept(place: Path) -> _Kept | None:
    """What was fetched before, if it is still there as it was."""
    try:
        kept = _Kept(**json.loads((place / _KEPT_FILE).read_text(encoding="utf-8")))
        return kept if file_sha256(_path(place, kept.sha256)) == kept.sha256 else None
    except (OSError, ValueError, TypeError):
        return None
