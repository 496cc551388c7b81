"""The private action server: rasa-sdk's executor behind a small ASGI app, in the gateway's process."""

from __future__ import annotations

import hmac
import json
import logging
import zlib
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, cast

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

import actions
from actions.context import Context, catalog_version, set_context
from bot.catalog.service import CatalogService
from bot.services import Services
from bot.texts import load_texts

log = logging.getLogger(__name__)
# A conversation's tracker comes with every call; more than this is no tracker of ours.
MAX_BODY = 20 * 1024 * 1024
SECRET_HEADER = "X-Giftfinder-Secret"  # noqa: S105 - the header's name


def create_app(services: Services) -> ASGIApp:
    """The app for POST /webhook; every call must carry the shared secret."""
    set_context(
        Context(
            settings=services.settings,
            # The one real implementation of the protocol.
            catalog=cast(CatalogService, services.catalog),
            wishlist=services.wishlist,
            handoff=services.handoff,
            occasions=services.occasions,
            policies=services.policies,
            texts=load_texts(services.settings.locale),
        )
    )
    executor = _executor()
    notes = services.conversations.slot_notes
    secret = services.settings.actions_secret

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if secret is None or not hmac.compare_digest(given.encode(), secret.get_secret_value().encode()):
            return JSONResponse({"error": "wrong secret", "action_name": ""}, status_code=403)
        try:
            call = await _read(request)
        except ValueError as error:
            return JSONResponse({"error": str(error), "action_name": ""}, status_code=400)
        name = str(call.get("next_action") or "")
        call.setdefault("domain", {})  # Rasa keeps it to itself; the SDK refuses a call without one
        try:
            with catalog_version(_version(call)):
                result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            return JSONResponse({"error": str(rejection), "action_name": name}, status_code=400)
        except ActionNotFoundException as missing:
            return JSONResponse({"error": str(missing), "action_name": name}, status_code=404)
        except Exception:
            log.exception("action failed", extra={"action": name})
            return JSONResponse({"error": "the action failed", "action_name": name}, status_code=500)
        answer = result.model_dump() if result else {"events": [], "responses": []}
        tracker = call.get("tracker") or {}
        notes.note(str(call.get("sender_id") or ""), name, tracker.get("slots") or {}, answer["events"])
        return JSONResponse(answer)

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"])])


def _version(call: dict[str, Any]) -> str:
    """The catalog version that the gateway sent with the message."""
    message = (call.get("tracker") or {}).get("latest_message") or {}
    version = (message.get("metadata") or {}).get("catalog")
    return version if isinstance(version, str) else ""


def _executor() -> ActionExecutor:
    # Imported here first: the SDK's own import ends the whole process when one fails.
    for module in iter_modules(actions.__path__):
        import_module(f"actions.{module.name}")
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


async def _read(request: Request) -> dict[str, Any]:
    """The call's JSON, inflated where Rasa deflated it.

    Raises:
        ValueError: too large, or not a JSON object.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise ValueError(f"a call of over {MAX_BODY} bytes")
    if request.headers.get("Content-Encoding", "").lower() == "deflate":
        inflater = zlib.decompressobj()
        try:
            body = inflater.decompress(body, MAX_BODY)
        except zlib.error as error:
            raise ValueError("the body is not deflated") from error
        if inflater.unconsumed_tail:
            raise ValueError(f"a call of over {MAX_BODY} bytes")
    call = json.loads(body)
    if not isinstance(call, dict):
        raise ValueError("the call is not a JSON object")
    return call
