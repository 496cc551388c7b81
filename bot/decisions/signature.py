"""The signature of a webhook call, for the sender and for whoever checks it."""

from __future__ import annotations

import hashlib
import hmac

DELIVERY_HEADER = "Giftfinder-Delivery"
TIMESTAMP_HEADER = "Giftfinder-Timestamp"
SIGNATURE_HEADER = "Giftfinder-Signature"
_SCHEME = "v1="


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """Return the signature header's value: "v1=" and the hex HMAC-SHA256 over `timestamp.body` (Unix seconds)."""
    return _SCHEME + hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def verify(secret: str, timestamp: str, body: bytes, signature: str, *, now: float, tolerance: float = 300.0) -> bool:
    """Whether a call is ours and not older (or newer) than `tolerance` seconds."""
    if not (timestamp.isascii() and timestamp.isdecimal()) or abs(now - int(timestamp)) > tolerance:
        return False
    return hmac.compare_digest(sign(secret, int(timestamp), body).encode(), signature.encode())
