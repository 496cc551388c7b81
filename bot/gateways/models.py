"""Tables that gateways share. On PostgreSQL they are unlogged: quick, and empty again after a crash of the server."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class TurnLease(Base):
    """Which gateway answers a conversation's lines, until when; and which dialogue engine answered last.

    `engine` is the one of the gateway that has the lease, `before` the one of whoever had it before.
    """

    __tablename__ = "turn_leases"

    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    gateway: Mapped[str] = mapped_column(String(64))
    engine: Mapped[str] = mapped_column(String(300))
    before: Mapped[str | None] = mapped_column(String(300))
    until: Mapped[datetime]


class RateWindow(Base):
    """What was counted of one limit: in the window that began at `began` (Unix seconds), and in the one before it."""

    __tablename__ = "rate_windows"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    began: Mapped[int] = mapped_column(BigInteger)
    hits: Mapped[int]
    before: Mapped[int]
    ends: Mapped[int] = mapped_column(BigInteger, index=True)
