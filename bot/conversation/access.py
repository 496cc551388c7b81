"""Who may see a conversation: whoever holds its token."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.db import Database, utc_now
from bot.errors import ForbiddenError, NotAuthenticatedError, NotFoundError

_ID = re.compile(r"[0-9a-f-]{36}")


def new_token() -> str:
    """Return a new token: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def bearer_token(header: str | None) -> str:
    """Return the token of an Authorization header; NotAuthenticatedError where there is none."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticatedError("Send the conversation's token as Authorization: Bearer.")
    return token.strip()


async def open_conversation(database: Database, conversation_id: str, header: str | None) -> Conversation:
    """Return the conversation that this header opens.

    Raises:
        NotAuthenticatedError: no token, an unknown one, or one that has expired.
        NotFoundError: there is no such conversation.
        ForbiddenError: the token is another conversation's.
    """
    hashed = token_hash(bearer_token(header))
    async with database.read() as session:
        repository = ConversationRepository(session)
        known = _ID.fullmatch(conversation_id)
        conversation = await repository.get(conversation_id) if known else None
        if conversation is None:
            raise NotFoundError("There is no such conversation.")
        if not hmac.compare_digest(conversation.token_hash, hashed):
            if await repository.by_token_hash(hashed):
                raise ForbiddenError
            raise NotAuthenticatedError("This token is not known.")
    if conversation.expires_at <= utc_now():
        raise NotAuthenticatedError("This token has expired. Start a new conversation.")
    return conversation
