"""Keeps the pages that a shopper has opened: the last so many, each without its query."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from sqlalchemy import delete, select

from bot.conversation.repository import ConversationRepository
from bot.db import Database, utc_now
from bot.errors import InvalidError
from bot.visits.models import PageVisit

_URL_CHARS, _TITLE_CHARS = 500, 200


class VisitService:
    """Pages of conversations, oldest first. `mask` takes personal data out of a text."""

    def __init__(
        self, database: Database, *, kept: int, mask: Callable[[str], str], changed: Callable[[str], None]
    ) -> None:
        self._database, self._kept, self._mask, self._changed = database, kept, mask, changed

    async def add(self, conversation_id: str, url: str, title: str) -> None:
        """Keep a page; the same page again only says when.

        Raises:
            InvalidError: the address is no absolute http or https address.
            NotFoundError: there is no such conversation.
        """
        page, name = self._mask(bare(url))[:_URL_CHARS], self._mask(_one_line(title))[:_TITLE_CHARS]
        async with self._database.write() as session:
            await ConversationRepository(session).lock(conversation_id)
            mine = select(PageVisit).where(PageVisit.conversation_id == conversation_id).order_by(PageVisit.id.desc())
            visits = (await session.scalars(mine)).all()
            if visits and visits[0].url == page:
                visits[0].at, visits[0].title = utc_now(), name
            else:
                session.add(PageVisit(conversation_id=conversation_id, url=page, title=name, at=utc_now()))
                if old := [visit.id for visit in visits[self._kept - 1 :]]:
                    await session.execute(delete(PageVisit).where(PageVisit.id.in_(old)))
        self._changed(conversation_id)

    async def pages(self, conversation_id: str) -> Sequence[PageVisit]:
        """Return the pages of a conversation, oldest first."""
        query = select(PageVisit).where(PageVisit.conversation_id == conversation_id).order_by(PageVisit.id)
        async with self._database.read() as session:
            return (await session.scalars(query)).all()


def bare(url: str) -> str:
    """An address with origin and path only: no query, no fragment, no name and password.

    Raises:
        InvalidError: it is no absolute http or https address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not host:
        raise InvalidError("The page's address must be an absolute http or https address.")
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}{f':{port}' if port else ''}{parts.path or '/'}"


def _one_line(text: str) -> str:
    """A text without line breaks and control characters."""
    plain = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join(plain.split())
