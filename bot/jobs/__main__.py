"""`python -m bot.jobs ID`: does the task of a job that a gateway has started."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from bot.jobs.runner import OWNER
from bot.jobs.store import PROGRESS, Job, JobStore, write_json
from bot.jobs.tasks import Stage, TaskError, TaskResult
from bot.logs import configure_logs
from bot.settings import Settings, load_settings
from catalog_index.pace import Pace, Progress

log = logging.getLogger("bot.jobs")

# task -> where the function is that does it
TASKS = {
    "fetch": "bot.imports.tasks:fetch",
    "import": "bot.imports.tasks:import_feed",
    "train": "bot.retrain.task:train",
    "check": "bot.releases.check.task:check",
}
_EVERY = 0.25
_LOOK_EVERY = 1.0

Do = Callable[[Settings, "Work"], TaskResult]


class Work:
    """What a task is given: its job, what it was told, where its files are, and how it says how far it is."""

    def __init__(self, store: JobStore, job: Job) -> None:
        started = store.started(job)
        assert started is not None, "a task is started by bot.jobs.runner"
        self.job = job
        self.task = started.task
        self.arguments: dict[str, Any] = started.arguments
        self.actor = started.actor
        self.folder = store.place(job)
        self._written = 0.0
        self._stage = ""
        self._pace = Pace(self._show)

    def tell(self, stage: Stage, done: int, total: int | None) -> None:
        """Say how far the task is; kept a few times a second."""
        self._pace.tell(stage, done, total)

    def _show(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage == self._stage and now - self._written < _EVERY and progress.done != progress.total:
            return
        self._written, self._stage = now, progress.stage
        write_json(self.folder / PROGRESS, progress.to_json())


def main(job_id: str) -> int:
    """Do it, and keep what came of it."""
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    store = JobStore(settings.jobs_dir)
    job = store.get(job_id)
    if job is None:
        log.error("no such job")
        return 2
    threading.Thread(target=_end_with, args=(int(os.environ.get(OWNER, "0")),), daemon=True).start()
    work = Work(store, job)
    try:
        result = _find(work.task)(settings, work)
    except TaskError as error:
        store.finish(job, work.task, ok=False, report=error.report, error=str(error))
        return 1
    except Exception:
        log.exception("job failed")
        store.finish(job, work.task, ok=False, report={}, error="It failed unexpectedly; the log job.log says more.")
        return 1
    store.finish(job, work.task, ok=True, report=result)
    return 0


def _find(task: str) -> Do:
    module, _, name = TASKS[task].partition(":")
    found: Do = getattr(import_module(module), name)
    return found


def _end_with(owner: int) -> None:
    """End this task, and what it started, once the process above the gateway is gone."""
    while owner > 1:
        try:
            os.kill(owner, 0)
        except ProcessLookupError:
            os.killpg(0, signal.SIGKILL)
        except PermissionError:
            return  # somebody else's by now, or always: nothing to follow
        time.sleep(_LOOK_EVERY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
