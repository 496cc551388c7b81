"""A product as a page shows it: every text ready to print, every address checked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bot.catalog.cards import age_label, go_path
from bot.pages.money import format_money
from bot.pages.pictures import PictureName, load_pictures
from bot.settings import Settings
from catalog_index.feeds.entry import DEMO_STORE_URL
from catalog_index.product import Product


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's address; `name` is set for our own drawings, which may be cut to any shape."""

    src: str
    name: PictureName | None = None


@dataclass(frozen=True, slots=True)
class ProductView:
    """What templates print of a product. `list_price` is set only where the price is lower now."""

    product: Product
    page_url: str
    buy_url: str
    price: str
    list_price: str | None
    age: str | None
    pictures: tuple[Picture, ...]
    is_demo: bool

    @property
    def picture(self) -> Picture | None:
        """The first picture."""
        return self.pictures[0] if self.pictures else None


def view(product: Product, settings: Settings) -> ProductView:
    """Return a product ready to print."""
    return ProductView(
        product=product,
        page_url=f"/store/products/{quote(product.id, safe='')}",
        buy_url=go_path(product.id),
        price=format_money(product.current_price, settings.locale),
        list_price=format_money(product.price, settings.locale) if product.sale_price else None,
        age=age_label(product),
        pictures=tuple(picture for url in product.images if (picture := _picture(url))),
        is_demo=product.link.startswith((f"{settings.public_url}/store/", f"{DEMO_STORE_URL}/")),
    )


def _picture(url: str) -> Picture | None:
    """Return a picture to show: ours from this very host, others from theirs, whatever is no web address never."""
    if name := load_pictures().find(url):
        return Picture(name.path, name)
    return Picture(url) if urlsplit(url).scheme in {"http", "https"} else None
