"""Insight over HTTP, for merchants; and their page, which holds nothing itself."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.conversation.endpoints import limit_address
from bot.errors import NotFoundError
from bot.insight.export import PARTS, table
from bot.insight.schemas import Insight
from bot.insight.service import InsightService
from bot.pages.templates import page
from bot.public.site import part_url
from bot.settings import Settings
from bot.staff.access import merchant
from bot.statistics.endpoints import Day

router = APIRouter(
    prefix="/api/merchant/insight", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)
page_router = APIRouter(include_in_schema=False)


def _insight(request: Request) -> InsightService:
    return cast(InsightService, request.app.state.services.insight)


Service = Annotated[InsightService, Depends(_insight)]


@router.get("")
async def read(response: Response, service: Service, since: Day = None, until: Day = None) -> Insight:
    """What shoppers asked for and what became of it; the last four weeks by default."""
    response.headers["cache-control"] = "no-store"
    return await service.read(since, until)


@router.get("/{part}.csv")
async def export(service: Service, part: str, since: Day = None, until: Day = None) -> Response:
    """One part of it as CSV."""
    if part not in PARTS:
        raise NotFoundError(f"There are: {', '.join(PARTS)}.")
    insight = await service.read(since, until)
    headers = {
        "content-disposition": f'attachment; filename="{part}-{insight.since}-{insight.until}.csv"',
        "cache-control": "no-store",
    }
    return Response(table(PARTS[part](insight)), media_type="text/csv; charset=utf-8", headers=headers)


@page_router.get("/merchant")
async def console(request: Request) -> Response:
    """The merchants' page, signed in or not.

    Raises:
        UnavailableError: the page's script is not built yet.
    """
    settings: Settings = request.app.state.services.settings
    headers = {"Cache-Control": "no-cache", "Referrer-Policy": "same-origin"}
    return page("insight/merchant.html", locale=settings.locale, headers=headers, script=part_url("merchant"))
