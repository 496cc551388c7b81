"""GET /widget.js, the embeddable widget, and GET /api/config, what it needs to know."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from bot.errors import UnavailableError
from bot.settings import Settings
from bot.texts import load_texts

router = APIRouter(tags=["widget"])
WIDGET = Path(__file__).parent.parent / "web" / "dist" / "widget.js"
_CACHE = "public, max-age=300, stale-while-revalidate=86400"


class PublicConfig(BaseModel):
    """What the widget may know of the deployment."""

    store_name: str
    currency: str
    locale: str
    accent: str
    greeting: str
    max_message_chars: int


@router.get("/api/config")
async def config(request: Request, response: Response) -> PublicConfig:
    """Return the store's public settings."""
    settings: Settings = request.app.state.services.settings
    response.headers["cache-control"] = "public, max-age=60"
    return PublicConfig(
        store_name=settings.store_name,
        currency=settings.currency,
        locale=settings.locale,
        accent=settings.accent,
        greeting=settings.greeting or load_texts(settings.locale)("greeting"),
        max_message_chars=settings.max_message_chars,
    )


@dataclass(frozen=True)
class _Script:
    plain: bytes
    packed: bytes
    etag: str


@lru_cache(maxsize=2)
def _script(path: Path, _mtime_ns: int, _size: int) -> _Script:
    plain = path.read_bytes()
    etag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
    return _Script(plain, gzip.compress(plain, 9, mtime=0), etag)


@router.head("/widget.js", include_in_schema=False)
@router.get("/widget.js", response_class=Response)
async def widget(request: Request) -> Response:
    """Return the widget's script, compressed where the browser takes it."""
    try:
        found = WIDGET.stat()
        script = _script(WIDGET, found.st_mtime_ns, found.st_size)
    except OSError:
        raise UnavailableError("The widget is not built yet: run `make web`.") from None
    headers = {
        "etag": script.etag,
        "cache-control": _CACHE,
        "vary": "accept-encoding",
        "cross-origin-resource-policy": "cross-origin",
    }
    if script.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = script.plain
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = script.packed
        headers["content-encoding"] = "gzip"
    return Response(content, headers=headers, media_type="text/javascript")
