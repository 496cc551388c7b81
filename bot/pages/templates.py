"""Templates of the pages, and the response that carries one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from bot.pages.assets import asset_url
from bot.pages.texts import load_page_texts

_BOT = Path(__file__).parents[1]
# No inline script or style at all; a merchant's own pictures may come from anywhere, also over plain http.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def _environment(locale: str) -> Environment:
    folders = {
        name: FileSystemLoader(_BOT / name / "templates")
        for name in ("pages", "store", "wishlist", "handoff", "quiz", "policies", "insight")
    }
    environment = Environment(
        loader=PrefixLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=load_page_texts(locale), asset=asset_url, locale=locale)
    environment.filters["json_ld"] = json_ld
    return environment


def json_ld(data: Mapping[str, Any]) -> Markup:
    """Return JSON for a script element: nothing in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 (made safe just above)


def page(
    name: str,
    *,
    locale: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """Return a template ("store/home.html") as a response with the pages' content security policy."""
    content = _environment(locale).get_template(name).render(**context)
    return HTMLResponse(content, status, {"Content-Security-Policy": PAGE_POLICY, **(headers or {})})
