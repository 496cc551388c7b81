"""Errors that carry their HTTP status, and the one place where they become RFC 9457 problem details."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy import exc as sql
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)
_DATABASE_RETRY_SECONDS = 3


class GiftfinderError(Exception):
    """Base of every error that a caller may see; `detail` is safe to show and holds no shopper text."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(self, detail: str = "", *, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.headers = dict(headers or {})
        self.members = members


class NotAuthenticatedError(GiftfinderError):
    """No token, or one that is not good (any more)."""

    status, slug, title = 401, "not-authenticated", "A valid token is needed"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class ForbiddenError(GiftfinderError):
    """A good token, for something else."""

    status, slug, title = 403, "forbidden", "This token is for another conversation"


class NotFoundError(GiftfinderError):
    """There is no such thing."""

    status, slug, title = 404, "not-found", "Not found"


class TooLargeError(GiftfinderError):
    """More than this service reads."""

    status, slug, title = 413, "too-large", "Too large"


class InvalidError(GiftfinderError):
    """Understood, and not acceptable."""

    status, slug, title = 422, "invalid", "Not valid"


class TooManyError(GiftfinderError):
    """Over a limit; `retry_after` is whole seconds."""

    status, slug, title = 429, "too-many", "Too many requests"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, retry_after))})


class UnavailableError(GiftfinderError):
    """Not ready to do this now."""

    status, slug, title = 503, "unavailable", "Not available right now"


def problem(
    status: int,
    slug: str,
    title: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """Make a problem-details response (RFC 9457)."""
    body = {"type": f"urn:giftfinder:{slug}", "title": title, "status": status, "detail": detail, **members}
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")


def problem_of(error: GiftfinderError) -> Response:
    """Make the response that one of our errors stands for."""
    return problem(error.status, error.slug, error.title, error.detail, headers=error.headers, **error.members)


def internal_problem() -> Response:
    """Make the response to an error that nobody foresaw: says nothing about it."""
    return problem_of(GiftfinderError())


def install_error_handlers(app: FastAPI) -> None:
    """Turn every error of the app into problem details."""
    app.add_exception_handler(GiftfinderError, _on_ours)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
    for away in (sql.OperationalError, sql.InterfaceError, sql.TimeoutError):
        app.add_exception_handler(away, _on_database_away)


async def _on_ours(_: Request, error: Exception) -> Response:
    return problem_of(cast(GiftfinderError, error))


async def _on_validation(_: Request, error: Exception) -> Response:
    items = cast(RequestValidationError, error).errors()
    return problem(
        InvalidError.status,
        InvalidError.slug,
        InvalidError.title,
        "The request does not have the form that this call needs.",
        errors=[{"field": _field(item["loc"]), "reason": item["msg"]} for item in items],
    )


def _field(location: Sequence[Any]) -> str:
    return ".".join(str(part) for part in location)


async def _on_database_away(request: Request, error: Exception) -> Response:
    # The class alone: the driver's words may name hosts and users.
    log.warning("database away", extra={"route": route_of(request.scope), "kind": type(error).__name__})
    detail = "The shop's memory does not answer right now. Nothing is lost: please send it again in a moment."
    return problem_of(UnavailableError(detail, headers={"Retry-After": str(_DATABASE_RETRY_SECONDS)}))


async def _on_http(_: Request, error: Exception) -> Response:
    http = cast(HTTPException, error)
    phrase = HTTPStatus(http.status_code).phrase
    slug = phrase.lower().replace(" ", "-")
    return problem(http.status_code, slug, phrase, str(http.detail), headers=http.headers)


class UnexpectedErrorMiddleware:
    """Answers an error that no handler knows with a 500 problem, inside the CORS and security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception:
            log.exception("request failed", extra={"method": scope["method"], "route": route_of(scope)})
            if started:
                raise
            await internal_problem()(scope, receive, send)


def route_of(scope: Scope) -> str:
    """Return the route's template ("/w/{token}"), never the path itself: paths may hold secrets."""
    return str(getattr(scope.get("route"), "path", "(none)"))
