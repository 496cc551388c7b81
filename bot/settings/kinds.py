"""Kinds of values that settings have."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from limits import parse as parse_rate
from pydantic import AfterValidator, Field

PREFIX = "GIFTFINDER_"


def _rate(value: str) -> str:
    try:
        parse_rate(value)
    except ValueError:
        raise ValueError("must be a rate such as '120/minute'") from None
    return value


def _web_address(value: str) -> str:
    """Check an address; empty stands for "made from the others"."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be an absolute http or https address")
    return value.rstrip("/")


def _feed_address(value: str) -> str:
    """Check the address of a feed, which may end in anything."""
    _web_address(value)
    return value


FeedAddress = Annotated[str, AfterValidator(_feed_address)]
Rate = Annotated[str, AfterValidator(_rate)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0)]
