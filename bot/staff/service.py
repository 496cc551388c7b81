"""Staff accounts and sessions."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

from bot.db import Database, utc_now
from bot.errors import InvalidError, NotAuthenticatedError, NotFoundError
from bot.settings import Settings
from bot.staff.models import StaffMember, StaffSession
from bot.staff.passwords import hash_password, is_password, needs_rehash
from bot.staff.repository import StaffRepository
from bot.staff.schemas import Role, SignedIn, StaffView

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+")
# A session's last use is noted at most this often: reading must not be writing.
_NOTE_EVERY = timedelta(minutes=1)
# Who acts where it is no account.
COMMAND_LINE, NOBODY = "command line", "unknown"


class StaffService:
    """Who may work here, and who is signed in."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._longest = timedelta(hours=settings.staff_session_hours)
        self._idle = timedelta(minutes=settings.staff_idle_minutes)

    async def add(self, email: str, role: Role, password: str, name: str = "") -> StaffView:
        """Make an account, or set role, name and password of one that is there (its sessions end).

        Raises:
            InvalidError: no e-mail address, or a password that is too short or too long.
        """
        address = email.strip().lower()
        if not _EMAIL.fullmatch(address) or len(address) > 254:
            raise InvalidError(f"{email!r} is not an e-mail address.")
        try:
            hashed = await asyncio.to_thread(hash_password, password)
        except ValueError as error:
            raise InvalidError(f"The password can't be used: {error}.") from None
        async with self._database.write() as session:
            repository = StaffRepository(session)
            member = await repository.by_email(address)
            if member is None:
                member = StaffMember(email=address, created_at=utc_now(), role=role, name="", password_hash=hashed)
                repository.add(member)
            member.role, member.password_hash, member.active = role, hashed, True
            member.name = name.strip()[:100] or member.name or address.split("@")[0]
            await session.flush()
            await repository.end_sessions(member.id)
            repository.log(COMMAND_LINE, "staff.add", address, role=role)
            return _view(member)

    async def remove(self, email: str) -> None:
        """Close an account and end its sessions; what it did stays in the log.

        Raises:
            NotFoundError: there is no such account.
        """
        async with self._database.write() as session:
            repository = StaffRepository(session)
            member = await repository.by_email(email)
            if member is None:
                raise NotFoundError(f"There is no account {email!r}.")
            member.active = False
            await repository.end_sessions(member.id)
            repository.log(COMMAND_LINE, "staff.remove", member.email)

    async def all(self) -> Sequence[StaffMember]:
        """Return every account, oldest first."""
        async with self._database.read() as session:
            return await StaffRepository(session).all()

    async def sign_in(self, email: str, password: str) -> SignedIn:
        """Make a session.

        Raises:
            NotAuthenticatedError: the address and the password do not go together; nothing tells which is wrong.
        """
        async with self._database.read() as session:
            member = await StaffRepository(session).by_email(email)
        good = await is_password(member.password_hash if member else None, password)
        if not good or member is None or not member.active:
            await self._note_refusal(member.email if member else "")
            raise NotAuthenticatedError("This e-mail address and password do not go together.")
        token, now = secrets.token_urlsafe(32), utc_now()
        rehashed = await asyncio.to_thread(hash_password, password) if needs_rehash(member.password_hash) else None
        async with self._database.write() as session:
            repository = StaffRepository(session)
            await repository.delete_sessions_before(now - self._longest, now - self._idle)
            repository.add(StaffSession(token_hash=_hash(token), staff_id=member.id, created_at=now, seen_at=now))
            repository.log(member.email, "session.begin", member.email)
            current = await repository.member(member.id)
            if rehashed and current:
                current.password_hash = rehashed
        return SignedIn(token, _view(member))

    async def _note_refusal(self, email: str) -> None:
        """Let the log tell of guessing. An address that has no account is not kept: it may be a slip, even a password.

        One that has none gets a line all the same, which also takes as long.
        """
        async with self._database.write() as session:
            StaffRepository(session).log(email or NOBODY, "session.refused", email)

    async def who(self, token: str) -> StaffView:
        """Return whose session a token opens.

        Raises:
            NotAuthenticatedError: none, or one that has ended.
        """
        now, hashed = utc_now(), _hash(token)
        async with self._database.read() as session:
            found = await StaffRepository(session).session(hashed)
        if found is None:
            raise NotAuthenticatedError("Sign in first.")
        row, member = found
        if not member.active or row.created_at <= now - self._longest or row.seen_at <= now - self._idle:
            raise NotAuthenticatedError("This session has ended. Sign in again.")
        if row.seen_at < now - _NOTE_EVERY:
            async with self._database.write() as session:
                again = await StaffRepository(session).session(hashed)
                if again:
                    again[0].seen_at = now
        return _view(member)

    async def sign_out(self, token: str, member: StaffView) -> None:
        """End a session."""
        async with self._database.write() as session:
            repository = StaffRepository(session)
            await repository.end_session(_hash(token))
            repository.log(member.email, "session.end", member.email)


def csrf_token(token: str) -> str:
    """Return the token that unsafe calls carry in a header: only who can read our cookies can know it."""
    return hmac.new(token.encode(), b"giftfinder staff csrf", hashlib.sha256).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _view(member: StaffMember) -> StaffView:
    return StaffView(id=member.id, email=member.email, name=member.name, role=member.role)
