"""`giftfinder release ...`: what serves, what could, and what served before."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from bot.releases.check.command import check_command, show
from bot.releases.check.report import CheckReport
from bot.releases.store import Release, ReleaseError, ReleaseStore
from bot.settings import SettingsError, load_settings

app = typer.Typer(name="release", help="Releases: a catalog and a dialogue model that serve together.")
app.command("check")(check_command)

_FAILED = 2
Id = Annotated[str, typer.Argument(metavar="ID", help="The release, as `giftfinder release list` names it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(no_args_is_help=True)
def releases() -> None:
    """Releases: a catalog and a dialogue model that serve together."""


@app.command("list")
def list_command(as_json: Json = False) -> None:
    """All releases, newest first."""
    with _store(as_json) as store:
        found, previous = store.all(), store.previous()
    if as_json:
        listed = [_without_report(release) for release in found]
        active = next((release.id for release in found if release.state == "serving"), None)
        _print({"active": active, "previous": previous.id if previous else None, "releases": listed})
        return
    if not found:
        Console().print("No release yet: the first one is made of the catalog and model that `giftfinder up` finds.")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("release", "state", "made by", "catalog", "model", "check"):
        table.add_column(name, overflow="fold")
    for release in found:
        table.add_row(
            release.id, release.state, release.origin, release.catalog_version, release.model, _verdict(release)
        )
    Console().print(table)


@app.command("show")
def show_command(release_id: Id, as_json: Json = False) -> None:
    """One release, with the report of its last check."""
    with _store(as_json) as store:
        release = store.get(release_id)
    if as_json:
        _print(asdict(release))
        return
    console = Console()
    for name, value in _without_report(release).items():
        if name not in {"check", "override"}:
            console.print(f"{name}: {value}", markup=False, highlight=False)
    if release.override is not None:
        line = "{actor} let it serve at {at}: {reason}".format(**release.override)
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    try:
        report = CheckReport.model_validate(release.check) if release.check else None
    except ValidationError:
        report = None
    if report is None:
        console.print("Not checked.")
    else:
        show(console, report, "this release")


@app.command("activate")
def activate_command(
    release_id: Id,
    reason: Annotated[
        str, typer.Option("--reason", help="Why it may serve although it was held back or not checked.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Let a release serve. Running gateways take it up within seconds, without a failed request.

    Exit code 0: it serves. 2: it does not, and nothing was changed.
    """
    with _store(as_json) as store:
        store.activate(release_id, _who(), reason or None)
        release = store.get(release_id)
    _done(release, as_json)


@app.command("rollback")
def rollback_command(as_json: Json = False) -> None:
    """Let the release before the one that serves serve again.

    Exit code 0: it serves. 2: there is none, and nothing was changed.
    """
    with _store(as_json) as store:
        release = store.rollback(_who())
    _done(release, as_json)


def _done(release: Release, as_json: bool) -> None:
    if as_json:
        _print(_without_report(release))
    else:
        Console().print(f"Serving: {release.id}", markup=False, highlight=False)


def _without_report(release: Release) -> dict[str, Any]:
    """A release without its long report: of that only what it came to."""
    check = release.check and {name: release.check.get(name) for name in ("kind", "at", "passed", "reasons")}
    return asdict(release) | {"check": check}


def _verdict(release: Release) -> str:
    if release.check is None:
        return "not checked"
    if release.check.get("passed"):
        return "passed"
    return "; ".join(str(reason) for reason in release.check.get("reasons") or ())


def _who() -> str:
    """Who sits at the command line."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"


def _print(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


@contextmanager
def _store(as_json: bool) -> Iterator[ReleaseStore]:
    """The store; what can't be done ends the program with one clear line."""
    try:
        yield ReleaseStore(load_settings())
    except (SettingsError, ReleaseError) as error:
        if as_json:
            _print({"error": str(error)})
        Console(stderr=True).print(f"Not done: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(_FAILED) from None
