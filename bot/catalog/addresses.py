"""Addresses on the web that may be fetched: looked up once, checked, and connected to as checked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

_NAT64 = IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""A name and a port -> the IP addresses to connect to."""


class AddressError(Exception):
    """The address must not be fetched; the message says why, in words for the merchant."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: `host` and `port` as the address names them, `ip` as they were found and checked."""

    parts: SplitResult
    host: str
    port: int
    ip: str

    @property
    def url(self) -> str:
        """The address with the IP in place of the name, without user and password."""
        shown = f"[{self.ip}]" if ":" in self.ip else self.ip
        return self.parts._replace(netloc=f"{shown}:{self.port}", fragment="").geturl()

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, name and port: what a password may be sent to."""
        return self.parts.scheme, self.host, self.port

    @property
    def named(self) -> str:
        """The `Host` header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}.get(self.parts.scheme)
        return name if self.port == usual else f"{name}:{self.port}"


async def find_target(url: str, *, http: bool, private: bool, resolve: Resolve | None = None) -> Target:
    """Check an address and look its name up.

    `http` allows addresses without encryption, `private` those of private networks and of this machine.

    Raises:
        AddressError: it may not be fetched, or its name is not known.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError as cause:
        raise AddressError(f"the address is not valid: {cause}") from cause
    if parts.scheme not in ("https", "http"):
        raise AddressError(f"only https addresses are fetched, not {parts.scheme or 'one without a scheme'}")
    if parts.scheme == "http" and not http:
        raise AddressError("only https addresses are fetched; GIFTFINDER_FEED_HTTP=true allows http")
    if not host or any(c.isspace() or not c.isprintable() for c in url) or "\\" in url:
        raise AddressError("the address names no host, or holds characters that addresses don't have")
    try:
        found = await (resolve or _look_up)(host, port)
    except (OSError, UnicodeError) as cause:
        raise AddressError(f"the name {host} is not known") from cause
    # One name may lead to several addresses; a single bad one is enough to distrust it.
    if not found or (not private and not all(map(is_public, found))):
        raise AddressError(f"{host} leads into a private network, which is not fetched from")
    return Target(parts, host, port, found[0])


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also when it carries an IPv4 address within."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return is_public(str(ip_address(int(ip) & 0xFFFFFFFF)))
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(found is not None and not is_public(str(found)) for found in inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


async def _look_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))
