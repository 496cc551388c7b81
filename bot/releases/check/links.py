"""Whether the links of cards lead anywhere: by their form, and (where that is wanted) by asking the store."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from bot.catalog.addresses import AddressError, Resolve, find_target

_SECONDS = 10.0
_AT_ONCE = 4
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def link_problem(link: str) -> str:
    """What is wrong with a link by its form, "" where nothing is."""
    try:
        parts = urlsplit(link)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return "it can't be read as an address"
    if parts.scheme not in {"http", "https"}:
        return "it is no http or https address"
    if not parts.hostname or any(character.isspace() for character in link):
        return "it names no host"
    return ""


async def ask_links(
    links: Sequence[str],
    *,
    private: bool,
    resolve: Resolve | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> dict[str, str]:
    """Ask for each link (one HEAD call, redirects not followed) and return what is wrong by link; who answers is not in
    it.

    Only "not there" (404, 410) and "nobody answers" are dead: shops refuse programs in many other ways. `private`
    allows addresses of private networks; without it those are not asked (a feed must not make us call them).
    """
    gate = asyncio.Semaphore(_AT_ONCE)
    async with httpx.AsyncClient(timeout=_SECONDS, trust_env=False, transport=transport) as client:

        async def ask(link: str) -> str:
            async with gate:
                try:
                    target = await find_target(link, http=True, private=private, resolve=resolve)
                except AddressError as error:
                    # A name that nobody knows is dead; what must not be called is simply not asked.
                    return str(error) if isinstance(error.__cause__, OSError | UnicodeError) else ""
                try:
                    answer = await client.request(
                        "HEAD", target.url, headers={"Host": target.named}, extensions={"sni_hostname": target.host}
                    )
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    return f"nobody answers ({type(error).__name__})"
                return f"status {answer.status_code}" if answer.status_code in _GONE else ""

        found = await asyncio.gather(*(ask(link) for link in links))
    return {link: problem for link, problem in zip(links, found, strict=True) if problem}
