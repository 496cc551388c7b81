"""Settings of what merchants steer, of what is learnt from shoppers, and of releases."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from bot.settings.kinds import Seconds


class MerchantSettings(BaseSettings):
    """Steering, learning, releases and their gate."""

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

    # The learned ranker: from how many days and at most how many of the newest lists of cards it is trained, and how
    # many sessions in which something was taken, and takes, that needs at least; how much nDCG@10 of the judged gift
    # wishes (where the catalog holds their products) it may cost; how soon a change of the one used is seen.
    ranker_days: float = Field(default=180.0, gt=0)
    ranker_lists: int = Field(default=20_000, ge=1, le=1_000_000)
    ranker_min_sessions: int = Field(default=200, ge=5)
    ranker_min_takes: int = Field(default=300, ge=1)
    ranker_tolerance: float = Field(default=0.02, ge=0, le=1)
    ranker_poll: Seconds = 2.0

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

    @property
    def learns_of_orders(self) -> bool:
        """Whether a store tells us its orders."""
        return any((self.purchase_secret, self.shopify_secret, self.woocommerce_secret))
