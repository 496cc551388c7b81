"""`giftfinder ranker ...`: learn from what shoppers took, use it, look at it, go back; can it be trusted?"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import settings_or_exit

if TYPE_CHECKING:
    from bot.learning.ranker import Limits, Outcome
    from bot.learning.ranker_store import RankerStore
    from bot.settings import Settings
    from catalog_index.learned import LearnedRanker
    from catalog_index.search import GiftSearch

app = typer.Typer(no_args_is_help=True, help="The learned ranker: train it, look at it, use it, remove it.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_REFUSED, _FAILED = 1, 2
_SHOWN_WEIGHTS = 12


@app.callback()
def ranker() -> None:
    """The learned ranker: train it, look at it, use it, remove it."""


@app.command()
def train(
    use: Annotated[bool, typer.Option("--use", help="Let it be used at once, where it is kept.")] = False,
    as_json: Json = False,
) -> None:
    """Train on what shoppers did with the gifts they were shown; keep it only where it surely helps.

    Exit status 1: it was refused, with the reason. 2: there is nothing to train on.
    """
    with _settings(as_json) as settings:
        from bot.learning.ranker_training import trained

        with _failing(as_json):
            search, version = serving(settings)
            outcome = asyncio.run(trained(settings, search, version))
            store = _store(settings)
            if outcome.ranker is not None:
                store.save(outcome.ranker)
                if use:
                    store.use(outcome.ranker.fingerprint)
    if as_json:
        _print(outcome.to_json() | {"used": bool(use and outcome.ranker)})
    else:
        for line in told(outcome):
            typer.echo(line)
        if outcome.ranker is not None:
            fingerprint = outcome.ranker.fingerprint
            typer.echo("It is used." if use else f"Let it be used: giftfinder ranker use {fingerprint}")
    raise typer.Exit(_REFUSED if outcome.ranker is None else 0)


@app.command()
def show(
    fingerprint: Annotated[str, typer.Argument(help="One of them; all without.", metavar="[RANKER]")] = "",
    as_json: Json = False,
) -> None:
    """All rankers that were kept, or what one has learnt and what training measured."""
    with _settings(as_json) as settings, _failing(as_json):
        store = _store(settings)
        current, found = store.current, [store.get(fingerprint)] if fingerprint else store.all()
    if as_json:
        listed = [made.to_json() for made in found]
        _print(listed[0] | {"used": current == fingerprint} if fingerprint else {"used": current, "rankers": listed})
    elif fingerprint:
        _describe(found[0], used=current == fingerprint)
    else:
        for made in found:
            gain = (made.report.get("measured") or {}).get("gain")
            mark = "  used" if made.fingerprint == current else ""
            measured = f"nDCG@10 {gain:+.4f}" if isinstance(gain, float) else ""
            typer.echo(f"{made.fingerprint}  {made.trained_at}  catalog {made.catalog_version}  {measured}{mark}")
        if not found:
            typer.echo("No ranker was kept yet: giftfinder ranker train")


@app.command()
def use(
    fingerprint: Annotated[str, typer.Argument(help="Which, as `giftfinder ranker show` names it.", metavar="RANKER")],
    as_json: Json = False,
) -> None:
    """Let a ranker be used; running gateways see it in GIFTFINDER_RANKER_POLL seconds."""
    with _settings(as_json) as settings, _failing(as_json):
        used = _store(settings).use(fingerprint).fingerprint
    _print({"used": used}) if as_json else typer.echo(f"{used} is used.")


@app.command()
def remove(as_json: Json = False) -> None:
    """Let no ranker be used any more: the base order serves. What was learnt is kept, and receipts go on naming it."""
    with _settings(as_json) as settings, _failing(as_json):
        before = _store(settings).remove()
    if as_json:
        _print({"used": "", "before": before})
    else:
        typer.echo(f"{before} is not used any more." if before else "None was used.")


@app.command()
def simulate(
    seeds: Annotated[int, typer.Option(min=2, max=1000, help="Simulated shops of each kind.")] = 20,
    sessions: Annotated[int, typer.Option(min=10, max=100_000, help="Shoppers a shop.")] = 1000,
    short: Annotated[bool, typer.Option("--short", help="Five shops of 500 shoppers.")] = False,
    as_json: Json = False,
) -> None:
    """Simulate shops over the catalog that serves: with shoppers of known tastes it must help, without it be refused.

    Exit status 1: it does not surely help, or was kept where there is no taste more often than one time in twenty.
    """
    with _settings(as_json) as settings:
        from bot.evaluation.ranker import Simulation, reliable

        with _failing(as_json):
            simulation = Simulation(serving(settings)[0])
        seeds, sessions = (5, 500) if short else (seeds, sessions)
        verdicts = [simulation.run(world, seeds, sessions, _limits(settings)) for world in ("taste", "noise")]
    good = reliable(*verdicts)
    if as_json:
        _print({verdict.world: verdict.to_json() for verdict in verdicts} | {"reliable": good})
    else:
        taste, noise = verdicts
        typer.echo(f"{seeds} shops of {sessions} shoppers each, 95% intervals over shops:")
        typer.echo(f"  a taste: kept in {taste.kept} of {seeds}; takes an answer {_change(taste.gain)}")
        typer.echo(f"           requests it has not seen {_change(taste.unseen)}")
        typer.echo(f"  no taste: kept in {noise.kept} of {seeds}")
        typer.echo("It helps, and is refused where it can't." if good else "Not shown: it does not surely help.")
    raise typer.Exit(0 if good else 1)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="A BEIR folder: corpus.jsonl, queries.jsonl, qrels.tsv.")],
    as_json: Json = False,
) -> None:
    """Train on a judged corpus and measure on queries that training has not seen: kept where it surely helps."""
    with _settings(as_json) as settings:
        from bot.catalog.encoder import shop_encoder
        from bot.evaluation.ranker_relevance import judged_queries
        from catalog_index.evaluate import load_dataset

        with _failing(as_json):
            found = judged_queries(load_dataset(folder), shop_encoder(settings))
    if as_json:
        _print(found.to_json())
        return
    typer.echo(f"{found.queries} queries, nDCG@10 in {found.folds} parts, each ranked by what the others taught:")
    typer.echo(f"  base {found.base:.4f}, learned {found.learned:.4f}")
    typer.echo(f"  {found.gain:+.4f} (95%: {found.low:+.4f} to {found.high:+.4f}, 99%: from {found.least:+.4f})")
    typer.echo("It helps." if found.kept else "Refused: it does not surely help.")


def serving(settings: Settings) -> tuple[GiftSearch, str]:
    """The search over the catalog that serves, without rules, and its version.

    Raises:
        NoVersionError: none serves.
    """
    from bot.catalog.encoder import encoder_of_index, shop_encoder, usable_names
    from bot.catalog.vectors import catalog_versions
    from catalog_index.search import GiftSearch

    encoder = shop_encoder(settings)
    loaded = catalog_versions(settings).load_current(
        encoder_name=usable_names(settings, encoder), dimension=encoder.dimension
    )
    made_by = encoder_of_index(settings, encoder, loaded.index.encoder_name)
    return GiftSearch(loaded.index, made_by, extras=settings.extras), loaded.version


def told(outcome: Outcome) -> Iterator[str]:
    """What became of a training, in lines."""
    yield f"Learnt from {outcome.sessions} sessions with {outcome.takes} takes."
    if (found := outcome.measured) is not None:
        yield f"nDCG@10 on sessions it has not seen: {found.base:.4f} before, {found.learned:.4f} learned,"
        yield f"  {found.gain:+.4f} (95%: {found.low:+.4f} to {found.high:+.4f}, 99%: from {found.least:+.4f});"
        yield f"  a card at place k is looked at with k^-{found.bias:.2f}."
    if (other := outcome.unseen) is not None:
        yield f"  On requests it has not seen: {other.gain:+.4f} (95%: {other.low:+.4f} to {other.high:+.4f})."
    if (judged := outcome.judged) is not None:
        yield f"Judged wishes ({judged.wishes}): {judged.without:.4f} before, {judged.learned:.4f} learned."
    yield f"Kept: {outcome.ranker.fingerprint}" if outcome.ranker else f"Refused: {outcome.reason}."


def _describe(made: LearnedRanker, *, used: bool) -> None:
    typer.echo(f"{made.fingerprint}{' (used)' if used else ''}: {made.trained_at}, catalog {made.catalog_version}")
    typer.echo(f"encoder {made.encoder}")
    if measured := made.report.get("measured"):
        typer.echo("nDCG@10 {base} -> {learned}: {gain:+} (95%: {low:+} to {high:+})".format(**measured))
    for title, weights in (("parts", made.parts), ("traits", made.traits)):
        typer.echo(f"{title}, those that move most first:")
        for name, value in sorted(weights.items(), key=lambda pair: -abs(pair[1]))[:_SHOWN_WEIGHTS]:
            typer.echo(f"  {value:+.3f}  {name}")


def _limits(settings: Settings) -> Limits:
    from bot.learning.ranker import Limits

    return Limits(settings.ranker_min_sessions, settings.ranker_min_takes, settings.ranker_tolerance)


def _store(settings: Settings) -> RankerStore:
    from bot.learning.ranker_store import RankerStore

    return RankerStore(settings.rankers_dir)


def _change(gain: tuple[float, float, float]) -> str:
    return "{:+.1f}% ({:+.1f}% to {:+.1f}%)".format(*gain)


def _print(data: Any) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


@contextmanager
def _settings(as_json: bool) -> Iterator[Settings]:
    with settings_or_exit() as settings:
        yield settings.model_copy(update={"log_level": "ERROR"}) if as_json else settings


@contextmanager
def _failing(as_json: bool) -> Iterator[None]:
    """Tell what can't be done in a line, and end with status 2."""
    from sqlalchemy.exc import SQLAlchemyError

    from catalog_index.versions import NoVersionError

    try:
        yield
    except (NoVersionError, SQLAlchemyError, ValueError, OSError) as error:
        if as_json:
            _print({"error": str(error)})
        typer.secho(f"Error: {error}", err=True, fg="red")
        raise typer.Exit(_FAILED) from None
