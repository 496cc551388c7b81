"""Who may call what: dependencies that every route of the staff's consoles has."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from fastapi import Depends, Request

from bot.errors import GiftfinderError, NotAuthenticatedError
from bot.staff.schemas import Role, StaffView
from bot.staff.service import StaffService, csrf_token

SESSION_COOKIE = "giftfinder_staff"
CSRF_COOKIE = "giftfinder_csrf"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class WrongRoleError(GiftfinderError):
    """Signed in, but not for this."""

    status, slug, title = 403, "wrong-role", "Your account may not do this"


class CrossSiteError(GiftfinderError):
    """A call that did not come from our own page."""

    status, slug, title = 403, "cross-site", "This call must come from the console's own page"


def staff_service(request: Request) -> StaffService:
    """Return the service of the running app."""
    return cast(StaffService, request.app.state.services.staff)


Staff = Annotated[StaffService, Depends(staff_service)]


def check_origin(request: Request) -> None:
    """Refuse an unsafe call that a page of another site makes (as its browser tells).

    Raises:
        CrossSiteError: it comes from elsewhere.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    allowed = {own, str(request.app.state.services.settings.public_url)}
    if site not in {None, "same-origin", "none"} or (origin is not None and origin not in allowed):
        raise CrossSiteError


async def signed_in(request: Request, service: Staff) -> StaffView:
    """Dependency: who is signed in, checked for unsafe calls with the token of the console's page.

    Raises:
        NotAuthenticatedError: nobody, or a session that has ended.
        CrossSiteError: an unsafe call without the right X-CSRF-Token, or from another site.
    """
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotAuthenticatedError("Sign in first.")
    member = await service.who(token)
    check_origin(request)
    given = request.headers.get(CSRF_HEADER, "")
    if request.method not in _SAFE and not hmac.compare_digest(given.encode(), csrf_token(token).encode()):
        raise CrossSiteError(f"Send the cookie {CSRF_COOKIE} in the header {CSRF_HEADER}.")
    return member


SignedInMember = Annotated[StaffView, Depends(signed_in)]


def role(name: Role) -> Callable[[StaffView], Awaitable[StaffView]]:
    """Return the dependency that lets only one role in.

    Raises (the dependency):
        WrongRoleError: somebody else is signed in.
    """

    async def check(member: SignedInMember) -> StaffView:
        if member.role != name:
            raise WrongRoleError(f"This is for accounts with the role {name}.")
        return member

    return check


agent = role("agent")
merchant = role("merchant")
Agent = Annotated[StaffView, Depends(agent)]
Merchant = Annotated[StaffView, Depends(merchant)]
