"""Passwords: Argon2id with argon2-cffi's parameters (RFC 9106, low-memory profile)."""

from __future__ import annotations

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 8
MAX_LENGTH = 200
_hasher = PasswordHasher()
# What an unknown address is checked against, so that the time of an answer does not tell who has an account.
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    """Return what is stored of a password.

    Raises:
        ValueError: it is shorter than 8 or longer than 200 characters.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise ValueError(f"a password has {MIN_LENGTH} to {MAX_LENGTH} characters, this one {len(password)}")
    return _hasher.hash(password)


async def is_password(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one; takes as long without an account (`stored` None) as with one."""
    return await asyncio.to_thread(_verify, stored, password)


def needs_rehash(stored: str) -> bool:
    """Whether a stored hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _verify(stored: str | None, password: str) -> bool:
    try:
        return _hasher.verify(stored or _NOBODY, password[:MAX_LENGTH]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
