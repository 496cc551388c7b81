"""A sentence encoder without torch: the exported graph of a sentence-transformers model, run by onnxruntime.

It is imported by Rasa's environment too, so it uses nothing but numpy, onnxruntime and tokenizers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

GRAPH, TOKENIZER, ABOUT = "model.onnx", "tokenizer.json", "about.json"


class OnnxModelError(RuntimeError):
    """The folder holds no exported encoder; the message names it."""


class OnnxEncoder:
    """Texts in, unit vectors out, by a folder that `catalog_index.onnx_export.exported` made.

    The int8 graph scales a batch as a whole, so that a text's vector depends a little on its neighbours; with a
    `batch` of 1 it does not.

    Raises:
        OnnxModelError: the folder lacks a file or one can't be read.
    """

    def __init__(self, folder: Path, *, threads: int = 1, batch: int = 32) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            about = json.loads((folder / ABOUT).read_text("utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
            )
        except Exception as cause:  # what the two libraries raise has no base of its own
            raise OnnxModelError(f"{folder} holds no usable exported encoder: {cause}") from cause
        self._batch = batch
        self.name: str = about["name"]
        self.dimension: int = about["dimension"]
        self._tokenizer.enable_truncation(about["longest"])
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length."""
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Sorted by length, a batch holds texts of one size and little padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            encoded = self._tokenizer.encode_batch([texts[i] for i in rows])
            inputs = {
                "input_ids": np.array([item.ids for item in encoded], dtype=np.int64),
                "attention_mask": np.array([item.attention_mask for item in encoded], dtype=np.int64),
            }
            result[rows] = self._session.run(None, inputs)[0]
        return result
