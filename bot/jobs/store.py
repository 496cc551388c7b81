"""Jobs on disk: what each is about, how far it is, what came of it. Any gateway reads them; the job's process writes.

folder/<id>/job.json         what it is about, never changed
folder/<id>/started.json     the task that was started last, and its process
folder/<id>/progress.json    how far that is
folder/<id>/result.json      what came of it
folder/run.lock              locked while a task runs (see bot.jobs.runner)
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
JOB, STARTED, PROGRESS, RESULT = "job.json", "started.json", "progress.json", "result.json"


@dataclass(frozen=True, slots=True)
class Job:
    """What a job is about: its kind ("import", "train"), what people call it, who began it and when."""

    id: str
    kind: str
    name: str
    actor: str
    created_at: str
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Started:
    """A task that was started: its name, what it was told, who asked for it, when, and its process."""

    task: str
    arguments: dict[str, Any]
    actor: str
    at: str
    pid: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: `report` as far as there is one, and what went wrong ("" where nothing did)."""

    task: str
    ok: bool
    report: dict[str, Any]
    error: str
    at: str


class JobStore:
    """The jobs under one folder. Every file is written beside and put in its place in one step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, kind: str, name: str, actor: str, about: dict[str, Any] | None = None) -> Job:
        """Make a job; nothing is started."""
        stamp = datetime.now(UTC)
        job_id = f"{stamp:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
        job = Job(job_id, kind, name, actor, stamp.isoformat(timespec="milliseconds"), about or {})
        place = self.folder / job_id
        place.mkdir(parents=True)
        write_json(place / JOB, asdict(job))
        return job

    def get(self, job_id: str) -> Job | None:
        """The job with this id; anything that is no id of ours is none."""
        if not _ID.fullmatch(job_id):
            return None
        try:
            return Job(**read_json(self.folder / job_id / JOB))
        except TypeError:
            return None

    def all(self, kind: str) -> list[Job]:
        """The jobs of a kind, newest first."""
        found = (self.get(path.name) for path in self._places())
        return sorted((job for job in found if job and job.kind == kind), key=lambda job: job.created_at, reverse=True)

    def place(self, job: Job) -> Path:
        """The job's folder."""
        return self.folder / job.id

    def started(self, job: Job) -> Started | None:
        """The task that was started last."""
        try:
            return Started(**read_json(self.place(job) / STARTED))
        except TypeError:
            return None

    def progress(self, job: Job) -> dict[str, Any]:
        """How far that task is; {} before it has said so."""
        return read_json(self.place(job) / PROGRESS)

    def result(self, job: Job) -> Result | None:
        """What came of that task; None while it runs, and where it was cut off."""
        try:
            return Result(**read_json(self.place(job) / RESULT))
        except TypeError:
            return None

    def begin(self, job: Job, started: Started) -> None:
        """Note that a task starts; what was told of the one before is gone."""
        for name in (RESULT, PROGRESS):
            (self.place(job) / name).unlink(missing_ok=True)
        write_json(self.place(job) / STARTED, asdict(started))

    def note_process(self, job: Job, started: Started) -> None:
        """Note which process a task has."""
        write_json(self.place(job) / STARTED, asdict(started))

    def finish(self, job: Job, task: str, *, ok: bool, report: dict[str, Any], error: str = "") -> None:
        """Note what came of a task."""
        result = Result(task, ok, report, error, datetime.now(UTC).isoformat(timespec="milliseconds"))
        write_json(self.place(job) / RESULT, asdict(result))

    def delete(self, job: Job) -> None:
        """Delete a job and all its files."""
        shutil.rmtree(self.place(job), ignore_errors=True)

    def prune(self, kind: str, keep: int, *, but: str = "") -> None:
        """Delete all but the `keep` newest jobs of a kind; `but` is the id of one that must stay."""
        for job in self.all(kind)[keep:]:
            if job.id != but:
                self.delete(job)

    def _places(self) -> Iterator[Path]:
        yield from self.folder.iterdir() if self.folder.is_dir() else ()


def write_json(path: Path, data: Any) -> None:
    """Write a file beside and put it in its place."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_json(path: Path) -> dict[str, Any]:
    """Read an object; {} where there is none to be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
