"""Feedback: given, taken back."""

from __future__ import annotations

from collections.abc import Callable

from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.feedback.repository import FeedbackRepository
from bot.feedback.schemas import NewFeedback
from catalog_index.product import Product


class FeedbackService:
    """The verdicts of all conversations; `changed` is told of each, to reach the conversation's open pages."""

    def __init__(
        self, database: Database, product: Callable[[str], Product | None], changed: Callable[[str], None]
    ) -> None:
        self._database = database
        self._product = product
        self._changed = changed

    async def give(self, conversation_id: str, product_id: str, feedback: NewFeedback) -> None:
        """Keep a verdict on a product; a later one takes its place.

        Raises:
            NotFoundError: the catalog has no such product, or there is no such conversation (any more).
        """
        if self._product(product_id) is None:
            raise NotFoundError("There is no such product.")
        async with self._database.write() as session:
            repository = FeedbackRepository(session)
            if not await repository.lock(conversation_id):
                raise NotFoundError("There is no such conversation.")
            await repository.put(conversation_id, product_id, feedback.verdict, feedback.reason, utc_now())
        self._changed(conversation_id)

    async def take_back(self, conversation_id: str, product_id: str) -> None:
        """Forget the verdict on a product; doing it again changes nothing."""
        async with self._database.write() as session:
            await FeedbackRepository(session).remove(conversation_id, product_id)
        self._changed(conversation_id)
