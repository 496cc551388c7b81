"""Training over HTTP, for merchants."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from bot.conversation.endpoints import limit_address
from bot.conversation.stream import EventStream
from bot.retrain.service import TrainingService, TrainingView
from bot.staff.access import Merchant, merchant


def _training(request: Request) -> TrainingService:
    return cast(TrainingService, request.app.state.services.trainings)


Service = Annotated[TrainingService, Depends(_training)]
router = APIRouter(
    prefix="/api/merchant/train", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)]
)


@router.get("")
async def read(response: Response, service: Service) -> TrainingView:
    """The last training."""
    response.headers["cache-control"] = "no-store"
    return await run_in_threadpool(service.read)


@router.post("", status_code=202)
async def start(member: Merchant, service: Service) -> TrainingView:
    """Begin to train on the catalog that serves."""
    return await service.start(member)


@router.post("/stop", status_code=202)
async def stop(member: Merchant, service: Service) -> TrainingView:
    """End the training that runs."""
    return await service.stop(member)


@router.get("/events", response_class=Response)
async def events(request: Request, service: Service) -> Response:
    """Server-sent events: `train` whenever it is otherwise, `end` when none runs."""
    settings = request.app.state.services.settings
    return EventStream(service.events(), send_timeout=settings.stream_send_timeout)
