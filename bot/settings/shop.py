"""Settings of the shop: its name and look, its calendar, wishlists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.settings.kinds import WebAddress


class ShopSettings(BaseSettings):
    """What shoppers see of the shop."""

    # The store.
    store_name: str = "The Gift Cupboard"
    store_url: WebAddress = ""
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    phone_region: str = Field(default="US", pattern=r"^[A-Z]{2}(,[A-Z]{2})*$")
    locale: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    accent: str = Field(default="#b4235a", pattern=r"^#[0-9a-fA-F]{6}$")
    greeting: str = Field(default="", max_length=300)
    # A first word to visitors, once each: after so many seconds on pages whose path is like one of these.
    hello_text: str = Field(default="", max_length=160)
    hello_after: float = Field(default=20.0, ge=0, le=3600)
    hello_pages: Annotated[tuple[str, ...], NoDecode] = ("*",)
    campaign_params: str = "utm_source=giftfinder&utm_medium=chat"
    policies_dir: Path = Path("data/policies")

    # The calendar: where and when the store is, and how many days ahead an occasion counts as near.
    country: str = Field(default="US", pattern=r"^[A-Z]{2}$")
    time_zone: str = "America/New_York"
    season_days: int = Field(default=35, ge=0, le=120)
    today: str = ""

    # Wishlists. Share links are made under this secret; without it, under a key made once in var_dir.
    wishlist_limit: int = Field(default=100, ge=1, le=1000)
    share_secret: SecretStr | None = Field(default=None, min_length=16)

    @field_validator("campaign_params")
    @classmethod
    def _readable_params(cls, value: str) -> str:
        text = value.lstrip("?&")
        if text and not parse_qsl(text, strict_parsing=True, keep_blank_values=True):
            raise ValueError("must be a query string such as 'utm_source=giftfinder'")
        return text
