"""The two Python environments: `.venv` for the app and `.venv-rasa` for Rasa, each from its complete lock."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tools import stamps
from tools.console import ROOT, StepError, note, run_logged

APP = ROOT / ".venv"
RASA = ROOT / ".venv-rasa"
_STAMP = "giftfinder-stamp.json"
# Why these options: requirements/rasa.txt.
_RASA_OPTIONS = ("--no-deps", "--ignore-requires-python")


def app() -> None:
    """What `make run` needs of the app's environment."""
    _environment(APP, {"app": ("app.txt",)})
    _project()


def dev() -> None:
    """The app's environment with what the tests need."""
    _environment(APP, {"app": ("app.txt",), "dev": ("app.txt", "milvus.txt", "dev.txt")})
    _project()


def rasa() -> None:
    """Rasa's environment."""
    _environment(RASA, {"rasa": ("rasa.txt",)}, *_RASA_OPTIONS)


def _environment(folder: Path, wanted: dict[str, tuple[str, ...]], *options: str) -> None:
    """Bring an environment up to its locks: `wanted` maps a stamp's key to the lock files behind it."""
    stamp = folder / _STAMP
    have = stamps.read(stamp)
    python = f"{sys.version_info[0]}.{sys.version_info[1]} {platform.system()} {platform.machine()}"
    if have.get("python") != python or not _runs(folder):
        # Made for another Python, or never finished: nothing in it can be relied on.
        note(f"making {folder.name} with Python {platform.python_version()}")
        shutil.rmtree(folder, ignore_errors=True)
        run_logged(f"{folder.name.strip('.')}-make", [sys.executable, "-m", "venv", folder])
        have = {}
    for key, locks in wanted.items():
        current = stamps.digest_files(ROOT / "requirements", locks)
        if have.get(key) == current:
            continue
        lock = ROOT / "requirements" / locks[-1]
        note(f"installing requirements/{lock.name} (a few minutes the first time)")
        stamp.unlink(missing_ok=True)  # until all is in, it counts as unfinished
        run_logged(f"install-{key}", [_python(folder), "-m", "pip", "install", *_quiet(), *options, "-r", lock])
        if not options:
            run_logged(f"check-{key}", [_python(folder), "-m", "pip", "check"])
        have = have | {"python": python, key: current}
        stamps.write(stamp, have)


def _project() -> None:
    """Install the checkout itself into the app's environment, so that there is a `giftfinder` command."""
    stamp = APP / _STAMP
    have = stamps.read(stamp)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = settings["tool"]["setuptools"]
    current = stamps.digest(repr((settings["build-system"], settings["project"], packages)), str(ROOT))
    if have.get("project") != current or not (APP / "bin" / "giftfinder").exists():
        command = [_python(APP), "-m", "pip", "install", *_quiet(), "--no-deps", "--no-build-isolation", "-e", ROOT]
        run_logged("install-project", command)
        stamps.write(stamp, have | {"project": current})


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _quiet() -> list[str | Path]:
    return ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]


def _runs(folder: Path) -> bool:
    try:
        done = subprocess.run([_python(folder), "-c", "import pip"], capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def require() -> None:
    """Raise StepError when this is not Python 3.11."""
    if sys.version_info[:2] != (3, 11):
        raise StepError(f"Python 3.11 is needed, this is {platform.python_version()}; use `make`, which finds it.")
