"""How much one address and one conversation may ask for."""

from __future__ import annotations

import hashlib
import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from bot.errors import TooManyError
from bot.gateways.rates import DatabaseRates
from bot.settings import Settings

_OVER = "Too much at once. Please wait a moment and try again."
_MEMORY = "async+memory://"


class Limits:
    """The rates of the settings, counted in the settings' storage (or the database, where that is given)."""

    def __init__(self, settings: Settings, database: DatabaseRates | None = None) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(settings.rate_storage or _MEMORY))
        self._database = database
        self._address = parse(settings.address_rate)
        self._conversation = parse(settings.conversation_rate)
        self._message = parse(settings.message_rate)
        self._sign_in = parse(settings.sign_in_rate)

    async def any_call(self, address: str) -> None:
        """Count a call from a client address; TooManyError when it is over."""
        await self._hit(self._address, "call", network_of(address))

    async def new_conversation(self, address: str) -> None:
        """Count a new conversation from a client address; TooManyError when it is over."""
        await self._hit(self._conversation, "new", network_of(address))

    async def message(self, conversation_id: str) -> None:
        """Count a message of a conversation; TooManyError when it is over."""
        await self._hit(self._message, "message", conversation_id)

    async def sign_in(self, address: str, email: str) -> None:
        """Count an attempt to sign in, by client address and by account; TooManyError when either is over."""
        await self._hit(self._sign_in, "sign-in", network_of(address))
        # Hashed: what somebody typed there may be a password.
        account = hashlib.sha256(email.strip().lower().encode("utf-8", "surrogatepass")).hexdigest()
        await self._hit(self._sign_in, "sign-in-as", account)

    async def _hit(self, rate: RateLimitItem, *key: str) -> None:
        if self._database is not None:
            if wait := await self._database.hit(rate, *key):
                raise TooManyError(_OVER, retry_after=math.ceil(wait))
            return
        if await self._limiter.hit(rate, *key):
            return
        window = await self._limiter.get_window_stats(rate, *key)
        raise TooManyError(
            _OVER,
            retry_after=math.ceil(window.reset_time - time.time()),
        )


def network_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 that an IPv6 client has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((int(parsed), 64), strict=False))
    return str(parsed)
