"""An import on the terminal: progress while it runs, then what it did in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from catalog_index.feeds import Preview, RowProblem
from catalog_index.importer import ImportReport

_STAGES = {
    "fetch": "Fetching the feed",
    "read": "Reading the feed",
    "embed": "Embedding new texts",
    "publish": "Writing and checking the index",
    "check": "Comparing with what serves",
}
_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_SHOWN = 20


class _Count(ProgressColumn):
    """ "1,200/5,000, 340/s": how far, and how fast of late."""

    def render(self, task: Task) -> Text:
        total = f"/{task.total:,.0f}" if task.total is not None else ""
        speed = task.finished_speed or task.speed
        return Text(f"{task.completed:,.0f}{total}" + (f", {speed:,.0f}/s" if speed else ""))


class ImportBar:
    """A progress bar for each stage of an import, on standard error."""

    def __init__(self, *, shown: bool) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            _Count(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not shown,
        )
        self._tasks = {
            stage: self._progress.add_task(text, total=None, visible=False) for stage, text in _STAGES.items()
        }

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Show how far a stage is; the signature of `ImportProgress`."""
        self._progress.update(self._tasks[stage], completed=done, total=total, visible=True)


def show_report(console: Console, report: ImportReport, *, dry_run: bool, serves: bool = True) -> None:
    """Print a report: the counts in a sentence, then what was refused and what went in only in part."""
    if report.format:
        encoding = _ENCODINGS.get(report.encoding, report.encoding)
        console.print(f"{report.source}: {report.format}, {encoding}, {_count(report.read, 'item')} read.")
    if report.products:
        head = "Would import" if dry_run else "Imported"
        console.print(
            f"{head} {_count(report.products, 'product')}: {report.added:,} new, {report.changed:,} changed, "
            f"{report.unchanged:,} unchanged; {report.gone:,} no longer in the feed.",
            style="green",
        )
    if report.refused:
        _show_problems(console, f"Refused: {_count(report.refused_items, 'item')}", report.refused)
    if report.warnings:
        _show_problems(console, "Went in, but without these parts", report.warnings)
    if report.version and serves and not dry_run:
        console.print(f"Index version {report.version} serves.")


def show_release(console: Console, made: dict[str, Any]) -> None:
    """Print what became of the release that an import made (see bot.releases.importing)."""
    release = made["id"]
    if made["serving"]:
        console.print(f"Release {release} serves.")
    for reason in made["held"]:
        console.print(f"- {reason}", style="yellow", markup=False)
    if not made["serving"]:
        console.print(
            f"Release {release} is held back; what served before goes on serving. "
            f"Look: giftfinder release show {release}. Let it serve all the same: "
            f'giftfinder release activate {release} --reason "..."',
            style="yellow",
            markup=False,
            soft_wrap=True,
        )


def show_preview(console: Console, preview: Preview) -> None:
    """Print what a feed is taken for, its first rows and the products they become."""
    encoding = _ENCODINGS.get(preview.encoding, preview.encoding)
    separator = f", separated by {preview.separator!r}" if preview.separator else ""
    console.print(f"{preview.format}, {encoding}{separator}.")
    if preview.columns:
        console.print("Columns: " + ", ".join(preview.columns), markup=False, soft_wrap=True)
    table = Table("line", "id", "title", "price", "availability", "link", title="Becomes", title_justify="left")
    for entry in preview.entries:
        if (product := entry.product) is not None:
            price = f"{product.current_price.amount:.2f} {product.current_price.currency}"
            cells = (product.id, product.title, price, product.availability.value, product.link)
            table.add_row(str(entry.line), *map(Text, cells))
    console.print(table)
    problems = [problem for entry in preview.entries for problem in entry.problems]
    if problems:
        _show_problems(console, "Problems", problems)


def _show_problems(console: Console, title: str, problems: Sequence[RowProblem]) -> None:
    table = Table("line", "field", "value", "reason", title=title, title_justify="left", title_style="bold yellow")
    for problem in problems[:_SHOWN]:
        table.add_row(str(problem.line), *map(Text, (problem.field, problem.value, problem.reason)))
    console.print(table)
    if len(problems) > _SHOWN:
        console.print(f"... and {len(problems) - _SHOWN:,} more; --json lists all, --report FILE saves them.")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
