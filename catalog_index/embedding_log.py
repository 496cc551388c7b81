"""Vectors of new texts on disk, block by block, so that an import that was cut off goes on where it stopped.

folder/vectors.f32   float32 (count, dimension), appended
folder/blocks.log    a line for each whole block: its texts' key, how many, the checksum of its vectors

A vector depends, in its last digits, on the texts encoded beside it. So blocks are taken over whole and only from
the start, as long as they are the blocks that would be encoded now: the result is the same as without the cut.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index.encoder import Encoder, Progress, Vectors

BLOCK = 4_096
_VECTORS, _BLOCKS = "vectors.f32", "blocks.log"


class EmbeddingLog:
    """The vectors of one import's new texts, in the order in which the feed brings them."""

    def __init__(self, folder: Path, encoder: Encoder, *, block: int = BLOCK) -> None:
        self._folder = folder
        self._encoder = encoder
        self._block = block
        self.count = 0
        self.reused = 0

    def run(self, texts: Iterable[str], total: int, progress: Progress) -> None:
        """Encode all texts that no earlier, cut-off run has encoded; `total` is their number.

        Raises:
            OSError: the vectors can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        done = self._finished_blocks()
        block: list[str] = []
        for text in texts:
            block.append(text)
            if len(block) == self._block:
                self._add(block, done, total, progress)
                block = []
        if block:
            self._add(block, done, total, progress)

    def take(self, numbers: NDArray[np.int64]) -> Vectors:
        """The vectors of these texts, by number from 0, float32 (len(numbers), dimension)."""
        if not len(numbers):
            return np.zeros((0, self._encoder.dimension), dtype=np.float32)
        shape = (self.count, self._encoder.dimension)
        return np.array(np.memmap(self._folder / _VECTORS, dtype="<f4", mode="r", shape=shape)[numbers])

    def clear(self) -> None:
        """Delete it all: the vectors are in an index version now."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def clear_older(folder: Path, than: float) -> None:
        """Delete what an import left that was cut off when its version (of time `than`) was there already.

        Blocks that are newer belong to an import that still has to be finished.
        """
        try:
            newest = (folder / _BLOCKS).stat().st_mtime
        except OSError:
            newest = 0.0  # without this file there is nothing that could be taken over
        if newest <= than:
            shutil.rmtree(folder, ignore_errors=True)

    def _add(self, texts: list[str], done: list[tuple[str, int]], total: int, progress: Progress) -> None:
        key, start = self._key(texts), self.count
        if done and done[0] == (key, len(texts)):
            done.pop(0)
            self.reused += len(texts)
        else:
            if done or not start:
                self._cut()  # what follows is of another feed
                done.clear()
            vectors = self._encoder.encode(texts, progress=lambda part, _: progress(start + part, total))
            self._append(key, np.ascontiguousarray(vectors, dtype="<f4"))
        self.count += len(texts)
        progress(self.count, total)

    def _key(self, texts: Sequence[str]) -> str:
        state = blake2b(f"{self._encoder.name}\0{self._encoder.dimension}".encode(), digest_size=16)
        for text in texts:
            state.update(b"\0" + text.encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def _append(self, key: str, vectors: Vectors) -> None:
        content = vectors.tobytes()
        # The line comes after its vectors are on the disk: a block without one was cut off and is not counted.
        _append(self._folder / _VECTORS, content)
        _append(self._folder / _BLOCKS, f"{key} {len(vectors)} {zlib.crc32(content)}\n".encode())

    def _finished_blocks(self) -> list[tuple[str, int]]:
        """The whole blocks at the start of the log; what follows them is cut off."""
        found: list[tuple[str, int]] = []
        lines = 0
        width = 4 * self._encoder.dimension
        try:
            log = (self._folder / _BLOCKS).read_bytes().splitlines(keepends=True)
            with (self._folder / _VECTORS).open("rb") as vectors:
                for line in log:
                    parts = line.decode("ascii", "replace").split()
                    if not line.endswith(b"\n") or len(parts) != 3 or not (parts[1] + parts[2]).isdecimal():
                        break
                    content = vectors.read(int(parts[1]) * width)
                    if len(content) != int(parts[1]) * width or zlib.crc32(content) != int(parts[2]):
                        break
                    found.append((parts[0], int(parts[1])))
                    lines += len(line)
        except OSError:
            return []
        os.truncate(self._folder / _VECTORS, sum(count for _, count in found) * width)
        os.truncate(self._folder / _BLOCKS, lines)
        return found

    def _cut(self) -> None:
        """Keep of the log only the blocks that were taken over."""
        path = self._folder / _BLOCKS
        kept, count = b"", 0
        if path.is_file():
            for line in path.read_bytes().splitlines(keepends=True):
                if count >= self.count:
                    break
                kept, count = kept + line, count + int(line.split()[1])
        path.write_bytes(kept)
        with (self._folder / _VECTORS).open("ab") as vectors:
            vectors.truncate(self.count * 4 * self._encoder.dimension)


def _append(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
