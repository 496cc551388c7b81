"""The demo store's pages and pictures."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot.errors import NotFoundError
from bot.pages.money import format_round
from bot.pages.pictures import load_pictures, parse_picture_name
from bot.pages.product import view
from bot.pages.templates import page
from bot.pages.texts import load_page_texts
from bot.services import Services
from bot.settings import Settings
from bot.store.query import find_close, link_to, page_number, read_wish
from bot.store.schema_org import product_data
from bot.store.shelves import SORTS, Shelves, Wish
from catalog_index.product import Money

if TYPE_CHECKING:
    from bot.catalog.service import CatalogService

router = APIRouter(include_in_schema=False)
PICTURE_HEADERS = {
    "Cache-Control": "public, max-age=2592000",
    # Opened by itself an SVG is a document: this one may do nothing at all.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
_BESIDE = 4


@router.get("/")
@router.get("/store/")
async def root() -> Response:
    """Lead to the store."""
    return RedirectResponse("/store", 307)


@router.get("/store")
@router.head("/store")
async def home(request: Request) -> Response:
    """The front page; with a wish in the query, what the shop has for it."""
    shelves = _shelves(request)
    wish = read_wish(request.query_params)
    settings, catalog = _services(request).settings, _services(request).catalog
    category = shelves.category(wish.category)
    if wish.category and category is None and shelves.featured:
        return _missing(request)
    instead = None
    if wish.text and shelves.featured and not shelves.has_title(wish.text):
        instead = await asyncio.to_thread(find_close, cast("CatalogService", catalog).search, wish.text)
    result = shelves.page(wish, page_number(request.query_params), instead)
    return _page(
        request,
        "store/home.html",
        wish=wish,
        result=result,
        category=category,
        front=wish == Wish() and result.number == 1,
        link=partial(link_to, wish),
        sorts=SORTS,
        products=[view(product, settings) for product in result.products],
        cupboard=[view(product, settings) for product in shelves.window],
        tiles=[(category, view(shelves.faces[category.slug], settings)) for category in shelves.categories],
    )


@router.get("/store/products/{product_id:path}")
@router.head("/store/products/{product_id:path}")
async def product_page(product_id: str, request: Request) -> Response:
    """A product."""
    services = _services(request)
    product = services.catalog.get(product_id)
    if product is None:
        return _missing(request)
    shelves, settings = _shelves(request), services.settings
    shown = view(product, settings)
    return _page(
        request,
        "store/product.html",
        shown=shown,
        product=product,
        category=next((c for c in shelves.categories if c.name in product.categories[:1]), None),
        highlights=[text for text in product.attributes.get("product_highlight", "").split("; ") if text],
        beside=[view(other, settings) for other in shelves.beside(product, _BESIDE)],
        data=product_data(shown, settings.public_url),
        og_image=_og_image(shown.pictures[0].src if shown.pictures else None, settings),
    )


@router.get("/store/basket")
async def basket(request: Request, item: str = "") -> Response:
    """Where "Add to basket" leads: a kind word that nothing was bought."""
    services = _services(request)
    product = services.catalog.get(item)
    shown = view(product, services.settings) if product else None
    return _page(request, "store/basket.html", shown=shown, product=product)


@router.get("/store/pictures/{name:path}")
@router.head("/store/pictures/{name:path}")
async def picture(name: str) -> Response:
    """A drawing in a palette's colours: `teddy.4.svg`."""
    found = parse_picture_name(name)
    if found is None or found not in load_pictures():
        raise NotFoundError("There is no such picture.")
    return Response(load_pictures().svg(found), headers=PICTURE_HEADERS, media_type="image/svg+xml")


@router.get("/store/{rest:path}")
async def nothing(request: Request) -> Response:
    """Any other address in the store."""
    return _missing(request)


def _services(request: Request) -> Services:
    return cast(Services, request.app.state.services)


def _shelves(request: Request) -> Shelves:
    """Return the current catalog set out; made anew when another version of the catalog serves."""
    state, catalog = request.app.state, _services(request).catalog
    version, shelves = getattr(state, "store_shelves", (None, None))
    if shelves is None or version != catalog.version:
        version, shelves = catalog.version, Shelves(catalog.products())
        state.store_shelves = (version, shelves)
    return cast(Shelves, shelves)


def _page(request: Request, name: str, *, status: int = 200, **context: Any) -> Response:
    settings, shelves = _services(request).settings, _shelves(request)
    context.setdefault("wish", Wish())
    return page(
        name,
        locale=settings.locale,
        status=status,
        settings=settings,
        store_name=store_name(settings),
        count=len(shelves.featured),
        is_demo=any(view(product, settings).is_demo for product in shelves.featured[:1]),
        bands=[band.amount for band in shelves.bands],
        money=lambda amount: format_round(Money(amount, shelves.currency), settings.locale),
        open_widget=request.query_params.get("giftfinder") == "open",
        **context,
    )


def _missing(request: Request) -> Response:
    return _page(request, "store/missing.html", status=404)


def store_name(settings: Settings) -> str:
    """Return the name over the door: the merchant's own where it is set, else the demo shop's."""
    if "store_name" in settings.model_fields_set:
        return settings.store_name
    return load_page_texts(settings.locale)("store.name")


def _og_image(src: str | None, settings: Settings) -> str | None:
    return settings.public_url + src if src and src.startswith("/") else src
