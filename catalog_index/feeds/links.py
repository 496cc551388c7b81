"""Links of a feed: which are safe to send a shopper to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from catalog_index.feeds.entry import DEMO_STORE_URL, FeedOptions, ValueProblem

MAX_LENGTH = 2_000
_HOST = re.compile(r"[\w](?:[\w.-]*[\w])?\.?|[0-9a-fA-F:.]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\\"<>^`{|}]")


def check_link(text: str, options: FeedOptions) -> str:
    """Return the link, moved to `options.store_url` when it points to the demo store's default address.

    Raises:
        ValueProblem: not an absolute http or https address with a host, or characters no address has.
    """
    link = text.strip(" \t\r\n")
    if not link:
        raise ValueProblem("the link is empty")
    if len(link) > MAX_LENGTH:
        raise ValueProblem(f"the link has {len(link):,} characters, more than {MAX_LENGTH:,}")
    if _UNSAFE.search(link):
        raise ValueProblem("the link holds a space, a control character or another that addresses don't have")
    try:
        parts = urlsplit(link)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError as cause:
        raise ValueProblem(f"not a valid address: {cause}") from cause
    if not parts.scheme and not parts.netloc:
        raise ValueProblem("the link is relative; write the whole address with https://")
    if parts.scheme not in {"http", "https"}:
        raise ValueProblem(f"only http and https links are taken, not {parts.scheme or 'one without a scheme'}")
    if not host or not _HOST.fullmatch(host) or ".." in host:
        raise ValueProblem("the link names no valid host")
    if user is not None:
        raise ValueProblem("a link with a user name in it is refused")
    return moved(link, options.store_url)


def moved(link: str, store_url: str | None) -> str:
    """Return the link as it is at `store_url` when it points to the demo store's default address."""
    if store_url is None or not link.startswith(DEMO_STORE_URL):
        return link
    rest = link[len(DEMO_STORE_URL) :]
    if rest and rest[0] not in "/?#":
        return link
    return store_url.rstrip("/") + rest
