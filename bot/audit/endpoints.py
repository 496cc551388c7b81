"""The staff's log over HTTP, for merchants only: as pages, and as a table to take along."""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import StringConstraints
from starlette.responses import StreamingResponse

from bot.audit.schemas import AuditView, Wanted
from bot.audit.service import AuditService
from bot.conversation.endpoints import limit_address
from bot.staff.access import Merchant, merchant

router = APIRouter(
    prefix="/api/merchant/audit", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)
Part = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]
# What a calendar can add days to, and no slip of the keyboard beyond.
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


def _audit(request: Request) -> AuditService:
    return cast(AuditService, request.app.state.services.audit)


def _wanted(
    actor: Annotated[Part, Query()] = "",
    action: Annotated[Part, Query()] = "",
    subject: Annotated[Part, Query()] = "",
    since: Day = None,
    until: Day = None,
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> Wanted:
    return Wanted(actor, action, subject, since, until, before)


Audit = Annotated[AuditService, Depends(_audit)]
Narrowed = Annotated[Wanted, Depends(_wanted)]


@router.get("")
async def read(response: Response, audit: Audit, wanted: Narrowed) -> AuditView:
    """What the staff did, newest first, a page at a time."""
    response.headers["cache-control"] = "no-store"
    return await audit.read(wanted)


@router.get(".csv", response_class=StreamingResponse)
async def export(member: Merchant, audit: Audit, wanted: Narrowed) -> StreamingResponse:
    """All that is wanted as CSV, newest first, times in UTC; that it was taken is a line of the log itself."""
    await audit.note_export(member, wanted)
    headers = {"cache-control": "no-store", "content-disposition": 'attachment; filename="staff-log.csv"'}
    return StreamingResponse(audit.export(wanted), media_type="text/csv; charset=utf-8", headers=headers)
