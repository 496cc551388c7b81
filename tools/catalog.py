"""The catalog that the shop starts with: the demo's, a merchant's own feed, or what was imported before."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tools import stamps
from tools.console import ROOT, VAR, StepError, note, shown
from tools.environments import APP

DEMO = ROOT / "data" / "catalog" / "demo.csv"
INDEX = VAR / "index"
STAMP = VAR / "stamps" / "catalog.json"
# A change of these may change what an import makes of the same feed.
_CODE = (
    *("feeds", "ages.py", "age_patterns.py", "importer.py", "index.py", "manifest.py", "product.py"),
    *("encoder.py", "encoders.py", "fast_encoder.py", "fast_export.py"),
)
_SETTINGS = ("STORE_URL", "PUBLIC_URL", "PORT", "CURRENCY")


def build(feed: Path | None) -> None:
    """Import `feed`, or without one whatever is due: a catalog in use is never replaced unasked.

    Raises:
        StepError: there is no such feed, or nothing of it could be imported.
    """
    current = _current()
    have = stamps.read(STAMP)
    ours = current is not None and have.get("version") == current
    if feed is None:
        if current and not ours:
            note("keeping the catalog that is in use (imported with `giftfinder catalog import`)")
            return
        feed = Path(have["feed"]) if ours and Path(have["feed"]).is_file() else DEMO
    feed = feed.expanduser().absolute()
    if not feed.is_file():
        raise StepError(f"FEED: there is no file {feed}")
    key = _key(feed)
    if ours and have.get("key") == key:
        note(f"nothing has changed in {shown(feed)}")
        return
    note(f"importing {shown(feed)}")
    done = subprocess.run([APP / "bin" / "python", "-m", "bot", "catalog", "import", feed], cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        kept = " The catalog from before still serves." if current else ""
        raise StepError(f"{shown(feed)} could not be imported (see above).{kept}")
    stamps.write(STAMP, {"feed": str(feed), "key": key, "version": _current()})


def _key(feed: Path) -> str:
    settings = [f"{name}={os.environ.get(f'GIFTFINDER_{name}', '')}" for name in _SETTINGS]
    return stamps.digest(str(feed), feed.read_bytes(), stamps.digest_files(ROOT / "catalog_index", _CODE), *settings)


def _current() -> str | None:
    """The version that serves, if it is really there."""
    try:
        version = (INDEX / "current").read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    return version if version and (INDEX / version / "manifest.json").is_file() else None
