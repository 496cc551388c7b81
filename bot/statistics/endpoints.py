"""The statistics over HTTP: for agents and merchants alike; how much they show depends on who asks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.conversation.endpoints import limit_address
from bot.staff.access import SignedInMember
from bot.statistics.schemas import StatisticsView
from bot.statistics.service import StatisticsService

router = APIRouter(prefix="/api/agent/statistics", tags=["agent"], dependencies=[Depends(limit_address)])
# What a calendar can add days to, and no slip of the keyboard beyond.
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


def _statistics(request: Request) -> StatisticsService:
    return cast(StatisticsService, request.app.state.services.statistics)


@router.get("")
async def read(
    response: Response,
    member: SignedInMember,
    statistics: Annotated[StatisticsService, Depends(_statistics)],
    since: Day = None,
    until: Day = None,
) -> StatisticsView:
    """Response and resolution times, ratings and their reasons, a day and an agent; the last four weeks by default."""
    response.headers["cache-control"] = "no-store"
    return await statistics.read(member, since, until)
