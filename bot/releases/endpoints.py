"""Releases over HTTP, for merchants."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Request, Response

from bot.conversation.endpoints import limit_address
from bot.conversation.stream import EventStream
from bot.releases.schemas import Activation, ReleaseDetails, Releases, Started
from bot.releases.service import ReleasesService
from bot.settings import Settings
from bot.staff.access import Merchant, merchant


def _releases(request: Request) -> ReleasesService:
    return cast(ReleasesService, request.app.state.services.releases)


Service = Annotated[ReleasesService, Depends(_releases)]
router = APIRouter(
    prefix="/api/merchant/releases", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)


@router.get("")
async def releases(service: Service) -> Releases:
    """All releases, newest first."""
    return await service.all()


@router.post("/rollback")
async def rollback(member: Merchant, service: Service) -> ReleaseDetails:
    """Let the release before the one that serves serve again."""
    return await service.rollback(member)


@router.get("/{release_id}")
async def release(service: Service, release_id: str) -> ReleaseDetails:
    """One release with its difference from the one that served when it was checked."""
    return await service.one(release_id)


@router.post("/{release_id}/check", status_code=202)
async def check(member: Merchant, service: Service, release_id: str) -> Started:
    """Start the whole check: search and dialogue, in the shadow of the release that serves."""
    return Started(job=await service.check(member, release_id))


@router.get("/{release_id}/check/events", response_class=Response)
async def check_events(request: Request, service: Service, release_id: str) -> Any:
    """How far the check is, as server-sent events; the stream ends with it."""
    settings: Settings = request.app.state.services.settings
    await service.one(release_id)
    return EventStream(service.follow(release_id), send_timeout=settings.stream_send_timeout)


@router.post("/{release_id}/activate")
async def activate(member: Merchant, service: Service, release_id: str, body: Activation) -> ReleaseDetails:
    """Let a release serve; a held one needs a reason, which is kept."""
    return await service.activate(member, release_id, body.reason)
