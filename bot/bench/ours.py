"""Our side of the bench: the whole stack as `giftfinder up` runs it, with run-time state of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.bench.running import BenchError, finish, free_ports, never, probe
from bot.catalog.encoder import share_encoders
from bot.dialogue import stack, training
from bot.dialogue.process import Program
from bot.settings import PREFIX, Settings
from catalog_index.versions import POINTER_FILE, VersionStore

DEMO_FEED = training.ROOT / "data" / "catalog" / "demo.csv"
# All else is as by default, so that figures can be compared; above all, no other database and no other port.
_KEPT = ("RASA_PYTHON", "RASA_START", "CURRENCY")
_RATES = ("MESSAGE_RATE", "CONVERSATION_RATE", "ADDRESS_RATE")
_PREPARING_SECONDS = 900.0

Say = Callable[[str], None]


async def prepare(settings: Settings, bench: Path, run: Path, say: Say) -> None:
    """Put the current model and catalog into `run`, the new stack's var folder; make them if there are none.

    Raises:
        BenchError: they can't be made.
    """
    if not stack.rasa_python(settings).exists():
        raise BenchError(f"Rasa's environment is not there ({stack.rasa_python(settings)}): run `make setup`")
    models = settings.models_dir
    if training.current_model(models) is None:
        say("training the gift finder's dialogue model: it is missing, or its data has changed")
        await finish(
            _command("Training", ("train", "--setup"), settings.var_dir, bench),
            lambda: bool(training.current_model(models)),
        )
    model = training.current_model(models)
    if model is None:
        raise BenchError(f"there is no dialogue model in {models}")
    (run / "models").mkdir(parents=True)
    shutil.copy2(model, run / "models")
    share_encoders(settings, run)
    index = settings.index_dir
    if VersionStore(index).current_id() is None:
        say("importing the demo catalog: there is no catalog yet")
        index = bench / "index"
        program = _command("The import", ("catalog", "import", str(DEMO_FEED)), bench, bench)
        await finish(program, lambda: VersionStore(index).current_id() is not None)
    copy_current(index, run / "index")


def copy_current(index: Path, target: Path) -> None:
    """Copy the index version that serves, and only that one."""
    version = VersionStore(index).current_id()
    if version is None:
        raise BenchError(f"there is no catalog in {index}")
    shutil.copytree(index / version, target / version)
    (target / POINTER_FILE).write_text(version, encoding="ascii")


def program(run: Path, more: Mapping[str, str] | None = None) -> tuple[Program, str]:
    """Return the stack as one program, with more settings if need be, and the address where it will be."""
    port, actions_port, rasa_port = free_ports(3)
    url = f"http://127.0.0.1:{port}"
    # All shoppers of the bench come from one address.
    own = dict.fromkeys(_RATES, "1000000/minute") | {
        "PORT": str(port),
        "ACTIONS_PORT": str(actions_port),
        "RASA_PORT": str(rasa_port),
        "PUBLIC_URL": url,
        "VAR_DIR": str(run),
        **(more or {}),
    }
    found = Program(
        name="The stack",
        command=(sys.executable, "-m", "bot", "up"),
        healthy=probe(f"{url}/readyz"),
        log=run / "logs" / "up.log",
        cwd=training.ROOT,
        env=_environment(own),
        start_seconds=240.0,
        stop_seconds=20.0,
    )
    return found, url


def _command(name: str, arguments: tuple[str, ...], var: Path, bench: Path) -> Program:
    return Program(
        name=name,
        command=(sys.executable, "-m", "bot", *arguments),
        healthy=never,
        log=bench / "logs" / f"{arguments[0]}.log",
        cwd=training.ROOT,
        env=_environment({"VAR_DIR": str(var)}),
        start_seconds=_PREPARING_SECONDS,
    )


def _environment(own: dict[str, str]) -> dict[str, str]:
    kept = {PREFIX + name for name in _KEPT}
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX) or name in kept}
    return others | {"PYTHONUNBUFFERED": "1"} | {PREFIX + name: value for name, value in own.items()}
