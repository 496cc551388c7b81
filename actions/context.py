"""What actions need of the running program; set once when the action server is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from bot.catalog.service import CatalogService
from bot.catalog.shelf import Shelf
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
    catalog: CatalogService | Shelf
    wishlist: WishlistService
    handoff: HandoffService
    occasions: OccasionService
    policies: PolicyService
    texts: Texts


_context: Context | None = None
# The catalog version of the conversation whose action runs, "" for the one that serves.
_version: ContextVar[str] = ContextVar("catalog_version", default="")


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
    version = _version.get()
    if not version or not isinstance(_context.catalog, CatalogService):
        return _context
    shelf = _context.catalog.of(version)
    return _context if shelf is _context.catalog else replace(_context, catalog=shelf)


@contextmanager
def catalog_version(version: str) -> Iterator[None]:
    """Let `context()` have this version of the catalog, also in threads that are started within."""
    token = _version.set(version)
    try:
        yield
    finally:
        _version.reset(token)
