"""The packaged encoder, exported once a test run: half a minute of work that several modules need."""

from __future__ import annotations

import shutil
import tempfile
from atexit import register
from functools import lru_cache
from pathlib import Path

from catalog_index.encoder import DEFAULT_MODEL
from catalog_index.encoders import open_encoder


@lru_cache(maxsize=1)
def exported_encoders() -> Path:
    """A folder of exported encoders, as `settings.encoders_dir`, that holds the packaged one; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="giftfinder-encoders-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    open_encoder(DEFAULT_MODEL, folder)
    return folder
