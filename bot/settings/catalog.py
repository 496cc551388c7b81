"""Settings of the catalog: feeds, imports on the merchants' page, the encoder, the search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode

from bot.settings.kinds import PREFIX, FeedAddress, Seconds


class CatalogSettings(BaseSettings):
    """From the feed to the index."""

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
    # Where the catalog's vectors are searched: in the gateway, or in a Milvus at this address (a file is a Milvus Lite,
    # for one process).
    vector_store: Literal["faiss", "milvus"] = "faiss"
    milvus_uri: str = ""
    milvus_token: SecretStr | None = None
    milvus_prefix: str = Field(default="giftfinder", pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$")
    milvus_timeout: Seconds = 10.0
    # Where a filter leaves so few products, all are compared in the gateway, exactly.
    milvus_exact_up_to: int = Field(default=15_000, ge=0)

    # Tuning it to the shop: takes and held-out wordings that are needed, the newest lists that are looked at, pairs of
    # each origin at most; training; how far the judged wishes may fall; how long it may take; tunings that are kept.
    encoder_tune_takes: int = Field(default=200, ge=1)
    encoder_tune_held_out: int = Field(default=20, ge=5)
    encoder_tune_receipts: int = Field(default=50_000, ge=100)
    encoder_tune_pairs: int = Field(default=1500, ge=10)
    encoder_tune_epochs: int = Field(default=3, ge=1, le=50)
    encoder_tune_batch: int = Field(default=32, ge=2, le=512)
    encoder_tune_rate: float = Field(default=5e-5, gt=0, le=1e-2)
    encoder_tune_mix: float = Field(default=0.5, gt=0, le=1)
    encoder_tune_tolerance: float = Field(default=0.01, ge=0, le=1)
    encoder_tune_timeout: Seconds = 3600.0
    encoder_tune_kept: int = Field(default=3, ge=1)

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

    @model_validator(mode="after")
    def _fetchable_feed(self) -> Self:
        if self.feed_url.startswith("http:") and not self.feed_http:
            raise ValueError(f"{PREFIX}FEED_URL must be https (http only with {PREFIX}FEED_HTTP=true)")
        return self

    @model_validator(mode="after")
    def _milvus_somewhere(self) -> Self:
        if self.vector_store == "milvus" and not self.milvus_uri:
            raise ValueError(f"{PREFIX}VECTOR_STORE=milvus needs {PREFIX}MILVUS_URI, such as http://milvus:19530")
        return self
