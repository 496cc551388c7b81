"""GET /widget.js, the embeddable widget, its parts under /widget/, and GET /api/config, what it needs to know."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from bot.errors import NotFoundError, UnavailableError
from bot.occasions.calendar import OccasionDay
from bot.occasions.season import theme
from bot.occasions.service import OccasionService
from bot.settings import Settings
from bot.texts import load_texts

router = APIRouter(tags=["widget"])
WIDGET = Path(__file__).parent.parent / "web" / "dist" / "widget.js"
_CACHE = "public, max-age=300, stale-while-revalidate=86400"
_FOREVER = "public, max-age=31536000, immutable"
_HASH_CHARS = 10


class Hello(BaseModel):
    """The merchant's rule for a first word to a visitor: `after` so many seconds, on `pages` (globs of paths)."""

    text: str
    after: float
    pages: list[str]


class Countdown(BaseModel):
    """The occasion of these days, in numbers and as a sentence."""

    occasion: str
    title: str
    date: str
    days: int
    order_by: str | None
    days_to_order: int | None
    text: str


class PublicConfig(BaseModel):
    """What the widget may know of the deployment."""

    store_name: str
    currency: str
    locale: str
    accent: str
    greeting: str
    max_message_chars: int
    hello: Hello | None = None
    theme: str | None = None
    countdown: Countdown | None = None


@router.get("/api/config")
async def config(request: Request, response: Response) -> PublicConfig:
    """Return the store's public settings."""
    settings: Settings = request.app.state.services.settings
    occasions: OccasionService = request.app.state.services.occasions
    near = occasions.near()
    response.headers["cache-control"] = "public, max-age=60"
    return PublicConfig(
        store_name=settings.store_name,
        currency=settings.currency,
        locale=settings.locale,
        accent=settings.accent,
        greeting=settings.greeting or _greeting(settings, occasions, near),
        max_message_chars=settings.max_message_chars,
        hello=_hello(settings),
        theme=theme(near[0].occasion) if near else None,
        countdown=_countdown(occasions, near[0]) if near else None,
    )


def _greeting(settings: Settings, occasions: OccasionService, near: list[OccasionDay]) -> str:
    """Our own first words, with the occasion that is near."""
    greeting = load_texts(settings.locale)("greeting")
    line = occasions.season_line(near[0]) if near else ""
    return f"{greeting} {line}".strip()


def _countdown(occasions: OccasionService, item: OccasionDay) -> Countdown:
    message = occasions.countdown(item)
    return Countdown(title=occasions.title(item), **message.model_dump(exclude={"type", "url"}))


def _hello(settings: Settings) -> Hello | None:
    if not settings.hello_text:
        return None
    return Hello(text=settings.hello_text, after=settings.hello_after, pages=list(settings.hello_pages))


@dataclass(frozen=True)
class _Script:
    plain: bytes
    packed: bytes
    etag: str


@lru_cache(maxsize=64)
def _script(path: Path, _mtime_ns: int, _size: int) -> _Script:
    plain = path.read_bytes()
    return _Script(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest())


def _answer(request: Request, path: Path) -> Response:
    """Return a built script, compressed where the browser takes it; for ever where its address has its content's hash.

    Raises:
        OSError: there is no such file.
    """
    found = path.stat()
    script = _script(path, found.st_mtime_ns, found.st_size)
    version = request.query_params.get("v", "")
    lasting = len(version) >= _HASH_CHARS and script.etag.startswith(version)
    headers = {
        "etag": f'"{script.etag[:32]}"',
        "cache-control": _FOREVER if lasting else _CACHE,
        "vary": "accept-encoding",
        "cross-origin-resource-policy": "cross-origin",
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = script.plain
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = script.packed
        headers["content-encoding"] = "gzip"
    return Response(content, headers=headers, media_type="text/javascript")


def part_url(name: str) -> str:
    """Return the address of a built script, with the start of its content's hash.

    Raises:
        UnavailableError: it is not built yet.
    """
    path = WIDGET.parent / f"{name}.js"
    try:
        found = path.stat()
        script = _script(path, found.st_mtime_ns, found.st_size)
    except OSError:
        raise UnavailableError("The web part is not built yet: run `make web`.") from None
    return f"/widget/{name}.js?v={script.etag[:_HASH_CHARS]}"


@router.head("/widget.js", include_in_schema=False)
@router.get("/widget.js", response_class=Response)
async def widget(request: Request) -> Response:
    """Return the widget's script."""
    try:
        return _answer(request, WIDGET)
    except OSError:
        raise UnavailableError("The widget is not built yet: run `make web`.") from None


@router.head("/widget/{name}.js", include_in_schema=False)
@router.get("/widget/{name}.js", response_class=Response)
async def part(request: Request, name: str) -> Response:
    """Return a part of the widget that loads on first use, an ES module: one of those that the build made."""
    # Names come from the folder, never the path from the name.
    built = {path.stem: path for path in WIDGET.parent.glob("*.js") if path != WIDGET}
    if name not in built:
        raise NotFoundError("The widget has no such part.")
    return _answer(request, built[name])
