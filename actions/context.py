"""What actions need of the running program; set once when the action server is made."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalog.service import CatalogService
from bot.handoff.service import HandoffService
from bot.occasions.service import OccasionService
from bot.policies.service import PolicyService
from bot.settings import Settings
from bot.texts import Texts
from bot.wishlist.service import WishlistService


@dataclass(frozen=True)
class Context:
    """The services that actions call."""

    settings: Settings
    catalog: CatalogService
    wishlist: WishlistService
    handoff: HandoffService
    occasions: OccasionService
    policies: PolicyService
    texts: Texts


_context: Context | None = None


def set_context(context: Context) -> None:
    """Say which services actions use from now on."""
    global _context
    _context = context


def context() -> Context:
    """The services.

    Raises:
        RuntimeError: the action server has not been made.
    """
    if _context is None:
        raise RuntimeError("set_context was not called")
    return _context
