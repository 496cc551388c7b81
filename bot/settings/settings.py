"""All settings of a deployment in one, and how they are read."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.clock import make_clock
from bot.settings.catalog import CatalogSettings
from bot.settings.dialogue import DialogueSettings
from bot.settings.kinds import PREFIX, Port, WebAddress
from bot.settings.limits import LimitSettings
from bot.settings.merchant import MerchantSettings
from bot.settings.shop import ShopSettings
from bot.settings.staff import StaffSettings

_SECRET_FIELDS = ("actions_secret", "rasa_token")
_MAY_BE_EMPTY = frozenset({"actions_app", "campaign_params", "extras"})  # there, empty means "none"


class SettingsError(Exception):
    """The environment does not make a usable configuration; the text names each variable."""


class Settings(CatalogSettings, MerchantSettings, ShopSettings, DialogueSettings, LimitSettings, StaffSettings):
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

    # Logs.
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"

    @model_validator(mode="before")
    @classmethod
    def _empty_is_default(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value != "" or name in _MAY_BE_EMPTY}

    @field_validator("allowed_origins", "extras", "hello_pages", "closed_days", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

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

    @model_validator(mode="after")
    def _secrets_in_production(self) -> Self:
        if self.env == "production":
            missing = [PREFIX + name.upper() for name in _SECRET_FIELDS if not getattr(self, name)]
            if missing:
                raise ValueError(f"production needs {', '.join(missing)} (no default, keep it secret)")
        return self

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
    def rankers_dir(self) -> Path:
        """Where learned rankers are."""
        return self.var_dir / "rankers"

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
