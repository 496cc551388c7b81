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
import os
import secrets
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr

TOKEN_BYTES = 24  # 192 bits, 32 characters
_KEY_FILE = "share.key"


class ShareTokens:
    """Makes and remakes tokens with the key of the settings, or one kept in a file of the run-time state."""

    def __init__(self, secret: SecretStr | None, var_dir: Path) -> None:
        self._secret = secret
        self._path = var_dir / _KEY_FILE

    def token(self, conversation_id: str, made_at: datetime) -> str:
        """Return the token of the link that this conversation made at this moment (with its zone)."""
        text = f"share link|{conversation_id}|{int(made_at.timestamp() * 1_000_000)}"
        digest = hmac.digest(self._key, text.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()

    @cached_property
    def _key(self) -> bytes:
        if self._secret is not None:
            return self._secret.get_secret_value().encode()
        return _read_or_make(self._path)


def share_token_hash(token: str) -> str:
    """Return what is stored of a share token, and what it is looked up by.

    The look-up compares hashes of what the visitor sent: its timing tells nothing of a stored token.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _read_or_make(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(draft, path)  # all of it or nothing; where another process was first, its key stays
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
