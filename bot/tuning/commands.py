"""`giftfinder encoder ...`: tuning the search's encoder to the shop."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import GiftfinderError
from bot.releases.errors import ReleaseError
from bot.settings import Settings, SettingsError, load_settings
from bot.tuning.store import Tuned, TunedStore, UnknownEncoderError
from catalog_index.encoder import EncoderError
from catalog_index.versions import NoVersionError, PublishError, StoreBusyError

app = typer.Typer(name="encoder", help="The search's encoder, tuned to the shop.")
_FAILED = 2
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The tuning, as `giftfinder encoder list` names it.")]
Seeds = Annotated[int, typer.Option("--seeds", min=1, max=100, help="Runs, each with a seed of its own.")]
Short = Annotated[bool, typer.Option("--short", help="Fewer shoppers or products: to see that it works.")]
_STAGES = {
    "train": "training", "export": "exporting the model", "embed": "embedding products",
    "compare": "measuring what it must not forget", "publish": "writing the catalog",
    "check": "checking the release", "run": "run",
}  # fmt: skip


@app.callback(no_args_is_help=True)
def encoder() -> None:
    """The search's encoder, tuned to the shop."""


@app.command("tune")
def tune_command(as_json: Json = False) -> None:
    """Tune the encoder on the catalog's text and on what shoppers took, and measure it on wordings held out.

    Exit code 0: it is kept; `giftfinder encoder use` brings it into service. 1: it was refused, the output says why.
    2: it could not be done, for there are too few takes for example.
    """
    from bot.tuning.running import run

    with _settings(as_json) as settings:
        from bot.jobs.runner import JobRunner

        with JobRunner(settings).hold():
            made = run(settings, _Told().tell)
    if as_json:
        _print(made.to_json())
    else:
        _show(made)
        if made.kept:
            Console().print(f"Bring it into service: giftfinder encoder use {made.id}", markup=False, soft_wrap=True)
    raise typer.Exit(0 if made.kept else 1)


@app.command("list")
def list_command(as_json: Json = False) -> None:
    """All tunings, newest first."""
    from bot.tuning.running import used_names

    with _settings(as_json) as settings:
        found, used = TunedStore(settings.encoders_dir).all(), used_names(settings)
    if as_json:
        _print({"encoders": [one.to_json() | {"used": one.name in used} for one in found]})
        return
    table = Table("encoder", "made", "state", "takes", "held-out wordings", box=None, pad_edge=False)
    for one in found:
        shown = one.figures.get("held_out", {})
        state = ("in an index" if one.name in used else "kept") if one.kept else "refused"
        figures = f"{shown.get('before', 0):.3f} -> {shown.get('after', 0):.3f}" if shown else ""
        table.add_row(one.id, one.made_at, state, str(one.takes), figures)
    Console().print(table if found else "No tuning yet: giftfinder encoder tune")


@app.command("show")
def show_command(encoder_id: Id, as_json: Json = False) -> None:
    """One tuning: what it was made of, its figures, and why it was kept or refused."""
    with _settings(as_json) as settings:
        found = TunedStore(settings.encoders_dir).find(encoder_id)
        if found is None:
            raise UnknownEncoderError(f"there is no tuned encoder {encoder_id}")
    if as_json:
        _print(found.to_json())
    else:
        _show(found)


@app.command("use")
def use_command(
    encoder_id: Annotated[str, typer.Argument(metavar="ID", help="A kept tuning, or `base` for the settings' model.")],
    serve: Annotated[bool, typer.Option("--serve", help="Let it serve whatever the check says.")] = False,
    as_json: Json = False,
) -> None:
    """Embed the catalog anew with an encoder, check that release, and let it serve.

    Exit code 0: it serves. 1: the check held it back. 2: it could not be done. `giftfinder release rollback` goes back.
    """
    from bot.tuning.use import use

    with _settings(as_json) as settings:
        from bot.jobs.runner import JobRunner

        with JobRunner(settings).hold():
            reason = "encoder use --serve" if serve else ""
            found = use(settings, encoder_id, _Told().tell, actor=_who(), serve=reason)
    if as_json:
        _print(found)
    elif found["id"] is None:
        Console().print(f"It serves already: {found['encoder']}", markup=False, soft_wrap=True)
    else:
        state = "serves" if found["serving"] else "waits"
        Console().print(f"release {found['id']} {state}", markup=False, soft_wrap=True)
        for line in found["held"]:
            Console().print(f"- {line}", markup=False, soft_wrap=True)
    raise typer.Exit(0 if found["serving"] else 1)


@app.command("simulate")
def simulate_command(seeds: Seeds = 3, short: Short = False, as_json: Json = False) -> None:
    """Simulated shoppers with words of their own over the catalog that serves: does tuning help them, and is it refused
    where takes mean nothing?

    Exit code 0: it surely helps, and noise was refused in every run. 1: not.
    """
    from bot.tuning.simulate import simulate

    with _settings(as_json) as settings:
        found = simulate(settings, seeds=seeds, short=short, tell=_Told().tell)
    if as_json:
        _print(found.to_json())
    else:
        typer.echo(str(found))
    raise typer.Exit(0 if found.helps else 1)


@app.command("evaluate")
def evaluate_command(
    folder: Annotated[Path, typer.Argument(help="A BEIR folder: corpus.jsonl, queries.jsonl, qrels.tsv.")],
    seeds: Seeds = 3,
    short: Short = False,
    as_json: Json = False,
) -> None:
    """A judged corpus: half of its queries teach, with what was judged perfect for them; the others measure.

    Exit code 0: tuning surely helps. 1: it does not, and would be refused.
    """
    from bot.tuning.relevance import relevance
    from catalog_index.evaluate import DatasetError, load_dataset

    with _settings(as_json) as settings:
        try:
            dataset = load_dataset(folder)
        except DatasetError as error:
            raise UnknownEncoderError(str(error)) from error
        found = relevance(settings, dataset, seeds=seeds, short=short, tell=_Told().tell)
    if as_json:
        _print(found.to_json())
    else:
        typer.echo(str(found))
    raise typer.Exit(0 if found.helps else 1)


class _Told:
    """Says on standard error how far it is: a line a stage, and now and then one within."""

    def __init__(self) -> None:
        self._last = ("", -1)

    def tell(self, stage: str, done: int, total: int | None) -> None:
        tenth = 10 * done // total if total else 0
        if (stage, tenth) == self._last:
            return
        self._last = (stage, tenth)
        part = f" {done} of {total}" if total and total > 1 else ""
        typer.echo(f"{_STAGES.get(stage, stage)}{part}", err=True)


def _show(one: Tuned) -> None:
    console = Console()
    for name, value in one.to_json().items():
        if name != "figures":
            console.print(f"{name}: {value}", markup=False, highlight=False, soft_wrap=True)
    for name, found in one.figures.items():
        low, high = found["change_95"]
        console.print(
            f"{name.replace('_', ' ')}: nDCG@10 {found['before']:.3f} -> {found['after']:.3f}, {found['change']:+.3f} "
            f"(95% {low:+.3f} to {high:+.3f}), {found['questions']} questions",
            markup=False, highlight=False, soft_wrap=True,
        )  # fmt: skip


def _print(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _who() -> str:
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"


@contextmanager
def _settings(as_json: bool) -> Iterator[Settings]:
    """The settings; what can't be done ends the program with one clear line."""
    from bot.tuning.tune import TuningError

    try:
        yield load_settings()
    except (
        SettingsError, TuningError, UnknownEncoderError, EncoderError, NoVersionError, ReleaseError, PublishError,
        StoreBusyError, GiftfinderError,
    ) as error:  # fmt: skip
        if as_json:
            _print({"error": str(error)})
        Console(stderr=True).print(f"Not done: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(_FAILED) from None
