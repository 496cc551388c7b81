"""The encoder that searches and imports use: an exported model run by onnxruntime, without torch.

Each text is run alone, on one core, and the texts of a long call side by side on all of them. That needs no padding,
and it makes a text's vector the same whatever is encoded beside it: int8 graphs scale a batch as a whole.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from catalog_index.encoder import Encoder, Progress, Vectors
from catalog_index.onnx_encoder import ABOUT, GRAPH, TOKENIZER, OnnxModelError

# Calls no longer than this are cached: wishes, not catalogs.
_SHORT = 32
_TELL_EVERY = 32


class FastEncoder:
    """Texts in, unit vectors out, by a folder that `catalog_index.fast_export.export` made. Threads may share it.

    `threads` is how many cores a long call takes, 0 for all; `torch` makes the encoder of the same model that torch
    runs, for indexes that it made.

    Raises:
        OnnxModelError: the folder lacks a file or one can't be read.
    """

    def __init__(
        self,
        folder: Path,
        *,
        threads: int = 0,
        cache_size: int = 2048,
        torch: tuple[str, Callable[[], Encoder]] | None = None,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            about = json.loads((folder / ABOUT).read_text("utf-8"))
            self.name: str = about["name"]
            self.dimension: int = about["dimension"]
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(int(about["longest"]))
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
            )
        except Exception as cause:  # what the two libraries raise has no base of its own
            raise OnnxModelError(f"{folder} holds no usable exported encoder: {cause}") from cause
        self._threads = threads or _cores()
        self._cache: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._cache_size = cache_size
        self._lock = Lock()
        self._torch = torch
        self._slow: Encoder | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the encoders whose indexes can be searched: this one, and the same model run by torch."""
        return (self.name, self._torch[0]) if self._torch else (self.name,)

    def named(self, name: str) -> Encoder:
        """The one of `names` that is called so; torch is loaded when that one is first asked for.

        Raises:
            KeyError: it is none of them.
        """
        if name == self.name:
            return self
        if self._torch is None or name != self._torch[0]:
            raise KeyError(name)
        with self._lock:
            self._slow = self._slow or self._torch[1]()
            return self._slow

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length. Short calls are cached."""
        if len(texts) > _SHORT:
            return self._encode_long(texts, progress)
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            result[row] = self._cached(text)
        return result

    def _cached(self, text: str) -> NDArray[np.float32]:
        with self._lock:
            if (found := self._cache.get(text)) is not None:
                self._cache.move_to_end(text)
                return found
        vector = self._one(text)  # outside the lock: a shopper does not wait for another's wish
        with self._lock:
            self._cache[text] = vector
            while len(self._cache) > self._cache_size:
                self._cache.popitem(last=False)
        return vector

    def _encode_long(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # The longest first, so that no core is left with one at the end.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))

        def run(row: int) -> None:
            result[row] = self._one(texts[row])

        with ThreadPoolExecutor(self._threads, thread_name_prefix="encode") as pool:
            for done, _ in enumerate(pool.map(run, order), 1):
                if progress is not None and (done % _TELL_EVERY == 0 or done == len(order)):
                    progress(done, len(order))
        return result

    def _one(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        vector: NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        return vector


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
