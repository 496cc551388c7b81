"""GET /agent: the agents' console. The page itself holds nothing; all that it shows it asks for, signed in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.pages.templates import page
from bot.public.site import part_url
from bot.settings import Settings

router = APIRouter(include_in_schema=False)


@router.get("/agent")
async def console(request: Request) -> Response:
    """The console's page, signed in or not.

    Raises:
        UnavailableError: the console is not built yet.
    """
    settings: Settings = request.app.state.services.settings
    headers = {"Cache-Control": "no-cache", "Referrer-Policy": "same-origin"}
    return page("handoff/agent.html", locale=settings.locale, headers=headers, script=part_url("agent"))
