"""Settings of the staff: sessions, the console, decisions, opening hours, answers by e-mail."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.clock import make_clock
from bot.handoff.hours import check_country, read_week
from bot.later.schemas import check_address
from bot.settings.kinds import PREFIX, Port, Rate, Seconds, WebAddress

_KINDS = frozenset({"refund", "exchange", "voucher"})


class StaffSettings(BaseSettings):
    """The people behind the bot."""

    # Staff.
    staff_session_hours: float = Field(default=12.0, gt=0)
    staff_idle_minutes: float = Field(default=60.0, gt=0)
    sign_in_rate: Rate = "10/minute"
    inbox_limit: int = Field(default=200, ge=1, le=1000)
    canned_replies_limit: int = Field(default=200, ge=1, le=1000)
    # How many of the pages visited are kept a conversation, and how many days before the last day to order for its
    # occasion a conversation is in the holiday lane.
    visits_kept: int = Field(default=50, ge=1, le=1000)
    holiday_lane_days: int = Field(default=30, ge=0, le=120)
    # How long a comment on the help may be, how many days the statistics may span, and a page of the staff's log.
    rating_comment_chars: int = Field(default=500, ge=1, le=4000)
    statistics_days: int = Field(default=366, ge=1, le=3660)
    audit_page: int = Field(default=50, ge=1, le=500)
    # Lines of the staff's log live so long (the database itself keeps the last 90 days, whatever is set here). Reading
    # one conversation again, and searching again, is a new line of the log after so long.
    audit_keep_days: float = Field(default=730.0, ge=90)
    audit_opened_minutes: float = Field(default=60.0, ge=0)
    audit_search_minutes: float = Field(default=1.0, ge=0)
    # The most that a role may grant of a kind, for one order and in one conversation, in the shop's currency; what is
    # not named may not be granted. Agents alone have the calls for it.
    decision_limits: dict[Literal["agent", "merchant"], dict[str, float]] = Field(
        default={"agent": {"refund": 100, "exchange": 100, "voucher": 25}}
    )
    # Where the shop's own system is told of what was granted; no address: recorded, and sent once there is one.
    decision_webhook_url: WebAddress = ""
    decision_webhook_secret: SecretStr | None = Field(default=None, min_length=16)
    decision_webhook_private: bool = False  # http and private networks too
    decision_webhook_timeout: Seconds = 10.0
    decision_webhook_retry: Seconds = 10.0  # the first pause; each is twice the one before, at most 6 hours
    decision_webhook_tries: int = Field(default=16, ge=1, le=100)
    consoles_total: int = Field(default=200, ge=1)
    wait_minutes: float = Field(default=3.0, gt=0)
    # When people are there, in the store's time zone unless another is named; empty: always. Holidays are closed days.
    opening_hours: str = Field(default="", max_length=500)
    opening_time_zone: str = ""
    closed_country: Annotated[str, AfterValidator(check_country)] = Field(default="", pattern=r"^([A-Z]{2})?$")
    closed_days: Annotated[tuple[date, ...], NoDecode] = ()
    # Answers to what was left for later go out through this server; none: agents copy the address.
    smtp_host: str = ""
    smtp_port: Port = 587
    smtp_security: Literal["starttls", "ssl", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: Annotated[str, AfterValidator(lambda value: check_address(value) if value else "")] = ""
    smtp_timeout: Seconds = 20.0
    smtp_retry: Seconds = 30.0  # the first pause; each is twice the one before, at most 6 hours
    smtp_tries: int = Field(default=10, ge=1, le=100)
    later_answer_chars: int = Field(default=5000, ge=1, le=20000)

    @field_validator("opening_hours")
    @classmethod
    def _readable_hours(cls, value: str) -> str:
        read_week(value)
        return value

    @field_validator("opening_time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value:
            make_clock(value)
        return value

    @model_validator(mode="after")
    def _whole_mail(self) -> Self:
        if self.smtp_host and not self.smtp_from:
            raise ValueError(f"{PREFIX}SMTP_HOST needs {PREFIX}SMTP_FROM, the address that e-mails come from")
        if self.smtp_user and self.smtp_password is None:
            raise ValueError(f"{PREFIX}SMTP_USER needs {PREFIX}SMTP_PASSWORD (kept secret)")
        return self

    @field_validator("decision_limits")
    @classmethod
    def _known_kinds(cls, value: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
        for limits in value.values():
            for kind, limit in limits.items():
                if kind not in _KINDS or limit < 0:
                    raise ValueError(f"{kind}: {limit} is no limit; kinds are {', '.join(sorted(_KINDS))}")
        return value

    @model_validator(mode="after")
    def _callable_webhook(self) -> Self:
        name = f"{PREFIX}DECISION_WEBHOOK"
        if self.decision_webhook_url and self.decision_webhook_secret is None:
            raise ValueError(f"{name}_URL needs {name}_SECRET (at least 16 characters, kept secret)")
        if self.decision_webhook_url.startswith("http:") and not self.decision_webhook_private:
            raise ValueError(f"{name}_URL must be https (http only with {name}_PRIVATE=true, for development)")
        return self
