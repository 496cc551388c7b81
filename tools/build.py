"""`python -m tools.build run|setup|test-setup|web|catalog|train`: does what is not done yet, step by step."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import catalog, environments, system, web
from tools.console import ROOT, VAR, StepError, say

Step = tuple[str, Callable[[], None]]


def train() -> None:
    """Train the dialogue model, if its data has changed."""
    done = subprocess.run([environments.APP / "bin" / "giftfinder", "train", "--setup"], cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise StepError("the dialogue model could not be trained (see above)")


def up() -> None:
    """Become the running stack, which ends when make does."""
    program = str(environments.APP / "bin" / "giftfinder")
    sys.stdout.flush()
    os.execv(program, [program, "up", "--leash"])  # noqa: S606 - our own program


def clean() -> None:
    """Delete what was built and all run-time state."""
    for folder in (environments.APP, environments.RASA, web.MODULES, web.BUNDLE.parent, VAR, ROOT / ".rasa"):
        shutil.rmtree(folder, ignore_errors=True)


def steps(target: str, feed: Path | None) -> list[Step]:
    """Return the target's steps."""
    app: Step = ("Setting up the app's Python environment", environments.app)
    rasa: Step = ("Setting up Rasa's Python environment", environments.rasa)
    bundle: Step = ("Building the web widget", web.bundle)
    shop: Step = ("Importing the catalog", lambda: catalog.build(feed))
    model: Step = ("Training the dialogue model", train)
    tests: list[Step] = [
        ("Looking for Chromium", system.require_browser),
        ("Looking for PostgreSQL", system.require_postgres),
        ("Setting up the app's Python environment and the test tools", environments.dev),
    ]
    return {
        "setup": [app, rasa, bundle],
        "web": [bundle],
        "catalog": [app, shop],
        "train": [app, rasa, model],
        "run": [app, rasa, bundle, shop, model, ("Starting", up)],
        "test-setup": [*tests, rasa, bundle],
        "test-catalog": [shop],
        "clean": [("Deleting environments, builds and run-time state", clean)],
    }[target]


def do(todo: list[Step]) -> None:
    """Do the steps in their order; StepError ends the program with its text and status 1."""
    try:
        environments.require()
        for number, (title, step) in enumerate(todo, 1):
            say(f"[{number}/{len(todo)}] {title} ...")
            step()
    except StepError as error:
        say(f"\nError: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped. Started again, it goes on from here.")
        sys.exit(130)


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--feed", type=Path)
    arguments = parser.parse_args()
    os.chdir(ROOT)
    do(steps(arguments.target, arguments.feed))


if __name__ == "__main__":
    main()
