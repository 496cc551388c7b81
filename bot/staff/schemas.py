"""What the staff calls take and answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["agent", "merchant"]


class Credentials(BaseModel):
    """What somebody signs in with."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    email: str = Field(min_length=1, max_length=254)
    password: str = Field(min_length=1, max_length=200)


class StaffView(BaseModel):
    """Who is signed in."""

    id: int
    email: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just made: its secret token, and whose it is."""

    token: str
    member: StaffView
