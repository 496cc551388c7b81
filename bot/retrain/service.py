"""The training that merchants start: one job, whose state they see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from bot.db import Database
from bot.imports.schemas import ReleaseMade
from bot.jobs.follow import Followers
from bot.jobs.runner import JobRunner
from bot.jobs.store import Job
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView

KIND = "train"


class TrainingView(BaseModel):
    """The last training; "never" where there was none."""

    state: Literal["never", "running", "done", "failed", "stopped"] = "never"
    actor: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    progress: dict[str, Any] = {}
    error: str = ""
    trained: bool = False
    words: dict[str, int] = {}
    release: ReleaseMade | None = None


class TrainingService:
    """Starts, follows and stops the training. Every change leaves a line of the staff's log."""

    def __init__(self, database: Database, settings: Settings, jobs: JobRunner, followers: Followers) -> None:
        self._database = database
        self._settings = settings
        self._jobs = jobs
        self._store = jobs.store
        self._followers = followers

    def read(self) -> TrainingView:
        """The last training."""
        job = self._last()
        started = self._store.started(job) if job else None
        if job is None or started is None:
            return TrainingView()
        result = self._store.result(job)
        begun = datetime.fromisoformat(started.at)
        if result is None:
            runs = self._jobs.running() == job.id
            progress = self._store.progress(job) if runs else {}
            return TrainingView(
                state="running" if runs else "stopped", actor=started.actor, started_at=begun, progress=progress
            )
        report = result.report
        return TrainingView(
            state="done" if result.ok else "failed",
            actor=started.actor,
            started_at=begun,
            ended_at=datetime.fromisoformat(result.at),
            error=result.error,
            trained=bool(report.get("trained")),
            words=report.get("words", {}),
            release=report.get("release"),
        )

    async def start(self, member: StaffView) -> TrainingView:
        """Begin to train on the catalog that serves.

        Raises:
            BusyError: something else runs.
        """
        job = await asyncio.to_thread(self._store.make, KIND, "training", member.email)
        try:
            await asyncio.to_thread(self._jobs.start, job, "train", {}, member.email)
        except BaseException:
            await asyncio.to_thread(self._store.delete, job)
            raise
        await self._log(member, "train.start", job)
        await asyncio.to_thread(self._store.prune, KIND, self._settings.imports_kept, but=job.id)
        return await asyncio.to_thread(self.read)

    async def stop(self, member: StaffView) -> TrainingView:
        """End the training that runs, if any."""
        job = await asyncio.to_thread(self._last)
        if job is not None:
            await asyncio.to_thread(self._jobs.stop, job)
            await self._log(member, "train.stop", job)
        return await asyncio.to_thread(self.read)

    def events(self) -> AsyncIterator[bytes]:
        """The training as it is, and each time that it is otherwise, until it does not run.

        Raises:
            TooManyError: too many follow already.
        """
        return self._followers.follow("train", self.read, runs=lambda now: getattr(now, "state", "") == "running")

    def _last(self) -> Job | None:
        return next(iter(self._store.all(KIND)), None)

    async def _log(self, member: StaffView, action: str, job: Job) -> None:
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, action, job.id)
