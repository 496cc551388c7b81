"""Signing in and out over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from bot.conversation.endpoints import client_address, limit_address, limits_of
from bot.staff.access import CSRF_COOKIE, SESSION_COOKIE, SignedInMember, Staff, check_origin
from bot.staff.schemas import Credentials, StaffView
from bot.staff.service import csrf_token

router = APIRouter(prefix="/api/staff", tags=["staff"], dependencies=[Depends(limit_address)])


@router.post("/session", status_code=204, dependencies=[Depends(check_origin)])
async def sign_in(request: Request, response: Response, credentials: Credentials, service: Staff) -> None:
    """Sign in: sets the session's cookie, and beside it the one whose value unsafe calls send as X-CSRF-Token."""
    await limits_of(request).sign_in(client_address(request), credentials.email)
    made = await service.sign_in(credentials.email, credentials.password)
    settings = request.app.state.services.settings
    common = {
        "max_age": int(settings.staff_session_hours * 3600),
        "secure": settings.public_url.startswith("https:"),
        "samesite": "strict",
        "path": "/",
    }
    response.set_cookie(SESSION_COOKIE, made.token, httponly=True, **common)
    response.set_cookie(CSRF_COOKIE, csrf_token(made.token), httponly=False, **common)


@router.get("/session")
async def read(member: SignedInMember, response: Response) -> StaffView:
    """Who is signed in."""
    response.headers["cache-control"] = "no-store"
    return member


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response, member: SignedInMember, service: Staff) -> None:
    """Sign out."""
    await service.sign_out(request.cookies[SESSION_COOKIE], member)
    for name in (SESSION_COOKIE, CSRF_COOKIE):
        response.delete_cookie(name, path="/")
