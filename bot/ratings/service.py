"""Ratings: asked for when an agent ends their help, given by the shopper, who may think better of it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation, Message
from bot.conversation.privacy import Privacy
from bot.conversation.repository import ConversationRepository
from bot.conversation.text import check_shopper_text
from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.messages import RatingMessage
from bot.ratings.models import Rating
from bot.ratings.schemas import NewRating, RatingView
from bot.settings import Settings
from bot.texts import Texts


async def ask_for_rating(session: AsyncSession, conversation: Conversation, staff_id: int, texts: Texts) -> bool:
    """Ask in a locked conversation how the help was; False where nobody of us has said a word since the last time."""
    asked = select(func.max(Rating.seq)).where(Rating.conversation_id == conversation.id)
    last = await session.scalar(asked) or 0
    ours = (Message.conversation_id == conversation.id) & (Message.role == "agent") & (Message.seq > last)
    if await session.scalar(select(Message.seq).where(ours).limit(1)) is None:
        return False
    body = RatingMessage(text=texts("rating.question")).model_dump(mode="json")
    line = ConversationRepository(session).append(conversation, "system", body)
    await session.flush()  # the rating refers to the line
    session.add(Rating(conversation_id=conversation.id, seq=line.seq, staff_id=staff_id, asked_at=line.created_at))
    return True


class RatingService:
    """The ratings of all conversations."""

    def __init__(self, database: Database, settings: Settings, privacy: Privacy) -> None:
        self._database = database
        self._longest = settings.rating_comment_chars
        self._privacy = privacy

    async def read(self, conversation_id: str, seq: int) -> RatingView:
        """Return the rating that line `seq` asked for; NotFoundError where it asked for none."""
        async with self._database.read() as session:
            found = await session.get(Rating, (conversation_id, seq))
        if found is None:
            raise NotFoundError("No rating was asked for here.")
        return _view(found)

    async def give(self, conversation_id: str, seq: int, new: NewRating) -> RatingView:
        """Keep a rating; a later one takes its place. Personal data is taken out of the comment.

        Raises:
            NotFoundError: that line asked for no rating, or the conversation was erased.
            TooLargeError: the comment is too long.
        """
        comment = None
        if new.comment.strip():
            checked = check_shopper_text(new.comment, limit=self._longest)
            comment = self._privacy.mask(checked).text
        async with self._database.write() as session:
            await ConversationRepository(session).lock(conversation_id)
            rating = await session.get(Rating, (conversation_id, seq))
            if rating is None:
                raise NotFoundError("No rating was asked for here.")
            rating.score, rating.reason, rating.comment, rating.given_at = new.score, new.reason, comment, utc_now()
            return _view(rating)


def _view(rating: Rating) -> RatingView:
    skipped = rating.score is None and rating.given_at is not None
    return RatingView(score=rating.score, reason=rating.reason, comment=rating.comment or "", skipped=skipped)
