"""`giftfinder train`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.dialogue import stack, training
from bot.dialogue.console import complain, say
from bot.jobs.runner import BusyError, JobRunner
from bot.releases.check.errors import CheckError
from bot.releases.errors import ReleaseError
from bot.settings import Settings, SettingsError, load_settings
from catalog_index.versions import NoVersionError

train_app = typer.Typer(pretty_exceptions_enable=False)
_STAGES = {
    "words": "collecting the catalog's words",
    "test": "playing the test conversations",
    "load": "check: loading both catalogs",
    "replay": "check: replaying requests",
    "links": "check: asking for links",
    "start": "check: starting a second stack",
    "read": "check: saying judged messages",
    "talk": "check: playing golden conversations",
}


@train_app.command()
def train(
    candidate: Annotated[bool, typer.Option("--candidate", help="Make the release, and let it wait.")] = False,
    no_check: Annotated[
        bool, typer.Option("--no-check", help="Make the release without checking it; then it waits, too.")
    ] = False,
    setup: Annotated[
        bool,
        typer.Option("--setup", help="Only what a start needs: a model of the checkout's data, where there is none."),
    ] = False,
    force: Annotated[bool, typer.Option(help="Train even when the data has not changed.")] = False,
    validate: Annotated[bool, typer.Option(help="Check the data even when there is nothing to train.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
) -> None:
    """Train the dialogue model on the training data and on the words of the catalog that serves: brands, categories,
    materials, interests. The model plays the test conversations; then it is held against the one that serves, and
    serves in its place when it is no worse. A model of the very same data is not trained again.

    Exit code 0: it is there, serving or held back (the output says which). 1: the training failed. 2: it could not
    begin, or not be checked.
    """
    try:
        settings = load_settings()
        if setup:
            _set_up(settings, force=force, validate=validate)
        else:
            # One long work at a time, as from the merchants' page.
            with JobRunner(settings).hold():
                _retrain(settings, candidate=candidate, check=not no_check, force=force, as_json=as_json)
    except NoVersionError as error:
        complain(f"there is no catalog whose words could be learned: {error}")
        raise typer.Exit(2) from None
    except (SettingsError, CheckError, ReleaseError, BusyError) as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except training.TrainingError as error:
        complain(str(error), error.tail, f"The whole log: {_short(error.log)}")
        raise typer.Exit(1) from None


def _set_up(settings: Settings, *, force: bool, validate: bool) -> None:
    """Train on the checkout's data (and on the catalog's words where some were made), unless such a model is there."""
    from bot.retrain.retraining import words_file

    python, logs = stack.rasa_python(settings), settings.logs_dir
    current = training.current_model(settings.models_dir)
    if current is not None and not force:
        if validate:
            training.validate(python, logs)
        say(f"the model is current: {_short(current)}")
        return
    made = training.train(python, settings.models_dir, logs, say, words_file(settings))
    say(f"trained: {_short(made)} ({made.stat().st_size / 1e6:.1f} MB)")


def _retrain(settings: Settings, *, candidate: bool, check: bool, force: bool, as_json: bool) -> None:
    from bot.retrain.retraining import retrain

    told: list[str] = []

    def tell(stage: str, done: int, total: int | None) -> None:
        text = _STAGES.get(stage, stage)
        if not as_json and text not in told:
            told.append(text)
            say(text)

    made = retrain(settings, tell, check=check, activate=not candidate, force=force)
    if as_json:
        typer.echo(json.dumps(made.to_json(), indent=2, ensure_ascii=False))
        return
    words = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in made.words.items() if count)
    say(f"words of the catalog's own: {words or 'none that were not known'}")
    say(f"{'trained' if made.trained else 'the model is current'}: {_short(settings.models_dir / made.model)}")
    if made.release:
        say(
            f"release {made.release} {'serves' if made.serving else 'waits'}",
            colour="green" if made.serving else "yellow",
        )
    for reason in made.held:
        say(f"- {reason}", colour="yellow")
    if made.release and not made.serving:
        say(f'let it serve: giftfinder release activate {made.release} --reason "..."')


def _short(path: Path) -> str:
    """The path as seen from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
