"""Tables of the merchants' rules and synonyms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class SteeringRule(Base):
    """A rule; `body` is a bot.steering.schemas.RuleBody. Rules act in the order of `position`."""

    __tablename__ = "steering_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    edited_by: Mapped[str] = mapped_column(String(254))
    edited_at: Mapped[datetime]


class SynonymGroup(Base):
    """Words that mean the same in this shop."""

    __tablename__ = "synonym_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    terms: Mapped[list[str]] = mapped_column(JSON)
    edited_by: Mapped[str] = mapped_column(String(254))
    edited_at: Mapped[datetime]
