"""Settings, all from the environment as GIFTFINDER_*; a wrong one is an error that names it."""

from __future__ import annotations

import re
import secrets
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qsl, urlsplit

from limits import parse as parse_rate
from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.clock import make_clock
from bot.handoff.hours import check_country, read_week
from bot.later.schemas import check_address

PREFIX = "GIFTFINDER_"
_SECRET_FIELDS = ("actions_secret", "rasa_token")
_KINDS = frozenset({"refund", "exchange", "voucher"})
_MAY_BE_EMPTY = frozenset({"actions_app", "campaign_params", "extras"})  # there, empty means "none"


class SettingsError(Exception):
    """The environment does not make a usable configuration; the text names each variable."""


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


class Settings(BaseSettings):
    """One deployment's settings. Durations are seconds, rates are "<count>/<period>"."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    env: Literal["development", "production"] = "development"

    # Where it listens and what it is called.
    host: str = "127.0.0.1"
    port: Port = 8000
    public_url: WebAddress = ""
    trusted_proxies: str = "127.0.0.1"
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ("*",)

    # State.
    var_dir: Path = Path("var")
    database_url: str = ""
    catalog_keep_versions: int = Field(default=3, ge=2)
    catalog_poll: Seconds = 2.0
    # Feeds: where one is fetched from, how often, what it is (told by the content where empty), and how much is taken.
    feed_url: FeedAddress = ""
    feed_interval: Seconds = 3600.0
    feed_format: str = ""
    feed_mapping: Path | None = None
    feed_timeout: Seconds = 600.0
    feed_max_bytes: int = Field(default=2 << 30, ge=1024)
    feed_max_unpacked_bytes: int = Field(default=8 << 30, ge=1024)
    feed_max_cell_chars: int = Field(default=100_000, ge=1000)
    feed_redirects: int = Field(default=5, ge=0, le=20)
    feed_http: bool = False  # plain http too
    feed_private: bool = False  # private networks and this machine too
    # The merchants' page: how large a feed may be sent, how many imports and mappings are kept, how long a feed's first
    # rows may take to be shown and how many are at once; how often the state of a job is looked at for who follows it,
    # and how many may.
    upload_max_bytes: int = Field(default=512 << 20, ge=1024)
    imports_kept: int = Field(default=20, ge=1, le=1000)
    import_mappings: int = Field(default=100, ge=1, le=1000)
    import_preview_timeout: Seconds = 60.0
    import_previews: int = Field(default=2, ge=1, le=20)
    job_poll: Seconds = 0.5
    job_followers: int = Field(default=50, ge=1)
    encoder: str = "all-MiniLM-L6-v2"
    # What runs it: its exported graph without torch where that can be made, or torch; how many cores an import takes
    # (0: all).
    encoder_backend: Literal["onnx", "torch"] = "onnx"
    encoder_threads: int = Field(default=0, ge=0, le=256)
    cards_per_answer: int = Field(default=4, ge=1, le=20)
    # Categories of what goes with a gift and is none itself: offered beside gifts, never as one.
    extras: Annotated[tuple[str, ...], NoDecode] = ("Gift Wrapping", "Greeting & Note Cards", "Gift Wrap & Cards")
    # When fewer gifts fit, the bot says which wishes clash.
    conflict_floor: int = Field(default=2, ge=1, le=20)
    # What one unit is worth in US dollars, for budgets said in another currency; cautious round figures.
    exchange_rates: dict[str, float] = Field(
        default={
            "USD": 1.0, "EUR": 1.05, "GBP": 1.2, "CHF": 1.1, "CAD": 0.7, "AUD": 0.62, "NZD": 0.56, "SGD": 0.73,
            "HKD": 0.125, "JPY": 0.0063, "INR": 0.0112, "SEK": 0.09, "NOK": 0.088, "DKK": 0.14, "PLN": 0.24,
            "ZAR": 0.052, "MXN": 0.05, "KES": 0.0075, "AED": 0.27, "BRL": 0.17,
        }
    )  # fmt: skip

    # What merchants say about the order: how many rules and groups of synonyms there may be, how many cards of an
    # answer may be pinned, and how soon a change made elsewhere is seen.
    steering_rules: int = Field(default=500, ge=1, le=10_000)
    steering_synonyms: int = Field(default=1000, ge=1, le=10_000)
    steering_pins: int = Field(default=2, ge=0, le=20)
    steering_poll: Seconds = 2.0

    # The store's own calls that tell of orders: a secret for each kind of store that calls. With any of them /go/ links
    # carry a token, and an order that brings it back so many days later at most counts for the chat.
    purchase_secret: SecretStr | None = Field(default=None, min_length=16)
    shopify_secret: SecretStr | None = Field(default=None, min_length=16)
    woocommerce_secret: SecretStr | None = Field(default=None, min_length=16)
    attribution_days: float = Field(default=30.0, gt=0, le=365)
    # How long receipts, impressions, wishes and orders are kept (nothing in them says who it was), and a page of them.
    receipt_days: float = Field(default=400.0, gt=0)
    receipt_page: int = Field(default=50, ge=1, le=500)

    # The ranking prior: how much what shoppers take moves a gift (0 turns it off), how often it is counted, and from
    # how many days.
    prior_weight: float = Field(default=0.06, ge=0, le=1)
    prior_every: Seconds = 600.0
    prior_days: float = Field(default=180.0, gt=0)

    # Releases: how many are kept, how soon a change of the one that serves is seen, and how long the conversations that
    # began with the one before go on with it.
    releases_kept: int = Field(default=5, ge=2, le=100)
    release_poll: Seconds = 1.0
    release_drain: Seconds = 3600.0
    # The gate. What is replayed for a release before it serves: the judged briefs and golden conversations of a folder,
    # and so many of the newest wishes; from a large catalog only so many products are searched; the links of so many
    # cards are asked for (0: none). The floors hold a release back: what is worse than this does not serve by itself.
    release_judged_dir: Path = Path("data/eval")
    release_sample: int = Field(default=200, ge=0, le=10_000)
    release_check_products: int = Field(default=50_000, ge=100)
    release_link_checks: int = Field(default=0, ge=0, le=1000)
    # Requests that found something and find nothing now; products that can be bought, fewer by; cards over the budget
    # (a count); links that lead nowhere; the median price of the products that stay, changed this many times.
    release_floor_lost: float = Field(default=0.05, ge=0, le=1)
    release_floor_products: float = Field(default=0.5, ge=0, le=1)
    release_floor_over_budget: int = Field(default=0, ge=0)
    release_floor_dead_links: float = Field(default=0.02, ge=0, le=1)
    release_floor_prices: float = Field(default=3.0, ge=1)
    # Fields of judged messages read right, and turns of golden conversations answered right, fewer by.
    release_floor_fields: float = Field(default=0.01, ge=0, le=1)
    release_floor_turns: float = Field(default=0.02, ge=0, le=1)
    # From how many products to be had on the floors on products, requests and prices hold: a smaller shop is being set
    # up.
    release_floor_from: int = Field(default=50, ge=0)

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

    # Logs.
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"

    # The private action server (in this process) and Rasa.
    actions_app: str = "actions.server:create_app"
    actions_host: str = "127.0.0.1"
    actions_port: Port = 5055
    actions_secret: SecretStr | None = None
    rasa_url: WebAddress = ""
    rasa_port: Port = 5005
    rasa_processes: int = Field(default=1, ge=1, le=64)
    rasa_python: Path = Path(".venv-rasa/bin/python")
    rasa_start: Seconds = 180.0
    rasa_token: SecretStr | None = None
    rasa_timeout: Seconds = 15.0
    rasa_recovery: Seconds = 120.0
    rasa_attempts: int = Field(default=2, ge=0)
    rasa_poll: Seconds = 1.0
    rasa_trust: Seconds = 10.0
    rasa_turns: int = Field(default=20, ge=5, le=1000)
    rasa_conversations: int = Field(default=20_000, ge=1)
    turn_wait: Seconds = 30.0
    answer_on_start_hours: float = Field(default=24.0, ge=0)
    shutdown_grace: Seconds = 10.0

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
    heartbeat: Seconds = 15.0
    # Whoever writes says so again within this time; after it, "is writing" goes away by itself.
    typing_seconds: Seconds = 8.0
    stream_send_timeout: Seconds = 30.0
    streams_per_conversation: int = Field(default=10, ge=1)
    streams_total: int = Field(default=2000, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_default(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value != "" or name in _MAY_BE_EMPTY}

    @field_validator("allowed_origins", "extras", "hello_pages", "closed_days", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("campaign_params")
    @classmethod
    def _readable_params(cls, value: str) -> str:
        text = value.lstrip("?&")
        if text and not parse_qsl(text, strict_parsing=True, keep_blank_values=True):
            raise ValueError("must be a query string such as 'utm_source=giftfinder'")
        return text

    @model_validator(mode="after")
    def _readable_clock(self) -> Self:
        """Both settings are read once here, so that a wrong one is named at the start."""
        for name in ("time_zone", "today"):
            try:
                make_clock(self.time_zone, self.today if name == "today" else "")
            except ValueError as error:
                raise ValueError(f"{PREFIX}{name.upper()} {error} (it is {getattr(self, name)!r})") from None
        if self.today and self.env == "production":
            raise ValueError(f"{PREFIX}TODAY stops the clock, which is for development only")
        return self

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

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        self.var_dir = self.var_dir.expanduser().absolute()
        self.policies_dir = self.policies_dir.expanduser().absolute()
        self.release_judged_dir = self.release_judged_dir.expanduser().absolute()
        self.public_url = self.public_url or f"http://localhost:{self.port}"
        self.store_url = self.store_url or f"{self.public_url}/store"
        self.rasa_url = self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"
        self.database_url = _async_url(self.database_url or f"sqlite:///{self.var_dir / 'giftfinder.db'}")
        return self

    @model_validator(mode="after")
    def _log_outlives_conversations(self) -> Self:
        if self.audit_keep_days < self.keep_days:
            raise ValueError(
                f"{PREFIX}AUDIT_KEEP_DAYS ({self.audit_keep_days:g}) must be at least {PREFIX}KEEP_DAYS "
                f"({self.keep_days:g}): the log says who answered a conversation"
            )
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
    def _fetchable_feed(self) -> Self:
        if self.feed_url.startswith("http:") and not self.feed_http:
            raise ValueError(f"{PREFIX}FEED_URL must be https (http only with {PREFIX}FEED_HTTP=true)")
        return self

    @model_validator(mode="after")
    def _callable_webhook(self) -> Self:
        name = f"{PREFIX}DECISION_WEBHOOK"
        if self.decision_webhook_url and self.decision_webhook_secret is None:
            raise ValueError(f"{name}_URL needs {name}_SECRET (at least 16 characters, kept secret)")
        if self.decision_webhook_url.startswith("http:") and not self.decision_webhook_private:
            raise ValueError(f"{name}_URL must be https (http only with {name}_PRIVATE=true, for development)")
        return self

    @model_validator(mode="after")
    def _secrets_in_production(self) -> Self:
        if self.env == "production":
            missing = [PREFIX + name.upper() for name in _SECRET_FIELDS if not getattr(self, name)]
            if missing:
                raise ValueError(f"production needs {', '.join(missing)} (no default, keep it secret)")
        return self

    @property
    def learns_of_orders(self) -> bool:
        """Whether a store tells us its orders."""
        return any((self.purchase_secret, self.shopify_secret, self.woocommerce_secret))

    @property
    def index_dir(self) -> Path:
        """Where the catalog's index versions are."""
        return self.var_dir / "index"

    @property
    def encoders_dir(self) -> Path:
        """Where exported encoders of the search are."""
        return self.var_dir / "encoders"

    @property
    def feeds_dir(self) -> Path:
        """Where fetched feeds, saved column mappings and the reports of imports are."""
        return self.var_dir / "feeds"

    @property
    def jobs_dir(self) -> Path:
        """Where imports and trainings that merchants start are, with the feeds they sent."""
        return self.var_dir / "jobs"

    @property
    def vocabulary_dir(self) -> Path:
        """Where the words are that catalogs give the dialogue model, a folder a catalog version."""
        return self.var_dir / "vocabulary"

    @property
    def releases_dir(self) -> Path:
        """Where releases are written down."""
        return self.var_dir / "releases"

    @property
    def models_dir(self) -> Path:
        """Where trained dialogue models are."""
        return self.var_dir / "models"

    @property
    def logs_dir(self) -> Path:
        """Where the supervised processes write their logs."""
        return self.var_dir / "logs"

    def with_secrets(self) -> Settings:
        """Return a copy in which each missing secret is a random one (development only: see `env`)."""
        made = {name: SecretStr(secrets.token_urlsafe(32)) for name in _SECRET_FIELDS if not getattr(self, name)}
        return self.model_copy(update=made)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: names each wrong variable, what is wrong and (unless secret) its value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("; ".join(_describe(item) for item in error.errors())) from None


_MAY_HOLD_SECRETS = ("share_secret", "database_url", "decision_webhook_secret", "feed_url", "smtp_password")


def _describe(item: Any) -> str:
    reason = re.sub("^Value error, ", "", item["msg"])
    if not item["loc"]:
        return reason
    name = str(item["loc"][0])
    shown = "" if name in (*_SECRET_FIELDS, *_MAY_HOLD_SECRETS) else f" (it is {item['input']!r})"
    return f"{PREFIX}{name.upper()}: {reason}{shown}"


def _async_url(url: str) -> str:
    """Give a plain database URL the driver that this program uses."""
    for plain, driver in (
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgres://", "postgresql+psycopg://"),
        ("postgresql://", "postgresql+psycopg://"),
    ):
        if url.startswith(plain):
            return driver + url.removeprefix(plain)
    return url
