"""Product: one thing a shop sells, as every feed format is read into."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Availability(StrEnum):
    """Google Merchant's availability values."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"
    BACKORDER = "backorder"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def to_json(self) -> dict[str, str]:
        """Return `{"amount": "39.90", "currency": "USD"}`."""
        return {"amount": f"{self.amount:.2f}", "currency": self.currency}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> Money:
        """Read what `to_json` wrote."""
        return cls(Decimal(data["amount"]), data["currency"])


@dataclass(frozen=True, slots=True)
class Product:
    """One product.

    `age_min` and `age_max` are years (0.5 is six months), None where the shop gives no bound.
    `attributes` keeps whatever else the feed said (material, color, product_highlight ...), text to text.
    `interests` and `occasions` are labels the merchant gave, lower case. A product with variants costs what the
    cheapest one that can be bought costs, and `highest_price` is the dearest one's where that is more.
    """

    id: str
    title: str
    description: str
    price: Money
    link: str
    sale_price: Money | None = None
    availability: Availability = Availability.IN_STOCK
    images: tuple[str, ...] = ()
    brand: str = ""
    categories: tuple[str, ...] = ()
    age_group: str | None = None
    age_min: float | None = None
    age_max: float | None = None
    gender: str | None = None
    interests: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    highest_price: Money | None = None

    @property
    def current_price(self) -> Money:
        """What the shopper pays now: the sale price where there is one."""
        return self.sale_price or self.price

    @property
    def is_available(self) -> bool:
        """Whether it can be bought now."""
        return self.availability is Availability.IN_STOCK

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-ready record; `from_json` reads it back to an equal Product."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "price": self.price.to_json(),
            "sale_price": self.sale_price.to_json() if self.sale_price else None,
            "link": self.link,
            "availability": self.availability.value,
            "images": list(self.images),
            "brand": self.brand,
            "categories": list(self.categories),
            "age_group": self.age_group,
            "age_min": self.age_min,
            "age_max": self.age_max,
            "gender": self.gender,
            "interests": list(self.interests),
            "occasions": list(self.occasions),
            "attributes": dict(self.attributes),
            **({"highest_price": self.highest_price.to_json()} if self.highest_price else {}),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Product:
        """Read what `to_json` wrote.

        Raises:
            KeyError: a required field is missing.
            ValueError: a value is not of its kind.
        """
        return cls(
            id=data["id"],
            title=data["title"],
            description=data["description"],
            price=Money.from_json(data["price"]),
            sale_price=Money.from_json(data["sale_price"]) if data.get("sale_price") else None,
            link=data["link"],
            availability=Availability(data["availability"]),
            images=tuple(data["images"]),
            brand=data["brand"],
            categories=tuple(data["categories"]),
            age_group=data["age_group"],
            age_min=data["age_min"],
            age_max=data["age_max"],
            gender=data["gender"],
            interests=tuple(data["interests"]),
            occasions=tuple(data["occasions"]),
            attributes=dict(data["attributes"]),
            highest_price=Money.from_json(data["highest_price"]) if data.get("highest_price") else None,
        )
