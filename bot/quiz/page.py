"""The public page of a quiz's result, /q/{token}: what was answered, and the gifts that came of it."""

from __future__ import annotations

import asyncio
from typing import cast
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.pages.pictures import MOST_IN_PREVIEW, PREVIEW_SIZE, PictureName, load_pictures
from bot.pages.product import ProductView, view
from bot.pages.templates import page
from bot.pages.texts import load_page_texts
from bot.quiz.tokens import QuizResult
from bot.services import Services
from bot.store.endpoints import store_name
from bot.wishlist.page import HEADERS, own_gifts, ways_to_share

router = APIRouter(include_in_schema=False)
_PREVIEW_WITHOUT_GIFTS = PictureName("gift-box", "4")


@router.get("/q/{token}")
@router.head("/q/{token}")
async def result_page(token: str, request: Request) -> Response:
    """A result; 404 for a token that we did not make."""
    services = cast(Services, request.app.state.services)
    settings, store = services.settings, store_name(services.settings)
    texts = load_page_texts(settings.locale)
    result = services.quiz.shared(token)
    if result is None:
        return page(
            "quiz/missing.html",
            locale=settings.locale,
            status=404,
            headers=HEADERS,
            store_name=store,
            own_url=own_gifts(settings),
        )
    url = f"{settings.public_url}/q/{quote(token, safe='')}"
    title = texts(f"quiz.title.{result.for_whom}")
    gifts = _gifts(result, services)
    return page(
        "quiz/result.html",
        locale=settings.locale,
        headers=HEADERS,
        store_name=store,
        title=title,
        description=texts("quiz.description", store=store),
        url=url,
        image=f"{url}/picture.png",
        image_size=PREVIEW_SIZE,
        answers=services.quiz.answers(result),
        gifts=gifts,
        ways=ways_to_share(url, title, texts),
        own_url=own_gifts(settings),
    )


@router.get("/q/{token}/picture.png")
@router.head("/q/{token}/picture.png")
async def preview_picture(token: str, request: Request) -> Response:
    """The picture that messengers show for the link: up to three of the gifts' drawings side by side."""
    services = cast(Services, request.app.state.services)
    result = services.quiz.shared(token)
    if result is None:
        return Response(status_code=404, headers=HEADERS)
    pictures = (gift.picture for gift in _gifts(result, services))
    names = tuple(picture.name for picture in pictures if picture and picture.name)[:MOST_IN_PREVIEW]
    content = await asyncio.to_thread(load_pictures().preview, names or (_PREVIEW_WITHOUT_GIFTS,))
    headers = {**HEADERS, "Cache-Control": "private, max-age=3600"}
    return Response(content, headers=headers, media_type="image/png")


def _gifts(result: QuizResult, services: Services) -> list[ProductView]:
    """The gifts of a result that can still be had."""
    products = (services.catalog.get(product_id) for product_id in result.product_ids)
    return [view(product, services.settings) for product in products if product and product.is_available]
