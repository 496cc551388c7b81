"""A product as schema.org JSON-LD (https://schema.org/Product), for search engines."""

from __future__ import annotations

from typing import Any

from bot.pages.product import ProductView
from catalog_index.product import Availability

_AVAILABILITY = {
    Availability.IN_STOCK: "InStock",
    Availability.OUT_OF_STOCK: "OutOfStock",
    Availability.PREORDER: "PreOrder",
    Availability.BACKORDER: "BackOrder",
}


def product_data(shown: ProductView, public_url: str) -> dict[str, Any]:
    """Return the structured data of a product page."""
    product = shown.product
    url = public_url + shown.page_url
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": url,
        "name": product.title,
        "description": product.description,
        "sku": product.id,
        "image": [public_url + p.src if p.src.startswith("/") else p.src for p in shown.pictures],
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": product.current_price.to_json()["amount"],
            "priceCurrency": product.current_price.currency,
            "availability": f"https://schema.org/{_AVAILABILITY[product.availability]}",
        },
    }
    if product.brand:
        data["brand"] = {"@type": "Brand", "name": product.brand}
    if product.categories:
        data["category"] = " > ".join(product.categories)
    for name in ("material", "color"):
        if value := product.attributes.get(name):
            data[name] = value
    ages = {"suggestedMinAge": product.age_min, "suggestedMaxAge": product.age_max}
    if known := {name: age for name, age in ages.items() if age is not None}:
        data["audience"] = {"@type": "PeopleAudience", **known}
    return data
