"""The rating of an agent's help over HTTP: `seq` is the line of the log that asks for it."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request

from bot.conversation.endpoints import Opened, limit_address, limits_of
from bot.ratings.schemas import NewRating, RatingView
from bot.ratings.service import RatingService


def _ratings(request: Request) -> RatingService:
    return cast(RatingService, request.app.state.services.ratings)


Ratings = Annotated[RatingService, Depends(_ratings)]
Seq = Annotated[int, Path(ge=1, le=2**31 - 1)]
router = APIRouter(
    prefix="/api/conversations/{conversation_id}/ratings",
    tags=["conversations"],
    dependencies=[Depends(limit_address)],
)


@router.get("/{seq}")
async def read(conversation: Opened, seq: Seq, ratings: Ratings) -> RatingView:
    """What the shopper has said of the help, if anything."""
    return await ratings.read(conversation.id, seq)


@router.put("/{seq}")
async def give(request: Request, conversation: Opened, seq: Seq, ratings: Ratings, rating: NewRating) -> RatingView:
    """Say how the help was; saying it again takes the place of what was said before."""
    await limits_of(request).message(conversation.id)
    return await ratings.give(conversation.id, seq, rating)
