"""`giftfinder release check`: the whole difference between a release and the one that serves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.releases.check.errors import CheckError
from bot.releases.check.report import CheckReport, Figure
from bot.releases.check.searching import Tell
from bot.settings import SettingsError, load_settings

_FAILED = 2
_LINES = 10
_STAGES = {
    "load": "loading both catalogs",
    "replay": "replaying requests",
    "links": "asking for links",
    "start": "starting a second stack",
    "read": "saying judged messages",
    "talk": "playing golden conversations",
}


def check_command(
    release_id: Annotated[
        str, typer.Argument(metavar="ID", help="The release, as `giftfinder release list` names it.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Replay what was asked before on a release and on the one that serves, and say what differs. Changes nothing that
    serves.

    Exit code 0: it was checked, whatever the verdict. 2: it could not be.
    """
    from bot.jobs.runner import BusyError, JobRunner
    from bot.releases.check.task import checked
    from bot.releases.store import ReleaseError

    try:
        settings = load_settings()
        with JobRunner(settings).hold(), _bar(shown=not as_json) as tell:
            report = checked(settings, release_id, tell)
    except (SettingsError, ReleaseError, CheckError, BusyError) as error:
        if as_json:
            typer.echo(json.dumps({"error": str(error)}))
        Console(stderr=True).print(f"Not checked: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(_FAILED) from None
    if as_json:
        typer.echo(json.dumps({"release": release_id, **report.to_json()}, indent=2, ensure_ascii=False))
    else:
        show(Console(), report, release_id)


def show(console: Console, report: CheckReport, release_id: str) -> None:
    """Print what matters of a report."""
    table = Table(box=None, pad_edge=False)
    for name, side in (("", "left"), ("serves", "right"), (release_id, "right")):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    for figure in report.figures:
        table.add_row(figure.name, amount(figure, figure.before), amount(figure, figure.after))
    console.print(table)
    asked, products = report.requests, report.products
    say = [
        f"{asked.judged} judged briefs and {asked.wishes} real wishes replayed: {asked.lost} lost all results, "
        f"{asked.gained} found something for the first time; {asked.same_first:.0%} of the first gifts stayed.",
        f"{products.vanished} products can't be bought any more, {products.new} are new, "
        f"{products.price_changed} have another price.",
    ]
    say += [f"  lost: {line.text}" for line in asked.lost_lines[:_LINES]]
    say += [f"  not sold any more: {line.title} ({line.product_id})" for line in products.vanished_lines[:_LINES]]
    say += [f"  bad card: {line.title}: {line.problem}" for line in report.cards.lines[:_LINES]]
    if (talk := report.dialogue) is not None:
        say.append(
            f"Dialogue: {talk.fields_changed} brief fields and {talk.intents_changed} intents differ; of {talk.turns} "
            f"golden turns {talk.turned_wrong} turned wrong, {talk.turned_right} right."
        )
        wrong = [line for line in talk.turn_lines if not line.right_after]
        say += [f"  {line.conversation}, turn {line.turn}: {'; '.join(line.problems)}" for line in wrong[:_LINES]]
    say += report.notes
    for line in say:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if report.passed:
        console.print("Passed: no floor holds it back.", style="green")
    for reason in report.reasons:
        console.print(f"Held: {reason}", style="red", markup=False, soft_wrap=True)


def amount(figure: Figure, value: float | None) -> str:
    """A figure's value in its unit."""
    if value is None:
        return "–"
    return f"{value:.1%}" if figure.unit == "share" else f"{value:,.2f}" if figure.unit == "money" else f"{value:,.10g}"


@contextmanager
def _bar(*, shown: bool) -> Iterator[Tell]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown) as progress:
        current: tuple[str, TaskID] | None = None

        def tell(stage: str, done: int, total: int | None) -> None:
            nonlocal current
            if current is None or current[0] != stage:
                if current is not None:
                    progress.remove_task(current[1])
                current = stage, progress.add_task(_STAGES.get(stage, stage), total=total)
            progress.update(current[1], completed=done, total=total)

        yield tell
