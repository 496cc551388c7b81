"""The shop's pages as the rest of the program asks for them; a changed file is read again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.occasions.names import NAMES
from bot.policies.delivery import Delivery, read_delivery
from bot.policies.document import Policy, read_policy
from bot.policies.errors import PolicyError
from bot.policies.kept import KeptEncoder
from bot.policies.retrieval import Found, PassageIndex
from bot.settings import Settings
from catalog_index.encoder import Encoder

log = logging.getLogger(__name__)
_PATIENCE = 2.0  # seconds
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """All files at one moment, in the order of their names; `delivery` is None where no page has methods."""

    policies: tuple[Policy, ...] = ()
    delivery: Delivery | None = None

    def get(self, name: str) -> Policy | None:
        """The page with this name, or None."""
        return next((policy for policy in self.policies if policy.name == name), None)


def read_pages(folder: Path) -> Pages:
    """Read every Markdown file of a folder; none where there is no such folder.

    Raises:
        PolicyError: names the file and the line that can't be used.
    """
    policies = []
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise PolicyError(path.name, line, "the file is not UTF-8") from error
        policies.append(read_policy(path.stem, path.name, text))
    return Pages(tuple(policies), read_delivery(policies, NAMES))


class PolicyService:
    """Answers from the shop's pages. `encoder` is asked for when the first question comes."""

    def __init__(self, settings: Settings, encoder: Callable[[], Encoder]) -> None:
        self._folder, self._kept = settings.policies_dir, settings.var_dir / "policies"
        self._public_url = settings.public_url
        self._encoder = encoder
        self._stamp: Stamp | None = None
        self._pages = Pages()
        self._index: tuple[Pages, PassageIndex] | None = None
        self._making = asyncio.Lock()
        self._warming: asyncio.Task[None] | None = None

    @property
    def pages(self) -> Pages:
        """The pages as they are now; where a file is wrong, as they were before it was changed."""
        stamp = self._look()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._pages = read_pages(self._folder)
            except PolicyError as error:
                log.error("policy file not used", extra={"file": error.file, "line": error.line, "reason": str(error)})
        return self._pages

    def start(self) -> None:
        """Read the pages for the first time.

        Raises:
            PolicyError: one can't be used; names file and line.
        """
        self._pages, self._stamp = read_pages(self._folder), self._look()
        if not self._pages.policies:
            log.warning("no policy pages", extra={"folder": str(self._folder)})

    def warm(self) -> None:
        """Begin to make the search ready, so that the first question need not wait for it."""
        self._warming = asyncio.create_task(self._warm())

    async def stop(self) -> None:
        """Stop what `warm` began."""
        if self._warming is not None:
            self._warming.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._warming

    async def _warm(self) -> None:
        while True:
            try:
                self._encoder()
            except Exception:  # the catalog, whose encoder it is, is still loading
                await asyncio.sleep(_PATIENCE)
                continue
            await self.index()
            return

    async def find(self, question: str) -> Found | None:
        """The passage that answers a question, None when none does."""
        index = await self.index()
        return await asyncio.to_thread(index.find, question)

    async def index(self) -> PassageIndex:
        """The search over the pages as they are now."""
        async with self._making:
            pages = self.pages
            if self._index is None or self._index[0] is not pages:
                made = await asyncio.to_thread(self._make_index, pages)
                self._index = (pages, made)
            return self._index[1]

    def url(self, policy: Policy, anchor: str) -> str:
        """The address of a passage."""
        return f"{self._public_url}{page_path(policy.name)}#{anchor}"

    def _make_index(self, pages: Pages) -> PassageIndex:
        return PassageIndex(pages.policies, KeptEncoder(self._encoder(), self._kept))

    def _look(self) -> Stamp:
        found = ((path, path.stat()) for path in sorted(self._folder.glob("*.md")))
        return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)


def page_path(name: str) -> str:
    """Where a page is served: "/policies/returns"."""
    return f"/policies/{quote(name, safe='')}"
