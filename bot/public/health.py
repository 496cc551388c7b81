"""GET /healthz (alive) and /readyz (ready to answer)."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from fastapi import APIRouter, Request

from bot.errors import UnavailableError

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])
_DATABASE_SECONDS = 3.0


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """Answer as long as the process can."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request) -> dict[str, Any]:
    """Answer 200 when index, Rasa and database are there; 503 with what is missing."""
    services = request.app.state.services
    engine = services.engines.current
    *rasa, database = await asyncio.gather(
        *(client.healthy() for client in engine.clients), _reachable(services.database)
    )
    checks = {"index": bool(services.catalog.ready), "rasa": any(rasa), "database": database}
    missing = [name for name, there in checks.items() if not there]
    if missing:
        raise UnavailableError(f"Not ready: {', '.join(missing)}.", checks=checks, missing=missing)
    processes = {"running": len(rasa), "answering": sum(rasa)}
    return {"status": "ready", "checks": checks, "release": engine.release or None, "rasa_processes": processes}


async def _reachable(database: Any) -> bool:
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            await database.ping()
    except Exception:
        log.exception("database not reachable")
        return False
    return True
