"""Trains the dialogue model. A model's file name says what it was trained on, so a current one is never redone.

giftfinder-<base>.tar.gz                of the data of the checkout alone
giftfinder-<base>-<words>.tar.gz        of that and of a catalog's words (see bot.retrain)
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from bot.dialogue.logfile import LogFile

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: Rasa's configuration and data are files of it."""

DATA = ("data/nlu", "data/rules", "data/stories")
_ENCODER = ("catalog_index/onnx_encoder.py", "catalog_index/onnx_export.py", "bot/dialogue/tuning.py")
INPUTS = ("config.yml", "bot/domain", *DATA, "bot/nlu", *_ENCODER, "requirements/rasa.txt")
TESTS = "tests/dialogue"
KEEP = 3
_COMPONENT = re.compile(r"Starting to train component '(\w+)'")

Say = Callable[[str], None]


class TrainingError(Exception):
    """Validation or training failed; `tail` has the last lines of the log at `log`."""

    def __init__(self, message: str, log: Path, tail: list[str]) -> None:
        super().__init__(message)
        self.log = log
        self.tail = tail


def fingerprint(root: Path | None = None) -> str:
    """Return 12 hex digits over the names and contents of everything that goes into a model."""
    digest = hashlib.sha256()
    root = root or ROOT
    for path in _input_files(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def model_path(models: Path, root: Path | None = None, words: Path | None = None) -> Path:
    """Where the model for the data as it is now belongs; `words` is a catalog's own training data."""
    also = f"-{hashlib.sha256(words.read_bytes()).hexdigest()[:8]}" if words is not None else ""
    return models / f"giftfinder-{fingerprint(root)}{also}.tar.gz"


def current_model(models: Path, root: Path | None = None) -> Path | None:
    """The model trained last on the checkout's data as it is now, with a catalog's words or without."""
    found = sorted(models.glob(f"giftfinder-{fingerprint(root)}*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def newest_model(models: Path) -> Path | None:
    """The model trained last, whatever it was trained on."""
    found = sorted(models.glob("giftfinder-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def rasa_env() -> dict[str, str]:
    """The environment for every Rasa program: quiet, in one process, telling nobody, without our secrets."""
    kept = {name: value for name, value in os.environ.items() if name != "GIFTFINDER_DATABASE_URL"}
    return kept | {
        "RASA_TELEMETRY_ENABLED": "false",
        "MPLBACKEND": "agg",
        "SANIC_WORKERS": "1",  # several lose messages
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",  # its libraries, pinned years ago, deprecate each other
        "PYTHONPATH": str(ROOT),
    }


def validate(python: Path, logs: Path, words: Path | None = None) -> None:
    """Check domain, training data, rules and stories against each other; TrainingError says what is wrong."""
    command = [*_rasa(python), "data", "validate", "--fail-on-warnings", *_sources(words)]
    _run(command, logs / "validate.log", "The training data is not valid", lambda _: None)


def test(python: Path, model: Path, logs: Path) -> None:
    """Play the test conversations with a model; TrainingError says that some of its predictions are wrong."""
    stories = ROOT / TESTS
    command = [*_rasa(python), "test", "core", "--fail-on-prediction-errors", "--stories", str(stories)]
    command += ["--model", str(model), "--out", str(logs.parent / "test-results" / "trained")]
    _run(command, logs / "test.log", "The new model fails the test conversations", lambda _: None)


def train(
    python: Path,
    models: Path,
    logs: Path,
    say: Say,
    words: Path | None = None,
    used: Callable[[], Collection[str]] = frozenset,
) -> Path:
    """Validate and train, and return the new model, which is put in its place in one step when it is whole.

    `words` is a catalog's own training data; `used` gives the names of models that must not be deleted.

    Raises:
        TrainingError: the models there before are untouched.
    """
    from bot.dialogue.tuning import tuned  # torch, which only training needs here

    target = model_path(models, words=words)
    beside = models / f".unfinished-{target.name.removesuffix('.tar.gz')}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        say("checking the training data")
        validate(python, logs, words)
        encoder = tuned(models.parent / "encoder", ROOT / "data/nlu", say)
        command = [*_rasa(python), "train", "--config", str(ROOT / "config.yml"), *_sources(words)]
        command += ["--out", str(beside), "--fixed-model-name", target.name]
        env = {"GIFTFINDER_SENTENCE_MODEL": str(encoder.resolve())}
        _run(command, logs / "train.log", "Training failed", lambda line: _report(line, say), env)
        made = beside / target.name
        if not made.is_file():
            raise TrainingError("Training made no model", logs / "train.log", [])
        made.replace(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _prune(models, used())
    return target


def _rasa(python: Path) -> list[str]:
    return [str(python), "-m", "rasa"]


def _sources(words: Path | None) -> list[str]:
    data = [str(ROOT / folder) for folder in DATA if (ROOT / folder).exists()]
    data += [str(words)] if words is not None else []
    return ["--domain", str(ROOT / "bot/domain"), "--data", *data]


def _run(command: list[str], log: Path, failure: str, on_line: Say, more: Mapping[str, str] | None = None) -> None:
    file = LogFile(log)
    env = rasa_env() | dict(more or {}) | {"RASA_CACHE_DIRECTORY": str(log.parent.parent / "cache" / "rasa")}
    try:
        with subprocess.Popen(  # noqa: S603 - the command is ours
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                file.write(line)
                on_line(line.decode("utf-8", "replace"))
        if process.returncode:
            raise TrainingError(failure, log, file.tail())
    except OSError as error:
        raise TrainingError(f"{failure}: {error}", log, []) from error
    finally:
        file.close()


def _report(line: str, say: Say) -> None:
    if found := _COMPONENT.search(line):
        say(f"training {found[1]}")


def _input_files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        found = [path] if path.is_file() else path.rglob("*")
        yield from sorted(file for file in found if file.is_file() and "__pycache__" not in file.parts)


def _prune(models: Path, used: Collection[str]) -> None:
    found = sorted(models.glob("giftfinder-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for path in found[:-KEEP]:
        if path.name not in used:
            path.unlink(missing_ok=True)
