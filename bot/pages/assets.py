"""The pages' own style sheets and scripts, read once; an address carries the content's hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

from bot.errors import NotFoundError

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
YEAR = 365 * 24 * 3600

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file; `version` is the start of its SHA-256."""

    content: bytes
    media_type: str
    version: str


@cache
def load_assets() -> dict[str, Asset]:
    """Read every static file, by name."""
    assets = {}
    for path in sorted(_FOLDER.iterdir()):
        if path.suffix in _TYPES:
            content = path.read_bytes()
            assets[path.name] = Asset(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:12])
    return assets


def asset_url(name: str) -> str:
    """Return the address of a static file, such as "/pages/store.css?v=3f1c..."; KeyError when unknown."""
    return f"/pages/{name}?v={load_assets()[name].version}"


@router.get("/pages/{name}")
def static_file(name: str, v: str = "") -> Response:
    """Serve a static file. Only names read at the start exist, so no path can lead out of the folder."""
    asset = load_assets().get(name)
    if asset is None:
        raise NotFoundError("There is no such file.")
    # Only the address that names this very content may be kept for ever.
    age = f"public, max-age={YEAR}, immutable" if v == asset.version else "no-cache"
    headers = {"Cache-Control": age, "ETag": f'"{asset.version}"', "X-Content-Type-Options": "nosniff"}
    return Response(asset.content, headers=headers, media_type=asset.media_type)
