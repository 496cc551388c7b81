"""Programs that the tests take from the system: Chromium, and PostgreSQL's server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tools.console import StepError, note, run_logged

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_POSTGRES = Path("/usr/lib/postgresql")


def browser() -> str | None:
    """The path of a Chromium or Chrome: GIFTFINDER_CHROMIUM, or the first on the PATH."""
    own = os.environ.get("GIFTFINDER_CHROMIUM")
    return own if own else next(filter(None, map(shutil.which, _BROWSERS)), None)


def postgres() -> str | None:
    """The path of PostgreSQL's server program; the newest of several."""
    installed = sorted(_POSTGRES.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    return str(installed[-1]) if installed else shutil.which("postgres")


def require_browser() -> None:
    """Install Chromium if there is none; StepError when that can't be done."""
    _require(browser, ("chromium",), "Chromium, for the browser tests", "set GIFTFINDER_CHROMIUM to a browser's path")


def require_postgres() -> None:
    """Install PostgreSQL if there is none; StepError when that can't be done."""
    packages = ("postgresql-15", "postgresql")
    _require(postgres, packages, "PostgreSQL's server, for the database tests", "put its programs on the PATH")


def _require(find: Callable[[], str | None], packages: tuple[str, ...], what: str, otherwise: str) -> None:
    if find():
        return
    manual = f"The tests need {what}: install the package {packages[0]}, or {otherwise}."
    if not shutil.which("apt-get"):
        raise StepError(f"{manual} (There is no apt-get here to do it with.)")
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not shutil.which("sudo"):
        raise StepError(f"{manual} (Neither root nor sudo is at hand to do it.)")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    note(f"installing {what}")
    try:
        run_logged("apt-update", [*rights, "apt-get", "update", "-q"], env=quiet)
    except StepError:
        note("the list of packages could not be renewed; trying with the one that is there")
    for package in packages:
        try:
            run_logged(
                f"apt-{package}", [*rights, "apt-get", "install", "-qy", "--no-install-recommends", package], env=quiet
            )
        except StepError:
            continue
        if find():
            return
    raise StepError(f"{manual} (apt-get could not; its output is in var/logs.)")
