"""Limits of what shoppers may send and keep open."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings

from bot.settings.kinds import Rate, Seconds


class LimitSettings(BaseSettings):
    """How much, how often, how long."""

    # Limits.
    max_message_chars: int = Field(default=1000, ge=1, le=4000)
    max_body_bytes: int = Field(default=64 * 1024, ge=1024)
    message_rate: Rate = "120/minute"
    conversation_rate: Rate = "1500/minute"
    address_rate: Rate = "6000/minute"
    # Empty: this process's memory, or the database where that is PostgreSQL.
    rate_storage: str = ""
    token_days: float = Field(default=30.0, gt=0)
    keep_days: float = Field(default=365.0, gt=0)

    heartbeat: Seconds = 15.0
    # Whoever writes says so again within this time; after it, "is writing" goes away by itself.
    typing_seconds: Seconds = 8.0
    stream_send_timeout: Seconds = 30.0
    streams_per_conversation: int = Field(default=10, ge=1)
    streams_total: int = Field(default=2000, ge=1)
