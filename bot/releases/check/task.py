"""The full check as a job that a merchant starts (bot.jobs), and as the command's work."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.jobs.tasks import TaskError, TaskResult
from bot.releases.check.errors import CheckError
from bot.releases.check.report import CheckReport
from bot.releases.check.searching import Tell
from bot.releases.gate import check_release
from bot.releases.store import ReleaseError, ReleaseStore
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.jobs.__main__ import Work

RELEASE = "release"
"""The name of the release's id among the arguments of the job."""


def check(settings: Settings, work: Work) -> TaskResult:
    """Check the release that the job names, and keep the report with it.

    Raises:
        TaskError: it could not be checked.
    """
    try:
        return checked(settings, str(work.arguments[RELEASE]), work.tell).to_json()
    except (CheckError, ReleaseError) as error:
        raise TaskError(str(error)) from error


def checked(settings: Settings, release_id: str, tell: Tell | None = None) -> CheckReport:
    """Check a release against the one that serves, keep the report with it, and return it. Not for an event loop.

    Raises:
        CheckError: the check could not be made, or nothing serves that it could be held against.
        ReleaseError: there is no such release.
    """
    store = ReleaseStore(settings)
    candidate, serving = store.get(release_id), store.active()
    if serving is None:
        raise CheckError("nothing serves yet that a release could be held against")
    if serving.id == candidate.id:
        raise CheckError(f"{release_id} serves already; there is nothing to hold it against")
    report = asyncio.run(check_release(settings, candidate, serving, tell))
    store.note_check(release_id, report.to_json(), report.passed)
    return report
