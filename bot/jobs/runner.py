"""Starts a job's task as a process of its own and knows whether one runs.

Whoever starts a task takes a lock and hands it to the process, which holds it until it ends, however that happens: so
one task runs at a time, over all gateways, and none is taken to run that does not. A gateway that is restarted finds
the task still running; when the whole stack ends, the task ends too.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import GiftfinderError
from bot.jobs.manners import NICE
from bot.jobs.store import Job, JobStore, Started
from bot.settings import Settings

LOCK = "run.lock"
OWNER = "GIFTFINDER_JOB_OWNER"
_TRIES, _PAUSE = 5, 0.05
_BUSY = "An import, a training or a check runs already; try again when it is done."

Spawn = Callable[[Settings, Job, int], int]
"""Starts the process of a job's task, which inherits the lock's file descriptor, and returns its id."""


class BusyError(GiftfinderError):
    """Another task runs."""

    status, slug, title = 409, "busy", "Something else is running"


class JobRunner:
    """Starts tasks and looks after the one that runs."""

    def __init__(self, settings: Settings, *, spawn: Spawn | None = None) -> None:
        self._settings = settings
        self.store = JobStore(settings.jobs_dir)
        self.spawn: Spawn = spawn or _spawn

    def start(self, job: Job, task: str, arguments: dict[str, Any], actor: str) -> None:
        """Start a task of a job.

        Raises:
            BusyError: another one runs.
        """
        with self._locked() as lock:
            os.ftruncate(lock, 0)
            os.pwrite(lock, job.id.encode("ascii"), 0)
            started = Started(task, arguments, actor, datetime.now(UTC).isoformat(timespec="milliseconds"))
            self.store.begin(job, started)
            pid = self.spawn(self._settings, job, lock)
            # A quick task may have ended already, which does no harm: only its process's id is added.
            self.store.note_process(job, replace(started, pid=pid))

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep tasks from being started while this process does the work of one itself, as the command line does.

        Raises:
            BusyError: one runs.
        """
        with self._locked() as lock:
            os.ftruncate(lock, 0)  # it is nobody's job
            yield

    def running(self) -> str:
        """The id of the job whose task runs, "" when none does."""
        try:
            lock = os.open(self._settings.jobs_dir / LOCK, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return ""
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return os.pread(lock, 100, 0).decode("ascii", "replace")
        else:
            return ""
        finally:
            os.close(lock)

    def stop(self, job: Job) -> bool:
        """End the job's task, and whatever it started; whether it ran."""
        started = self.store.started(job)
        if started is None or not started.pid or self.running() != job.id:
            return False
        try:
            os.killpg(started.pid, signal.SIGTERM)
        except ProcessLookupError:
            return False
        return True

    @contextmanager
    def _locked(self) -> Iterator[int]:
        self._settings.jobs_dir.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._settings.jobs_dir / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._take(lock)
            yield lock
        finally:
            os.close(lock)

    def _take(self, lock: int) -> None:
        # Somebody who asks whether a task runs holds it for a moment too.
        for attempt in range(_TRIES):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if attempt == _TRIES - 1:
                    raise BusyError(
                        "An import, a training or a check runs already; try again when it is done."
                    ) from None
                time.sleep(_PAUSE)


_children: list[subprocess.Popen[bytes]] = []


def _spawn(settings: Settings, job: Job, lock: int) -> int:
    _children[:] = [child for child in _children if child.poll() is None]
    nice = shutil.which("nice")
    command = [*([nice, "-n", str(NICE)] if nice else []), sys.executable, "-m", "bot.jobs", job.id]
    log = settings.logs_dir / "job.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        child = subprocess.Popen(  # noqa: S603 - the command is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=child_env(settings) | {OWNER: str(os.getppid())},
            pass_fds=(lock,),
            start_new_session=True,
        )
    _children.append(child)
    return child.pid


def child_env(settings: Settings) -> dict[str, str]:
    """The environment of a program that is to work on the same state."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return os.environ | {"GIFTFINDER_VAR_DIR": str(settings.var_dir), "PYTHONPATH": os.pathsep.join(paths)}
