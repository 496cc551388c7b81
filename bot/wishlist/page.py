"""The public page of a shared wishlist, /w/{token}: server-rendered, for people and for messengers' previews."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from babel.dates import format_date
from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.pages.pictures import MOST_IN_PREVIEW, PREVIEW_SIZE, PictureName, load_pictures
from bot.pages.product import ProductView, view
from bot.pages.templates import page
from bot.pages.texts import load_page_texts
from bot.services import Services
from bot.settings import Settings
from bot.store.endpoints import store_name
from bot.texts import Texts
from bot.wishlist.schemas import SharedWishlist
from catalog_index.product import Availability

router = APIRouter(include_in_schema=False)
# The address is the secret: it must not be found, kept by a proxy, or told to the shops that are linked to.
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
}
_EMPTY_LIST_PICTURE = PictureName("gift-box", "4")
_TITLES_IN_DESCRIPTION = 3


@dataclass(frozen=True, slots=True)
class Gift:
    """A line of the list; `shown` is None for a product that left the catalog."""

    shown: ProductView | None
    available: bool


@router.get("/w/{token}")
@router.head("/w/{token}")
async def shared_page(token: str, request: Request) -> Response:
    """The list that a link opens; 404 for a link that never was or was taken back."""
    services = cast(Services, request.app.state.services)
    settings, store = services.settings, store_name(services.settings)
    shared = await services.wishlist.shared(token)
    if shared is None:
        return page(
            "wishlist/missing.html",
            locale=settings.locale,
            status=404,
            headers=HEADERS,
            store_name=store,
            own_url=own_gifts(settings),
        )
    texts = load_page_texts(settings.locale)
    title = heading(shared.title, texts)
    url = f"{settings.public_url}/w/{quote(token, safe='')}"
    gifts = _gifts(shared, settings)
    return page(
        "wishlist/shared.html",
        locale=settings.locale,
        headers=HEADERS,
        store_name=store,
        title=title,
        description=_description(gifts, store, texts),
        url=url,
        image=_preview_address(url, gifts),
        image_size=PREVIEW_SIZE,
        gifts=gifts,
        ways=ways_to_share(url, title, texts),
        own_url=own_gifts(settings),
        today=format_date(datetime.now(UTC), "long", locale=settings.locale.replace("-", "_")),
    )


@router.get("/w/{token}/picture.png")
@router.head("/w/{token}/picture.png")
async def preview_picture(token: str, request: Request) -> Response:
    """The picture that messengers show for the link.

    They take no SVG, which our drawings are; so up to three of them are set side by side and made a PNG.
    """
    services = cast(Services, request.app.state.services)
    shared = await services.wishlist.shared(token)
    if shared is None:
        return Response(status_code=404, headers=HEADERS)
    names = _drawings(_gifts(shared, services.settings)) or (_EMPTY_LIST_PICTURE,)
    content = await asyncio.to_thread(load_pictures().preview, names)
    headers = {**HEADERS, "Cache-Control": "private, max-age=3600"}
    return Response(content, headers=headers, media_type="image/png")


def heading(title: str | None, texts: Texts) -> str:
    """Return "Gift ideas for Ella" for "Ella"; a title that says what the list is stays as it is."""
    if not title:
        return texts("wishlist.title")
    told = any(word in title.casefold() for word in texts("wishlist.title_words").split())
    return title if told else texts("wishlist.title_for", name=title)


def ways_to_share(url: str, title: str, texts: Texts) -> list[tuple[str, str]]:
    """Return (name, address) of the ways to pass a link on. They only open something: nothing is loaded from them."""
    text = texts("wishlist.share_text", title=title, url=url)
    mail = urlencode({"subject": title, "body": text}, quote_via=quote)
    return [
        (texts("wishlist.email"), f"mailto:?{mail}"),
        ("WhatsApp", f"https://wa.me/?{urlencode({'text': text}, quote_via=quote)}"),
        ("X", f"https://x.com/intent/post?{urlencode({'text': title, 'url': url}, quote_via=quote)}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url}, quote_via=quote)}"),
    ]


def _gifts(shared: SharedWishlist, settings: Settings) -> list[Gift]:
    gifts = []
    for item in shared.items:
        product = item.product
        available = product is not None and product.availability is not Availability.OUT_OF_STOCK
        gifts.append(Gift(view(product, settings) if product else None, available))
    return gifts


def _drawings(gifts: list[Gift]) -> tuple[PictureName, ...]:
    """Return our own drawings of the first gifts that can be had."""
    pictures = (gift.shown.picture for gift in gifts if gift.shown and gift.available)
    return tuple(picture.name for picture in pictures if picture and picture.name)[:MOST_IN_PREVIEW]


def _preview_address(url: str, gifts: list[Gift]) -> tuple[str, bool]:
    """Return the preview's address, and whether it is ours (of a known size); a shop's own photo comes first."""
    drawings = _drawings(gifts)
    photos = (gift.shown.picture.src for gift in gifts if gift.shown and gift.available and gift.shown.picture)
    if not drawings and (photo := next(photos, None)):
        return photo, False
    # Another list, another address: messengers keep what they once fetched.
    version = hashlib.sha256(repr(drawings).encode()).hexdigest()[:10]
    return f"{url}/picture.png?v={version}", True


def _description(gifts: list[Gift], store: str, texts: Texts) -> str:
    titles = [gift.shown.product.title for gift in gifts if gift.shown and gift.available]
    ending = {0: ".none", 1: ".one"}.get(len(titles), "")
    told = ", ".join(titles[:_TITLES_IN_DESCRIPTION]) + (" …" if len(titles) > _TITLES_IN_DESCRIPTION else "")
    return texts(f"wishlist.description{ending}", count=len(titles), store=store, titles=told)


def own_gifts(settings: Settings) -> str:
    """Return the store's address with the wish to open the gift finder."""
    parts = urlsplit(settings.store_url)
    query = f"{parts.query}&giftfinder=open" if parts.query else "giftfinder=open"
    return urlunsplit(parts._replace(query=query))
