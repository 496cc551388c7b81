"""Products as cards."""

from __future__ import annotations

from urllib.parse import quote

from bot.messages import Card, Price
from bot.messages import Reason as CardReason
from bot.texts import Texts
from catalog_index.product import Money, Product
from catalog_index.reasons import Reason
from catalog_index.search import Hit


def go_path(product_id: str) -> str:
    """The counted link to a product, relative to the gateway."""
    return f"/go/{quote(product_id, safe='')}"


def price(money: Money) -> Price:
    """Money on the wire."""
    return Price.model_validate(money.to_json())


def card(hit: Hit, texts: Texts) -> Card:
    """The card of a search hit."""
    return product_card(hit.product, [_reason(reason, texts) for reason in hit.reasons])


def product_card(product: Product, reasons: list[CardReason] | None = None) -> Card:
    """The card of a product, with or without reasons."""
    return Card(
        product_id=product.id,
        title=product.title,
        price=price(product.current_price),
        list_price=price(product.price) if product.sale_price else None,
        image=product.images[0] if product.images else None,
        url=go_path(product.id),
        reasons=reasons or [],
        brand=product.brand,
        age=age_label(product),
    )


def age_label(product: Product) -> str | None:
    """The age grade in short ("3-6", "8+", "6-12 months"), None where there is none that says anything."""
    low, high = product.age_min or 0.0, product.age_max
    if high is None:
        if low == 0:
            return None
        return f"{low:g}+" if low == int(low) else f"{round(low * 12)} months+"
    if high <= 2 and (low != int(low) or high != int(high)):
        return f"{round(low * 12)}-{round(high * 12)} months"
    return f"{low:g}-{high:g}" if low != high else f"{high:g}"


def _reason(reason: Reason, texts: Texts) -> CardReason:
    if reason.kind == "highlight":
        return CardReason(text=reason.evidence, evidence=reason.evidence)
    label = reason.label[:1].upper() + reason.label[1:]
    text = texts(f"reason.{reason.kind}", label=label, evidence=reason.evidence)
    return CardReason(text=text, evidence=reason.evidence)
