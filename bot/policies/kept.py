"""Vectors kept on disk, so that a restart need not encode the shop's pages again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from catalog_index.encoder import Encoder, Progress, Vectors

_SHORT = 32


class KeptEncoder:
    """An encoder whose long calls are kept in a folder, a file each; the newest `keep` files stay."""

    def __init__(self, encoder: Encoder, folder: Path, *, keep: int = 6) -> None:
        self._encoder, self._folder, self._keep = encoder, folder, keep
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length."""
        if len(texts) <= _SHORT:
            return self._encoder.encode(texts, progress=progress)
        digest = hashlib.sha256(json.dumps([self.name, *texts]).encode()).hexdigest()[:24]
        path = self._folder / f"{digest}.npy"
        try:
            vectors = np.load(path, allow_pickle=False)
        except (OSError, ValueError):
            vectors = np.empty(0)
        if vectors.shape != (len(texts), self.dimension):
            vectors = self._encoder.encode(texts, progress=progress)
            self._keep_file(path, vectors)
        return np.asarray(vectors, dtype=np.float32)

    def _keep_file(self, path: Path, vectors: Vectors) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".part")
        with made.open("wb") as file:
            np.save(file, vectors, allow_pickle=False)
        made.replace(path)
        files = sorted(self._folder.glob("*.npy"), key=lambda item: item.stat().st_mtime, reverse=True)
        for old in files[self._keep :]:
            old.unlink(missing_ok=True)
