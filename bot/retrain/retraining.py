"""Training on what the catalog sells: its words, a model, the test conversations, a release, and the gate."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.dialogue import stack, training
from bot.jobs.store import write_json
from bot.releases.check.errors import CheckError
from bot.releases.gate import check_release
from bot.releases.store import ReleaseChangedError, ReleaseStore
from bot.retrain.vocabulary import FILE, CatalogWords, read_products, words_of
from bot.settings import Settings
from catalog_index.versions import NoVersionError, VersionStore

Tell = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Retrained:
    """What came of it: the model's file, whether it was made anew, the catalog's words of each kind, and its release
    with the reasons that hold it back ("" where none was made, since nothing serves as a release yet)."""

    model: str
    trained: bool
    catalog_version: str
    words: dict[str, int]
    release: str = ""
    serving: bool = False
    held: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready; `release` as an import's report has it."""
        data = asdict(self)
        release = {"id": self.release, "serving": self.serving, "held": self.held} if self.release else None
        return {name: data[name] for name in ("model", "trained", "catalog_version", "words", "seconds")} | {
            "release": release
        }


def retrain(
    settings: Settings,
    tell: Tell,
    *,
    actor: str = "command line",
    check: bool = True,
    activate: bool = True,
    force: bool = False,
) -> Retrained:
    """Train on the catalog that serves. A model of the very same data is not trained again.

    The new release is held against the one that serves unless `check` is False, and serves when it passes unless
    `activate` is False.

    Raises:
        NoVersionError: there is no catalog. TrainingError: what serves is as it was. CheckError: it could not be
        checked. ReleaseError: the release could not be kept.
    """
    start = time.monotonic()
    releases = ReleaseStore(settings)
    active = releases.active()
    tell("words", 0, None)
    version = active.catalog_version if active else VersionStore(settings.index_dir).find_current().version
    words, file = write_words(settings, version)
    target = training.model_path(settings.models_dir, words=file)
    trained = force or not target.is_file()
    if trained:
        python, logs = stack.rasa_python(settings), settings.logs_dir
        training.train(
            python,
            settings.models_dir,
            logs,
            lambda text: tell(text, 0, None),
            file,
            used=lambda: {release.model for release in ReleaseStore(settings).all()},
        )
        tell("test", 0, None)
        try:
            training.test(python, target, logs)
        except training.TrainingError:
            target.unlink(missing_ok=True)  # else the next training would take it for a good one
            raise
    made = Retrained(target.name, trained, version, words.counts(), seconds=round(time.monotonic() - start, 1))
    if active is None or (active.model == target.name and not force):
        return made if active is None else _same(made, active.id)
    # An import may have ended during the training: its catalog is to stay.
    active = releases.active() or active
    candidate = releases.make(active.catalog_version, target.name, "train")
    serving, held = False, ["It was not checked."]
    if check:
        found = asyncio.run(check_release(settings, candidate, active, tell))
        releases.note_check(candidate.id, found.to_json(), found.passed)
        serving, held = found.passed and activate, list(found.reasons)
    if serving:
        try:
            releases.activate(candidate.id, actor, instead_of=active.id)
        except ReleaseChangedError as error:
            serving, held = False, [*held, str(error)]
    made = _with(made, release=candidate.id, serving=serving, held=held)
    return _with(made, seconds=round(time.monotonic() - start, 1))


def write_words(settings: Settings, version: str) -> tuple[CatalogWords, Path | None]:
    """Write the words of a catalog version where training finds them, None where it has none of its own.

    Words of catalogs that are gone are deleted.
    """
    folder = settings.index_dir / version
    words = words_of(read_products(folder), training.ROOT / "data" / "nlu")
    place = settings.vocabulary_dir / version
    for old in settings.vocabulary_dir.glob("*"):
        if not (settings.index_dir / old.name).is_dir():
            shutil.rmtree(old, ignore_errors=True)
    if not any(words.counts().values()):
        shutil.rmtree(place, ignore_errors=True)
        return words, None
    place.mkdir(parents=True, exist_ok=True)
    file = place / FILE
    beside = place / f".{FILE}"
    beside.write_text(words.to_yaml(), encoding="utf-8")
    beside.replace(file)
    write_json(place / "counts.json", words.counts())
    return words, file


def words_file(settings: Settings) -> Path | None:
    """The words that were made of the catalog that serves, None where none were."""
    version = VersionStore(settings.index_dir).current_id()
    file = settings.vocabulary_dir / (version or "") / FILE
    return file if version and file.is_file() else None


def _same(made: Retrained, release: str) -> Retrained:
    """The model that serves is of this very data: there is nothing to let serve."""
    return _with(made, release=release, serving=True)


def _with(made: Retrained, **changes: Any) -> Retrained:
    return Retrained(**{**asdict(made), **changes})


__all__ = ["CheckError", "NoVersionError", "Retrained", "retrain", "words_file", "write_words"]
