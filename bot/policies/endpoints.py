"""The shop's pages for people: /policies and /policies/{name}."""

from __future__ import annotations

from typing import Any, cast

from babel.dates import format_date
from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.pages.templates import page
from bot.policies.rendering import rendered
from bot.policies.service import page_path
from bot.services import Services
from bot.store.endpoints import store_name

router = APIRouter(include_in_schema=False)


@router.get("/policies")
@router.head("/policies")
async def all_policies(request: Request) -> Response:
    """The list of the shop's pages."""
    services = cast(Services, request.app.state.services)
    found = [(policy, page_path(policy.name)) for policy in services.policies.pages.policies]
    return page(
        "policies/list.html",
        locale=services.settings.locale,
        store_name=store_name(services.settings),
        pages=found,
        store_url=services.settings.store_url,
    )


@router.get("/policies/{name}")
@router.head("/policies/{name}")
async def policy(name: str, request: Request) -> Response:
    """One page; 404 for a name that is none."""
    services = cast(Services, request.app.state.services)
    settings, pages = services.settings, services.policies.pages
    found = pages.get(name)
    locale = settings.locale.replace("-", "_")
    common: dict[str, Any] = {
        "store_name": store_name(settings),
        "pages": [(other, page_path(other.name)) for other in pages.policies],
        "store_url": settings.store_url,
    }
    if found is None:
        return page("policies/missing.html", locale=settings.locale, status=404, **common)
    return page(
        "policies/page.html",
        locale=settings.locale,
        policy=found,
        content=rendered(found),
        updated=format_date(found.updated, "long", locale=locale) if found.updated else None,
        **common,
    )
