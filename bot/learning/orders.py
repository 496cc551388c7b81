"""Orders as stores tell them, read into one form. Of the buyer nothing is taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

State = Literal["open", "paid", "cancelled"]
CLICK_PARAM = "gf_click"
_LINES = 500
_WOO_STATES: Mapping[str, State] = {
    "processing": "paid",
    "completed": "paid",
    "refunded": "cancelled",
    "cancelled": "cancelled",
    "failed": "cancelled",
    "trash": "cancelled",
}
_SHOPIFY_STATES: Mapping[str, State] = {
    "paid": "paid",
    "partially_refunded": "paid",
    "refunded": "cancelled",
    "voided": "cancelled",
}


class OrderError(ValueError):
    """What was sent is no order; the text names the field."""


@dataclass(frozen=True)
class OrderLine:
    """A line of an order. `names` are what the product may be called in the catalog, likeliest first."""

    names: tuple[str, ...]
    quantity: int
    amount: Decimal


@dataclass(frozen=True)
class StoreOrder:
    """An order as it stood at `told_at`. `token` is what /go/ put into the link that led to it, where it came back."""

    reference: str
    state: State
    ordered_at: datetime
    told_at: datetime
    currency: str
    lines: list[OrderLine] = field(default_factory=list)
    token: str | None = None


def generic(data: Any) -> StoreOrder:
    """Read our own form: order_id, status, ordered_at, updated_at, currency, click_id, items (product_id, quantity,
    amount: what all of the line cost).

    Raises:
        OrderError: a field is missing or wrong.
    """
    order = _record(data)
    state = order.get("status")
    if state not in ("open", "paid", "cancelled"):
        raise OrderError("status must be open, paid or cancelled")
    told = _moment(order, "updated_at")
    return StoreOrder(
        reference=_text(order, "order_id"),
        state=state,
        ordered_at=_moment(order, "ordered_at", told),
        told_at=told,
        currency=_currency(order),
        lines=[
            OrderLine((_text(item, "product_id"),), _quantity(item), _amount(item, "amount"))
            for item in _items(order, "items")
        ],
        token=_token(order.get("click_id")),
    )


def shopify(data: Any) -> StoreOrder:
    """Read an order as Shopify's orders/* webhooks send it (Admin REST, Order resource).

    Raises:
        OrderError: a field is missing or wrong.
    """
    order = _record(data)
    state = _SHOPIFY_STATES.get(str(order.get("financial_status")), "open")
    told = _moment(order, "updated_at")
    attributes = order.get("note_attributes")
    noted = [_record(item) for item in attributes] if isinstance(attributes, list) else []
    token = next((_token(item.get("value")) for item in noted if item.get("name") == CLICK_PARAM), None)
    return StoreOrder(
        reference=_text(order, "id"),
        state="cancelled" if order.get("cancelled_at") else state,
        ordered_at=_moment(order, "created_at", told),
        told_at=told,
        currency=_currency(order),
        lines=[
            OrderLine(
                _names(item, "sku", "variant_id", "product_id"),
                _quantity(item),
                _amount(item, "price") * _quantity(item),
            )
            for item in _items(order, "line_items")
        ],
        token=token or _in_address(order.get("landing_site")),
    )


def woocommerce(data: Any) -> StoreOrder:
    """Read an order as WooCommerce's order.* webhooks send it (REST v3, Order).

    Raises:
        OrderError: a field is missing or wrong.
    """
    order = _record(data)
    told = _moment(order, "date_modified_gmt")
    meta = order.get("meta_data")
    return StoreOrder(
        reference=_text(order, "id"),
        state=_WOO_STATES.get(str(order.get("status")), "open"),
        ordered_at=_moment(order, "date_created_gmt", told),
        told_at=told,
        currency=_currency(order),
        lines=[
            OrderLine(_names(item, "sku", "variation_id", "product_id"), _quantity(item), _amount(item, "total"))
            for item in _items(order, "line_items")
        ],
        token=next(_woo_tokens(meta if isinstance(meta, list) else []), None),
    )


def _woo_tokens(meta: list[Any]) -> Iterator[str]:
    """The token from WooCommerce's own order attribution, or from a field that a theme has set."""
    for item in map(_record, meta):
        key, value = str(item.get("key", "")).lstrip("_"), item.get("value")
        found = None
        if key == CLICK_PARAM:
            found = _token(value)
        elif key == "wc_order_attribution_session_entry":
            found = _in_address(value)
        if found:
            yield found


READERS: Mapping[str, Callable[[Any], StoreOrder]] = {
    "generic": generic,
    "shopify": shopify,
    "woocommerce": woocommerce,
}


def _record(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise OrderError("must be a JSON object")
    return data


def _items(order: dict[str, Any], name: str) -> list[dict[str, Any]]:
    items = order.get(name)
    if not isinstance(items, list):
        raise OrderError(f"{name} must be a list")
    return [_record(item) for item in items[:_LINES]]


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not text or len(text) > (64 if name in ("id", "order_id") else 255):
        raise OrderError(f"{name} is missing or too long")
    return text


def _names(item: dict[str, Any], *fields: str) -> tuple[str, ...]:
    """What the product may be called; a variant's id is 0 where there are none."""
    found = [str(item[name]).strip() for name in fields if item.get(name) not in (None, "", 0)]
    product, variant = item.get("product_id"), item.get("variant_id")
    if product and variant:
        found.append(f"{product}_{variant}")
    return tuple(name[:255] for name in found) or ("unknown",)


def _quantity(item: dict[str, Any]) -> int:
    quantity = item.get("quantity", 1)
    if not isinstance(quantity, int) or not 0 <= quantity <= 1_000_000:
        raise OrderError("quantity must be a whole number")
    return quantity


def _amount(item: dict[str, Any], name: str) -> Decimal:
    try:
        amount = Decimal(str(item.get(name, "0")))
    except InvalidOperation:
        raise OrderError(f"{name} must be an amount") from None
    if not amount.is_finite() or not 0 <= amount < Decimal("1e10"):
        raise OrderError(f"{name} must be an amount")
    return amount


def _currency(order: dict[str, Any]) -> str:
    currency = str(order.get("currency", ""))
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise OrderError("currency must be three capital letters")
    return currency


def _moment(order: dict[str, Any], name: str, default: datetime | None = None) -> datetime:
    value = order.get(name)
    if value is None and default is not None:
        return default
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise OrderError(f"{name} must be a time (RFC 3339)") from None
    # Fields that end in _gmt say no zone.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _token(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 32 and value.isascii() else None


def _in_address(address: Any) -> str | None:
    if not isinstance(address, str):
        return None
    try:
        values = parse_qs(urlsplit(address[:4000]).query).get(CLICK_PARAM)
    except ValueError:
        return None
    return _token(values[0]) if values else None
