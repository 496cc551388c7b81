"""Links to a quiz's result: nothing is stored, the token itself holds the result under our signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr

from bot.quiz.questions import ForWhom
from bot.share_key import share_key

_SIGNATURE_BYTES = 16
# More than any result needs; whatever is longer is not looked at.
_LONGEST = 2_000
_NAME = b"quiz result|"


@dataclass(frozen=True, slots=True)
class QuizResult:
    """What a link tells: the answers, each (question, answer, picture), and the ids of the gifts.

    Nothing of the shopper, and nothing that anybody has typed.
    """

    for_whom: ForWhom
    answers: tuple[tuple[str, str, str], ...]
    product_ids: tuple[str, ...]


class QuizTokens:
    """Signs results (HMAC-SHA256, 128 bits, under the key of share links) and reads them back."""

    def __init__(self, secret: SecretStr | None, var_dir: Path) -> None:
        self._secret = secret
        self._var_dir = var_dir

    def token(self, result: QuizResult) -> str:
        """Return the token of a result; the same result has the same token."""
        data = json.dumps([result.for_whom, result.answers, result.product_ids], separators=(",", ":"))
        body = zlib.compress(data.encode(), 9)
        return _encode(self._signature(body) + body)

    def read(self, token: str) -> QuizResult | None:
        """Return the result of a token, None for one that we did not make."""
        signed = _decode(token)
        body = signed[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signed[:_SIGNATURE_BYTES], self._signature(body)):
            return None
        # Signed by us: it can't but be well formed.
        for_whom, answers, product_ids = json.loads(zlib.decompress(body))
        told = tuple((question, answer, picture) for question, answer, picture in answers)
        return QuizResult(for_whom, told, tuple(product_ids))

    def _signature(self, body: bytes) -> bytes:
        return hmac.digest(self._key, _NAME + body, hashlib.sha256)[:_SIGNATURE_BYTES]

    @cached_property
    def _key(self) -> bytes:
        return share_key(self._secret, self._var_dir)


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(token: str) -> bytes:
    """The bytes of a token in its one right spelling, b"" for anything else."""
    if len(token) > _LONGEST or not token.isascii():
        return b""
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return b""
    return data if _encode(data) == token else b""
