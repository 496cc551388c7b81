"""Imports that are killed: run as a program, prints a JSON object of what happened.

Arguments: a work folder, how many imports to kill, a seed. Each import runs in a fork of this process, so that its 50
starts cost nothing, and gets SIGKILL at a random moment of the time that an undisturbed one takes. A few are killed
before their first line and a few after their last, as it happens. What a whole one takes is learnt on the way: a machine
that is busy when the first is timed, and idle afterwards, would let nearly all of them end before they are killed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from catalog_index.feeds import FeedOptions
from catalog_index.importer import import_feed
from catalog_index.manifest import Manifest
from catalog_index.versions import VersionStore
from tests.support.fake_encoder import HashEncoder
from tests.support.feeds import google_csv

BLOCK = 16
OLD, NEW = 40, 240
# How the time of a whole import is corrected by one that was killed, and by one that had ended before: in balance where
# three of four are killed.
SLOWER, FASTER = 1.04, 0.89
OPTIONS = FeedOptions(store_url="https://shop.example")


def write_feeds(folder: Path) -> tuple[Path, Path]:
    """A feed that serves, and one that replaces it: some products stay, some change, many are new."""
    old = [{"id": f"p{n}", "title": f"Old gift {n}"} for n in range(OLD)]
    new = [{"id": f"p{n}", "title": f"Old gift {n}" if n % 2 else f"Changed gift {n}"} for n in range(OLD // 2)]
    new += [{"id": f"n{n}", "title": f"New gift {n}", "description": f"Number {n} of its kind"} for n in range(NEW)]
    new.append({"id": "bad", "price": "free"})
    paths = folder / "old.csv", folder / "new.csv"
    for path, rows in zip(paths, (old, new), strict=True):
        path.write_text(google_csv(*rows), encoding="utf-8")
    return paths


def checksums(store: VersionStore, version: str) -> dict[str, str]:
    """The checksums of a version's files, as they are on the disk."""
    manifest = Manifest.read(store.root / version)
    manifest.check_files(store.root / version)
    return {name: record.sha256 for name, record in manifest.files.items()}


def import_it(feed: Path, root: Path) -> str:
    """Import and return the version."""
    report = import_feed(feed, store=VersionStore(root), encoder=HashEncoder(), options=OPTIONS, block=BLOCK)
    return str(report.version)


def killed(feed: Path, root: Path, after: float) -> bool:
    """Import in a fork and kill it after so many seconds; whether it was killed before its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            import_it(feed, root)
            status = 0
        finally:
            os._exit(status)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("an import failed by itself")
    return os.WIFSIGNALED(status)


def main(folder: Path, times: int, seed: int) -> None:
    """Kill imports, look at what serves after each, and repeat it."""
    warnings.simplefilter("ignore")
    old, new = write_feeds(folder)
    before = folder / "before"
    import_it(old, before)
    served = VersionStore(before).current_id()
    assert served is not None
    undisturbed, whole = folder / "undisturbed", 0.0
    for _ in range(2):  # the first warms up: the second's time is that of those that will be killed
        shutil.rmtree(undisturbed, ignore_errors=True)
        shutil.copytree(before, undisturbed)
        start = time.perf_counter()
        expected = checksums(VersionStore(undisturbed), import_it(new, undisturbed))
        whole = time.perf_counter() - start
    chance = random.Random(seed)
    result: dict[str, Any] = {
        "times": times,
        "killed": 0,
        "old_served": 0,
        "new_served": 0,
        "left_vectors": 0,
        "wrong": [],
    }
    for number in range(times):
        root = folder / f"killed-{number}"
        shutil.copytree(before, root)
        store = VersionStore(root)
        in_time = killed(new, root, chance.uniform(0, whole))
        whole *= SLOWER if in_time else FASTER
        result["killed"] += in_time
        loaded = store.load_current()
        complete = len(loaded.index) == len(VersionStore(undisturbed).load_current().index)
        result["new_served" if complete else "old_served"] += 1
        if not complete and (loaded.version != served or loaded.skipped or len(loaded.index) != OLD):
            result["wrong"].append(f"{number}: served {loaded.version}, skipped {loaded.skipped}")
        result["left_vectors"] += any(root.glob(".embedding/vectors.f32"))
        # Some are killed twice before they are let finish.
        if number % 5 == 0:
            killed(new, root, chance.uniform(0, whole))
        version = import_it(new, root)
        if checksums(store, version) != expected or store.current_id() != version:
            result["wrong"].append(f"{number}: the repeated import differs")
        left = sorted(path.name for path in root.iterdir() if path.name.startswith("."))
        if left:
            result["wrong"].append(f"{number}: {left} was left")
        shutil.rmtree(root)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
