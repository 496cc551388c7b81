"""One call of the shop's webhook: where it may go, what it carries."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from bot.conversation.wire import rfc3339
from bot.decisions.models import Decision
from bot.decisions.signature import DELIVERY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, sign


class WebhookError(Exception):
    """A call that was not accepted; the text is safe to show and holds nothing of the receiver's answer."""


class Webhook:
    """Calls one address. It follows no redirects, uses no proxy, and (unless told) goes to no private network."""

    def __init__(self, url: str, secret: str, *, timeout: float, private: bool) -> None:
        self._url, self._secret, self._private, self._timeout = url, secret, private, timeout
        self._http = httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False)

    async def send(self, delivery_id: str, body: bytes) -> None:
        """Post a signed body; returns when the receiver has taken it (any 2xx).

        Raises:
            WebhookError: it was not taken, or the address may not be called.
        """
        timestamp = int(time.time())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Giftfinder",
            DELIVERY_HEADER: delivery_id,
            TIMESTAMP_HEADER: str(timestamp),
            SIGNATURE_HEADER: sign(self._secret, timestamp, body),
        }
        try:
            async with asyncio.timeout(self._timeout):
                url, more, extensions = await self._target()
                request = self._http.build_request(
                    "POST", url, content=body, headers=headers | more, extensions=extensions
                )
                # Its body is of no use to us, and may be of any size: it is not read.
                response = await self._http.send(request, stream=True)
                await response.aclose()
        except TimeoutError:
            raise WebhookError("no answer in time") from None
        except httpx.TimeoutException:
            raise WebhookError("no answer in time") from None
        except (httpx.HTTPError, OSError):
            raise WebhookError("not reachable") from None
        if not response.is_success:
            raise WebhookError(f"answered with status {response.status_code}")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _target(self) -> tuple[str, dict[str, str], dict[str, str]]:
        """The address to connect to, with the headers and extensions that go with it.

        The name is looked up once, and what was checked is what is connected to: a name that leads elsewhere a moment
        later leads nowhere.
        """
        if self._private:
            return self._url, {}, {}
        parts = urlsplit(self._url)
        host, port = parts.hostname or "", parts.port or 443
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(item[4][0]).split("%")[0] for item in found]
        if not addresses or not all(ip_address(address).is_global for address in addresses):
            raise WebhookError("the address leads into a private network")
        address = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
        url = parts._replace(netloc=f"{address}:{port}").geturl()
        return url, {"Host": parts.netloc.rpartition("@")[2]}, {"sni_hostname": host}


def body_of(delivery_id: str, decision: Decision) -> bytes:
    """Return what is posted: the same bytes at every attempt."""
    data = {
        "id": delivery_id,
        "type": "decision.granted",
        "decision": {
            "id": decision.id,
            "conversation_id": decision.conversation_id,
            "at": rfc3339(decision.at),
            "granted_by": decision.actor,
            "kind": decision.kind,
            "amount": {"amount": f"{decision.amount:.2f}", "currency": decision.currency},
            "order_reference": decision.order_reference,
            "reason": decision.reason,
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
