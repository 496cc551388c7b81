"""The quiz over HTTP, and its pictures."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.conversation.endpoints import Opened, limit_address, limits_of
from bot.conversation.schemas import Answered
from bot.errors import NotFoundError
from bot.pages.assets import YEAR
from bot.quiz.pictures import PATH, load_quiz_pictures, picture_url
from bot.quiz.schemas import FinishRequest, QuizRequest, ResultLink, StepView
from bot.quiz.service import QuizService

# Opened by itself an SVG is a document: this one may do nothing at all.
PICTURE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def quiz_service(request: Request) -> QuizService:
    """Return the service of the running app."""
    return cast(QuizService, request.app.state.services.quiz)


Service = Annotated[QuizService, Depends(quiz_service)]
router = APIRouter(
    prefix="/api/conversations/{conversation_id}/quiz", tags=["quiz"], dependencies=[Depends(limit_address)]
)
pictures_router = APIRouter(include_in_schema=False)


@router.post("")
async def step(conversation: Opened, service: Service, wanted: QuizRequest) -> StepView:
    """The question that comes next after these answers, with what each option would leave."""
    return await service.step(conversation, wanted)


@router.post("/finish")
async def finish(request: Request, conversation: Opened, service: Service, wanted: FinishRequest) -> Answered:
    """End the quiz: the chat shows the gifts; answers as a message does."""
    await limits_of(request).message(conversation.id)
    return await service.finish(conversation, wanted)


@router.post("/share", status_code=201)
async def share(conversation: Opened, service: Service, wanted: QuizRequest) -> ResultLink:
    """Make a public link to the result; nothing of the conversation is in it."""
    return await service.share(conversation, wanted)


@pictures_router.get(PATH + "{name}.svg")
@pictures_router.head(PATH + "{name}.svg")
async def picture(name: str, v: str = "") -> Response:
    """A picture of an answer."""
    drawing = load_quiz_pictures().get(name)
    if drawing is None:
        raise NotFoundError("There is no such picture.")
    newest = picture_url(name).endswith(f"?v={v}")
    age = f"public, max-age={YEAR}, immutable" if newest else "no-cache"
    headers = {**PICTURE_HEADERS, "Cache-Control": age}
    return Response(drawing, headers=headers, media_type="image/svg+xml")
