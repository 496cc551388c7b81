"""GET /api/merchant/audit: the staff's log, for merchants only."""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import StringConstraints

from bot.audit.schemas import AuditView, Wanted
from bot.audit.service import AuditService
from bot.conversation.endpoints import limit_address
from bot.staff.access import merchant

router = APIRouter(
    prefix="/api/merchant/audit", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)
Part = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
# What a calendar can add days to, and no slip of the keyboard beyond.
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


def _audit(request: Request) -> AuditService:
    return cast(AuditService, request.app.state.services.audit)


@router.get("")
async def read(
    response: Response,
    audit: Annotated[AuditService, Depends(_audit)],
    actor: Annotated[Part, Query()] = "",
    action: Annotated[Part, Query()] = "",
    subject: Annotated[Part, Query()] = "",
    since: Day = None,
    until: Day = None,
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> AuditView:
    """What the staff did, newest first, a page at a time."""
    response.headers["cache-control"] = "no-store"
    return await audit.read(Wanted(actor, action, subject, since, until, before))
