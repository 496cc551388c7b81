"""How much one address and one conversation may ask for."""

from __future__ import annotations

import hashlib
import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter as AsyncMovingWindowRateLimiter
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.errors import TooManyError
from bot.gateways.rates import DatabaseRates
from bot.settings import Settings

_OVER = "Too much at once. Please wait a moment and try again."


class Limits:
    """The rates of the settings, counted in the settings' storage (or the database, where that is given)."""

    def __init__(self, settings: Settings, database: DatabaseRates | None = None) -> None:
        # In memory nothing is waited for. The asyncio storage would go to a thread for every key, at each hit.
        self._memory = MovingWindowRateLimiter(MemoryStorage())
        storage = settings.rate_storage
        self._elsewhere = AsyncMovingWindowRateLimiter(storage_from_string(storage)) if storage else None
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
        if self._elsewhere is not None:
            if await self._elsewhere.hit(rate, *key):
                return
            window = await self._elsewhere.get_window_stats(rate, *key)
        elif self._memory.hit(rate, *key):
            return
        else:
            window = self._memory.get_window_stats(rate, *key)
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
