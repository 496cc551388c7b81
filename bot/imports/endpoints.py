"""Imports over HTTP, for merchants."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from bot.conversation.endpoints import limit_address
from bot.conversation.stream import EventStream
from bot.imports.schemas import Chosen, Imports, ImportView, MappingBody, Preview
from bot.imports.service import ImportService
from bot.staff.access import Merchant, merchant
from bot.tables import csv_line

PATH = "/api/merchant/imports"
"""Where a feed is sent to: the one call whose body may be large."""


def _imports(request: Request) -> ImportService:
    return cast(ImportService, request.app.state.services.imports)


Service = Annotated[ImportService, Depends(_imports)]
router = APIRouter(prefix="/api/merchant", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)])


@router.get("/imports")
async def overview(response: Response, service: Service) -> Imports:
    """All imports, newest first, and what a new one may be made of."""
    response.headers["cache-control"] = "no-store"
    return await run_in_threadpool(service.overview)


@router.post("/imports", status_code=201)
async def upload(
    request: Request, member: Merchant, service: Service, name: Annotated[str, Query(max_length=500)] = ""
) -> ImportView:
    """Bring a feed: the body is the file, `name` what people call it."""
    return await service.upload(member, name, request.stream())


@router.post("/imports/fetch", status_code=202)
async def fetch(member: Merchant, service: Service) -> ImportView:
    """Begin to fetch the feed of the settings."""
    return await service.fetch(member)


@router.get("/imports/{import_id}")
async def read(service: Service, import_id: str) -> ImportView:
    """One import."""
    return await run_in_threadpool(service.read, import_id)


@router.post("/imports/{import_id}/preview")
async def preview(service: Service, import_id: str, chosen: Chosen) -> Preview:
    """The feed's first rows, read as was chosen. Changes nothing."""
    return await service.preview(import_id, chosen)


@router.post("/imports/{import_id}/run", status_code=202)
async def run(member: Merchant, service: Service, import_id: str, chosen: Chosen) -> ImportView:
    """Begin to read the feed into the catalog."""
    return await service.run(member, import_id, chosen)


@router.post("/imports/{import_id}/stop", status_code=202)
async def stop(member: Merchant, service: Service, import_id: str) -> ImportView:
    """End an import that runs; what serves stays as it was."""
    return await service.stop(member, import_id)


@router.delete("/imports/{import_id}", status_code=204)
async def delete(member: Merchant, service: Service, import_id: str) -> None:
    """Forget an import, its feed and its report."""
    await service.delete(member, import_id)


@router.get("/imports/{import_id}/events", response_class=Response)
async def events(request: Request, service: Service, import_id: str) -> Response:
    """Server-sent events: `import` whenever it is otherwise, `end` when it neither is fetched nor runs."""
    settings = request.app.state.services.settings
    return EventStream(service.events(import_id), send_timeout=settings.stream_send_timeout)


@router.get("/imports/{import_id}/report.csv")
async def report(service: Service, import_id: str) -> Response:
    """What was refused, and what went in in part, as CSV."""
    name, found = await run_in_threadpool(service.report, import_id)
    lines = [csv_line(("line", "field", "value", "reason", "went_in"))]
    for part, went_in in (("refused", "no"), ("warnings", "in part")):
        lines += [
            csv_line((one["line"], one["field"], one["value"], one["reason"], went_in)) for one in found.get(part, [])
        ]
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}-report.csv', safe='')}",
        "cache-control": "no-store",
    }
    return Response("".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


@router.put("/mappings/{name}", status_code=204)
async def put_mapping(member: Merchant, service: Service, name: str, body: MappingBody) -> None:
    """Keep a column mapping under a name."""
    await service.put_mapping(member, name, body.mapping)


@router.delete("/mappings/{name}", status_code=204)
async def delete_mapping(member: Merchant, service: Service, name: str) -> None:
    """Delete a column mapping."""
    await service.delete_mapping(member, name)
