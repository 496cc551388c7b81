"""The web bundle: packages of package-lock.json, then the widget's script and the parts that it loads on first use."""

from __future__ import annotations

import re
import shutil
import subprocess

from tools import stamps
from tools.console import ROOT, StepError, note, run_logged

WEB = ROOT / "bot" / "web"
MODULES = WEB / "node_modules"
BUNDLE = WEB / "dist" / "widget.js"
# `npm ci` deletes the whole folder first, and its stamps with it.
_INSTALLED = MODULES / ".giftfinder-installed.json"
_BUILT = MODULES / ".giftfinder-built.json"
_LOCK = ("package.json", "package-lock.json")
_SOURCES = (*_LOCK, "src", "scripts", "tsconfig.json", "vite.config.ts")
OLDEST_NODE = (20, 19)


def packages() -> None:
    """Install the packages, if the lock or Node has changed."""
    key = stamps.digest(stamps.digest_files(WEB, _LOCK), node_version())
    if stamps.read(_INSTALLED).get("key") == key:
        return
    note("installing packages (npm ci)")
    run_logged("npm-ci", ["npm", "ci", "--no-audit", "--no-fund"], cwd=WEB)
    stamps.write(_INSTALLED, {"key": key})


def bundle() -> None:
    """Build the widget, if its sources have changed."""
    packages()
    key = stamps.digest_files(WEB, _SOURCES)
    if stamps.read(_BUILT).get("key") == key and BUNDLE.is_file():
        note("nothing has changed")
        return
    run_logged("web-build", ["npm", "run", "build"], cwd=WEB)
    stamps.write(_BUILT, {"key": key})
    note(f"built {BUNDLE.relative_to(ROOT)}")


def node_version() -> str:
    """Return Node's version ("20.19.1").

    Raises:
        StepError: Node or npm is missing, or too old; says what was found.
    """
    needed = f"Giftfinder needs Node {'.'.join(map(str, OLDEST_NODE))} or newer, with npm"
    if not shutil.which("node") or not shutil.which("npm"):
        missing = " and ".join(name for name in ("node", "npm") if not shutil.which(name))
        raise StepError(f"{needed}; {missing} is not on the PATH.")
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S607
    found = re.match(r"v(\d+)\.(\d+)\.", answer)
    if not found or (int(found[1]), int(found[2])) < OLDEST_NODE:
        raise StepError(f"{needed}; {shutil.which('node')} is {answer or 'a program that does not run'}.")
    return answer.removeprefix("v")
