"""`giftfinder bench all`: every bench, one after the other, each in a process of its own; JSON and pictures of all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from filelock import FileLock, Timeout

from bot.bench.pictures.charts import charts_of
from bot.bench.pictures.svg import draw
from bot.dialogue.console import complain, say
from bot.settings import SettingsError, load_settings

_SHORT_ROWS = "20000"
# Each bench with its arguments, and those of its short form. The longest come last.
BENCHES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "turns": ((), ("--short",)),
    "embed": (("embed",), ("embed", "--short")),
    "start": (("start",), ("start", "--short")),
    "vectors": (("vectors",), ("vectors", "--short")),
    "scale": (("scale",), ("scale", "--short")),
    "swap": (("swap",), ("swap", "--short")),
    "import": (("import",), ("import", "--rows", _SHORT_ROWS)),
}


def bench_all(
    short: Annotated[bool, typer.Option("--short", help="The short form of each.")] = False,
    only: Annotated[
        str,
        typer.Option("--only", help=f"Only these, with commas between them: {', '.join(BENCHES)}.", metavar="NAMES"),
    ] = "",
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Where the figures and pictures go; by default bench/results among the state."),
    ] = None,
) -> None:
    """Run every bench one after the other, and keep its figures as JSON and as pictures (SVG).

    `all.json` has the figures of all, also those of earlier runs into the same folder. Needs about 12 GB of disk and
    some hours; a bench that fails does not keep the others from running. Exit code 1: one of them failed.
    """
    names = [name.strip() for name in only.split(",") if name.strip()] or list(BENCHES)
    if unknown := [name for name in names if name not in BENCHES]:
        complain(f"--only: there is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}")
        raise typer.Exit(2)
    try:
        place = (folder or load_settings().var_dir / "bench" / "results").absolute()
        place.mkdir(parents=True, exist_ok=True)
    except (SettingsError, OSError) as error:
        complain(str(error))
        raise typer.Exit(2) from None
    try:
        with FileLock(place / "all.lock", timeout=0):
            failed = [name for name in names if not _run(name, BENCHES[name][1 if short else 0], place)]
    except Timeout:
        complain(f"another run writes into {place}")
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        raise typer.Exit(130) from None
    say(f"figures and pictures: {place}")
    if failed:
        complain(f"failed: {', '.join(failed)}")
        raise typer.Exit(1)


def _run(name: str, arguments: Sequence[str], place: Path) -> bool:
    """Run one bench; whether it went well. Figures of one that measured errors are kept all the same."""
    say(f"bench: {name}")
    file = place / f"{name}.json"
    beside = place / f".{name}.json"
    beside.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bot", "bench", *arguments, "--json", str(beside)]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own program
    if beside.is_file():
        beside.replace(file)
        keep(name, json.loads(file.read_text(encoding="utf-8")), place)
    return done.returncode == 0


def keep(name: str, figures: Mapping[str, Any], place: Path) -> None:
    """Put the figures of one bench into `all.json`, and draw them."""
    whole = place / "all.json"
    known = json.loads(whole.read_text(encoding="utf-8")) if whole.is_file() else {}
    known[name] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "figures": figures}
    beside = place / ".all.json"
    beside.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(whole)
    for chart in charts_of(name, figures):
        (place / f"{chart.name}.svg").write_text(draw(chart), encoding="utf-8")
