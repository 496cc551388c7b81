"""Releases for the merchants' page: read, checked, let serve, taken back; each change a line of the staff's log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.db import Database
from bot.errors import GiftfinderError, NotFoundError
from bot.jobs.follow import Followers
from bot.jobs.runner import JobRunner
from bot.jobs.store import Job
from bot.releases.check.report import CheckReport
from bot.releases.check.task import RELEASE
from bot.releases.schemas import Checking, CheckSummary, Override, Progress, ReleaseDetails, Releases, ReleaseView
from bot.releases.store import Release, ReleaseError, ReleaseHeldError, ReleaseStore, UnknownReleaseError
from bot.settings import Settings
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from catalog_index.manifest import Manifest, ManifestError

KIND = "check"
_KEPT_JOBS = 20


class HeldError(GiftfinderError):
    """The release was held back, or never checked: letting it serve needs a reason."""

    status, slug, title = 409, "release-held", "This release needs a reason"


class NotPossibleError(GiftfinderError):
    """It can't be done with this release now."""

    status, slug, title = 409, "release-not-possible", "That can't be done with this release"


class ReleasesService:
    """One store's releases."""

    def __init__(self, database: Database, settings: Settings, jobs: JobRunner, followers: Followers) -> None:
        self._database, self._settings = database, settings
        self._store = ReleaseStore(settings)
        self._followers = followers
        self.jobs = jobs

    async def all(self) -> Releases:
        """All releases, newest first."""
        return await asyncio.to_thread(self._all)

    async def one(self, release_id: str) -> ReleaseDetails:
        """A release with its whole difference.

        Raises:
            NotFoundError: there is no such release.
        """
        return await asyncio.to_thread(self._one, release_id)

    async def check(self, member: StaffView, release_id: str) -> str:
        """Start the check of a release and return the job's id.

        Raises:
            NotFoundError: there is no such release.
            NotPossibleError: it serves, or nothing does.
            BusyError: an import, a training or another check runs.
        """
        job = await asyncio.to_thread(self._start, release_id, member.email)
        await self._log(member, "check", release_id)
        return job.id

    async def activate(self, member: StaffView, release_id: str, reason: str | None) -> ReleaseDetails:
        """Let a release serve.

        Raises:
            NotFoundError: there is no such release.
            HeldError: it needs a reason.
            NotPossibleError: its catalog or its model is gone.
        """
        held = await asyncio.to_thread(self._activate, release_id, member.email, reason)
        await self._log(member, "activate", release_id, reason=reason, held=held)
        return await self.one(release_id)

    async def rollback(self, member: StaffView) -> ReleaseDetails:
        """Let the release before serve again.

        Raises:
            NotPossibleError: there is none.
        """
        try:
            release = await asyncio.to_thread(self._store.rollback, member.email)
        except ReleaseError as error:
            raise NotPossibleError(str(error)) from error
        await self._log(member, "rollback", release.id)
        return await self.one(release.id)

    def follow(self, release_id: str) -> AsyncIterator[bytes]:
        """How far the check of a release is, as events, until it ends.

        Raises:
            TooManyError: too many follow already.
        """
        return self._followers.follow("check", lambda: self.state(release_id), runs=_runs)

    def state(self, release_id: str) -> Progress:
        """How far the newest check of a release is, or how it ended."""
        job = next((job for job in self.jobs.store.all(KIND) if job.about.get(RELEASE) == release_id), None)
        if job is None:
            return Progress(state="none")
        if self.jobs.running() == job.id:
            return Progress(state="running", progress=self.jobs.store.progress(job))
        result = self.jobs.store.result(job)
        if result is None:
            return Progress(state="failed", error="The check was cut off; start it again.")
        if not result.ok:
            return Progress(state="failed", error=result.error)
        return Progress(state="done", passed=bool(result.report.get("passed")))

    def _start(self, release_id: str, actor: str) -> Job:
        release, active = self._get(release_id), self._store.active()
        if active is None or active.id == release.id:
            raise NotPossibleError("This release serves already; there is nothing to hold it against.")
        job = self.jobs.store.make(KIND, release_id, actor, {RELEASE: release_id})
        try:
            self.jobs.start(job, KIND, {RELEASE: release_id}, actor)
        except GiftfinderError:
            self.jobs.store.delete(job)
            raise
        self.jobs.store.prune(KIND, _KEPT_JOBS, but=job.id)
        return job

    def _activate(self, release_id: str, actor: str, reason: str | None) -> bool:
        """Let it serve; whether a reason was needed."""
        release = self._get(release_id)
        try:
            self._store.activate(release.id, actor, reason)
        except ReleaseHeldError as error:
            raise HeldError(str(error)) from error
        except ReleaseError as error:
            raise NotPossibleError(str(error)) from error
        return needs_reason(release)

    def _get(self, release_id: str) -> Release:
        try:
            return self._store.get(release_id)
        except UnknownReleaseError as error:
            raise NotFoundError("There is no such release.") from error

    def _all(self) -> Releases:
        active, previous = self._store.active(), self._store.previous()
        running = self.jobs.store.get(self.jobs.running())
        checking = Checking(release=running.name, job=running.id) if running and running.kind == KIND else None
        return Releases(
            active=active.id if active else None,
            previous=previous.id if previous else None,
            releases=[ReleaseView(**self._view(release)) for release in self._store.all()],
            checking=checking,
        )

    def _one(self, release_id: str) -> ReleaseDetails:
        release = self._get(release_id)
        active = self._store.active()
        return ReleaseDetails(
            **self._view(release),
            report=report_of(release),
            may_activate=active is None or active.id != release.id,
            needs_reason=needs_reason(release),
        )

    def _view(self, release: Release) -> dict[str, Any]:
        report = report_of(release)
        try:
            manifest = Manifest.read(self._settings.index_dir / release.catalog_version)
        except ManifestError:
            manifest = None
        return {
            "id": release.id,
            "created_at": release.created_at,
            "state": release.state,
            "origin": release.origin,
            "catalog_version": release.catalog_version,
            "catalog_source": manifest.source if manifest else "",
            "products": manifest.products if manifest else None,
            "model": release.model,
            "check": summary(report) if report else None,
            "override": Override.model_validate(release.override) if release.override else None,
        }

    async def _log(self, member: StaffView, action: str, release_id: str, **details: Any) -> None:
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, f"release.{action}", release_id, **details)


def report_of(release: Release) -> CheckReport | None:
    """The report of a release's last check, None where it has none that can be read."""
    try:
        return CheckReport.model_validate(release.check) if release.check else None
    except ValidationError:
        return None


def summary(report: CheckReport) -> CheckSummary:
    """What a check came to."""
    return CheckSummary(
        kind=report.kind,
        at=report.at.isoformat(),
        passed=report.passed,
        reasons=report.reasons,
        lost=report.requests.lost,
        vanished=report.products.vanished,
    )


def needs_reason(release: Release) -> bool:
    """Whether letting it serve takes a reason: it did not pass, or was never checked."""
    return release.state in {"candidate", "held"}


def _runs(view: BaseModel) -> bool:
    return isinstance(view, Progress) and view.state == "running"
