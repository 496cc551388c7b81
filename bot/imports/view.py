"""An import as the merchants' page shows it, from what is on disk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.imports.schemas import ImportView, Problem, ReleaseMade, Report, State
from bot.imports.tasks import FEED
from bot.jobs.store import Job, JobStore, Result, Started

SHOWN = 50
"""So many refused lines and warnings are shown; the CSV has the others."""


def view(store: JobStore, job: Job, running: str) -> ImportView:
    """The import; `running` is the id of the job whose task runs."""
    started, result = store.started(job), store.result(job)
    runs = running == job.id and result is None
    feed = store.place(job) / FEED
    state = _state(started, result, runs)
    imported = started is not None and started.task == "import"
    return ImportView(
        id=job.id,
        name=job.name,
        size=feed.stat().st_size if feed.is_file() else 0,
        source="address" if job.about.get("source") == "address" else "upload",
        created_at=datetime.fromisoformat(job.created_at),
        actor=job.actor,
        state=state,
        started_at=datetime.fromisoformat(started.at) if started and imported else None,
        ended_at=datetime.fromisoformat(result.at) if result and imported else None,
        format=started.arguments.get("format") if started else None,
        mapped=bool(started and started.arguments.get("mapping")),
        progress=store.progress(job) if runs else {},
        error=result.error if result else "",
        report=_report(result.report) if result and imported and result.report else None,
        release=_release(result.report) if result and imported else None,
    )


def _state(started: Started | None, result: Result | None, runs: bool) -> State:
    if started is None:
        return "ready"
    fetch = started.task == "fetch"
    if result is None:
        return ("fetching" if fetch else "running") if runs else "stopped"
    if not result.ok:
        return "failed"
    return "ready" if fetch else "done"


def _report(data: dict[str, Any]) -> Report:
    refused, warnings = data.get("refused", []), data.get("warnings", [])
    counts = {name: data[name] for name in Report.model_fields if name in data and name not in ("refused", "warnings")}
    return Report(
        **counts,
        refused=[Problem(**one) for one in refused[:SHOWN]],
        warnings=[Problem(**one) for one in warnings[:SHOWN]],
        refused_count=len(refused),
        warning_count=len(warnings),
    )


def _release(data: dict[str, Any]) -> ReleaseMade | None:
    made = data.get("release")
    if not isinstance(made, dict) or not made.get("id"):
        return None
    return ReleaseMade(id=made["id"], serving=bool(made.get("serving")), held=list(made.get("held") or []))
