"""Imports: brought, looked at, started, followed. The work itself is done by bot.imports.tasks, in another process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.catalog.fetch import shown
from bot.db import Database
from bot.errors import InvalidError, NotFoundError, TooLargeError, UnavailableError
from bot.imports.mappings import Mappings, read_mapping
from bot.imports.schemas import Chosen, FormatView, Imports, ImportView, Preview
from bot.imports.tasks import FEED
from bot.imports.view import view
from bot.jobs.follow import Followers
from bot.jobs.runner import BusyError, JobRunner, child_env
from bot.jobs.store import Job
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from catalog_index.feeds import FeedFormat
from catalog_index.feeds.mapping import FIELDS, NEEDED

KIND = "import"
_NAME_CHARS = 100
_BLOCK = 1 << 20


class ImportService:
    """The imports of one store. Every change leaves a line of the staff's log."""

    def __init__(self, database: Database, settings: Settings, jobs: JobRunner, followers: Followers) -> None:
        self._database = database
        self._settings = settings
        self._jobs = jobs
        self._store = jobs.store
        self._previews = asyncio.Semaphore(settings.import_previews)
        self._followers = followers
        self.mappings = Mappings(settings)

    def overview(self) -> Imports:
        """All imports, and what a new one may be made of."""
        running = self._jobs.running()
        return Imports(
            imports=[view(self._store, job, running) for job in self._store.all(KIND)],
            busy=bool(running),
            address=shown(self._settings.feed_url) if self._settings.feed_url else None,
            formats=[FormatView(slug=kind.slug, name=kind.value) for kind in FeedFormat],
            fields=list(FIELDS),
            needed=list(NEEDED),
            mappings=self.mappings.all(),
            upload_max_bytes=self._settings.upload_max_bytes,
        )

    def read(self, import_id: str) -> ImportView:
        """One import.

        Raises:
            NotFoundError: there is no such one.
        """
        return view(self._store, self._job(import_id), self._jobs.running())

    async def upload(self, member: StaffView, name: str, body: AsyncIterator[bytes]) -> ImportView:
        """Keep a feed that is being sent; it is not read yet.

        Raises:
            TooLargeError, InvalidError: it is larger than allowed, or empty. UnavailableError: there is no room for it.
        """
        job = await asyncio.to_thread(self._store.make, KIND, display_name(name), member.email, {"source": "upload"})
        try:
            size = await self._receive(self._store.place(job), body)
        except BaseException:
            await asyncio.to_thread(self._store.delete, job)
            raise
        await self._log(member, "import.upload", job, name=job.name, bytes=size)
        await self._prune()
        return await asyncio.to_thread(self.read, job.id)

    async def fetch(self, member: StaffView) -> ImportView:
        """Begin to fetch the feed of the settings.

        Raises:
            InvalidError: the settings name none. BusyError: something else runs.
        """
        if not self._settings.feed_url:
            raise InvalidError("The settings name no feed address (GIFTFINDER_FEED_URL).")
        about = {"source": "address"}
        job = await asyncio.to_thread(
            self._store.make, KIND, display_name(shown(self._settings.feed_url)), member.email, about
        )
        try:
            await asyncio.to_thread(self._jobs.start, job, "fetch", {}, member.email)
        except BaseException:
            await asyncio.to_thread(self._store.delete, job)
            raise
        await self._log(member, "import.fetch", job, name=job.name)
        await self._prune()
        return await asyncio.to_thread(self.read, job.id)

    async def preview(self, import_id: str, chosen: Chosen) -> Preview:
        """The feed's first rows, read as was chosen.

        Raises:
            NotFoundError: there is no such import. InvalidError: its feed is not there.
        """
        feed = self._feed(self._job(import_id))
        wanted = {"format": self._format(chosen), "mapping": chosen.mapping}
        async with self._previews:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.imports.preview", str(feed),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
                env=child_env(self._settings),
            )  # fmt: skip
            try:
                async with asyncio.timeout(self._settings.import_preview_timeout):
                    output, _ = await process.communicate(json.dumps(wanted).encode())
                return Preview.model_validate_json(output)
            except (TimeoutError, ValueError):
                problem = "Its first rows could not be shown in time; it may be imported all the same."
                return Preview(format=None, columns=[], rows=[], products=[], problems=[], problem=problem)
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()

    async def run(self, member: StaffView, import_id: str, chosen: Chosen) -> ImportView:
        """Begin to read the feed in.

        Raises:
            NotFoundError, InvalidError: as `preview`. BusyError: something else runs.
        """
        job = self._job(import_id)
        self._feed(job)
        mapping = None if chosen.mapping is None else read_mapping(chosen.mapping).to_json()
        arguments = {"format": self._format(chosen), "mapping": mapping}
        await asyncio.to_thread(self._jobs.start, job, "import", arguments, member.email)
        await self._log(member, "import.run", job, name=job.name, format=arguments["format"], mapped=bool(mapping))
        return await asyncio.to_thread(self.read, job.id)

    async def stop(self, member: StaffView, import_id: str) -> ImportView:
        """End an import that runs; what serves is as it was, and the import may be started again.

        Raises:
            NotFoundError: there is no such import.
        """
        job = self._job(import_id)
        await asyncio.to_thread(self._jobs.stop, job)
        await self._log(member, "import.stop", job, name=job.name)
        return await asyncio.to_thread(self.read, job.id)

    async def delete(self, member: StaffView, import_id: str) -> None:
        """Forget an import, its feed and its report. The catalog stays.

        Raises:
            NotFoundError: there is no such import. BusyError: it runs.
        """
        job = self._job(import_id)
        if await asyncio.to_thread(self._jobs.running) == job.id:
            raise BusyError("It runs; stop it first.")
        await asyncio.to_thread(self._store.delete, job)
        await self._log(member, "import.delete", job, name=job.name)

    async def put_mapping(self, member: StaffView, name: str, mapping: dict[str, Any]) -> None:
        """Keep a column mapping (see Mappings.put)."""
        await asyncio.to_thread(self.mappings.put, name, mapping)
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, "mapping.put", name, mapping=mapping)

    async def delete_mapping(self, member: StaffView, name: str) -> None:
        """Delete a column mapping (see Mappings.delete)."""
        await asyncio.to_thread(self.mappings.delete, name)
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, "mapping.delete", name)

    def report(self, import_id: str) -> tuple[str, dict[str, Any]]:
        """What an import is called, and its whole report.

        Raises:
            NotFoundError: there is no such import, or it has none (yet).
        """
        job = self._job(import_id)
        result = self._store.result(job)
        if result is None or result.task != "import" or not result.report:
            raise NotFoundError("This import has no report.")
        return job.name, result.report

    def events(self, import_id: str) -> AsyncIterator[bytes]:
        """The import as it is, and each time that it is otherwise, until it neither is fetched nor runs.

        Raises:
            NotFoundError: there is no such import. TooManyError: too many follow one already.
        """
        self._job(import_id)
        return self._followers.follow(
            "import",
            lambda: self.read(import_id),
            runs=lambda now: getattr(now, "state", "") in ("fetching", "running"),
        )

    async def _receive(self, place: Path, body: AsyncIterator[bytes]) -> int:
        size, most = 0, self._settings.upload_max_bytes
        beside = place / f".{FEED}"
        try:
            with beside.open("wb") as file:
                waiting = bytearray()
                async for chunk in body:
                    size += len(chunk)
                    if size > most:
                        raise TooLargeError(f"A feed may have up to {most:,} bytes.")
                    waiting += chunk
                    if len(waiting) >= _BLOCK:
                        await asyncio.to_thread(file.write, bytes(waiting))
                        waiting.clear()
                await asyncio.to_thread(file.write, bytes(waiting))
        except OSError:
            raise UnavailableError("There is no room for the feed.") from None
        if not size:
            raise InvalidError("The feed is empty.")
        beside.replace(place / FEED)
        return size

    async def _prune(self) -> None:
        running = await asyncio.to_thread(self._jobs.running)
        await asyncio.to_thread(self._store.prune, KIND, self._settings.imports_kept, but=running)

    async def _log(self, member: StaffView, action: str, job: Job, **details: Any) -> None:
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, action, job.id, **details)

    def _job(self, import_id: str) -> Job:
        job = self._store.get(import_id)
        if job is None or job.kind != KIND:
            raise NotFoundError("There is no such import.")
        return job

    def _feed(self, job: Job) -> Path:
        feed = self._store.place(job) / FEED
        if not feed.is_file():
            raise InvalidError("The feed of this import is not there (yet).")
        return feed

    @staticmethod
    def _format(chosen: Chosen) -> str | None:
        try:
            return FeedFormat.of(chosen.format).slug if chosen.format else None
        except ValueError as error:
            raise InvalidError(f"{error}.".capitalize()) from None


def display_name(name: str) -> str:
    """A file's name as it may be shown: its last part, printable, not long. It never names a file of ours."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2] if "://" not in name else name
    plain = "".join(char for char in last if char.isprintable()).strip()
    return plain[:_NAME_CHARS] or "feed"
