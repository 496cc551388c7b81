"""Tokens of share links.

A link's token must be told again to the shopper who made it ("your link"), although the database keeps only its
SHA-256. So a token is not drawn at random but computed: HMAC-SHA256 under a key that is not in the database, over
the conversation's id and the moment the link was made. Without the key that is as good as random; whoever reads
the database can neither compute nor guess a link; with the key nothing needs to be stored. When the key is lost,
links that are out keep working (they are looked up by hash), they are only not shown again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr

from bot.share_key import share_key

TOKEN_BYTES = 24  # 192 bits, 32 characters


class ShareTokens:
    """Makes and remakes tokens with the key of the settings, or one kept in a file of the run-time state."""

    def __init__(self, secret: SecretStr | None, var_dir: Path) -> None:
        self._secret = secret
        self._var_dir = var_dir

    def token(self, conversation_id: str, made_at: datetime) -> str:
        """Return the token of the link that this conversation made at this moment (with its zone)."""
        text = f"share link|{conversation_id}|{int(made_at.timestamp() * 1_000_000)}"
        digest = hmac.digest(self._key, text.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()

    @cached_property
    def _key(self) -> bytes:
        return share_key(self._secret, self._var_dir)


def share_token_hash(token: str) -> str:
    """Return what is stored of a share token, and what it is looked up by.

    The look-up compares hashes of what the visitor sent: its timing tells nothing of a stored token.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
