"""Which encoder runs: the exported model without torch wherever that can be made, else sentence-transformers.

folder/<model>-<fingerprint>-<edition>/   the exported model; or only about.json, which says why there is none
folder/export.lock                        held while one is made
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from filelock import FileLock

from catalog_index.encoder import (
    DEFAULT_MODEL,
    DEFAULT_WEIGHTS_SHA256,
    Encoder,
    EncoderError,
    SentenceEncoder,
    default_model_folder,
)
from catalog_index.fast_encoder import FastEncoder
from catalog_index.onnx_encoder import ABOUT, GRAPH, OnnxModelError

Backend = Literal["onnx", "torch"]

# To be raised when an export gives other vectors than before.
_EDITION = 1
_EXPORT_SECONDS = 900
_UNSUITABLE = 3
_READ = (".json", ".txt", ".model", ".safetensors")

log = logging.getLogger(__name__)


def open_encoder(model: str, folder: Path, *, backend: Backend = "onnx", threads: int = 0) -> Encoder:
    """The encoder of a model, as SentenceEncoder takes it; exported models are kept in `folder`.

    The first time it takes about half a minute, in a process of its own. A model that can't be exported is run by
    torch, and the log says so once a process.

    Raises:
        EncoderError: the model can't be loaded, or is not what it should be.
    """
    if backend == "torch":
        return SentenceEncoder(model)
    try:
        source = _source(model)
        mark = DEFAULT_WEIGHTS_SHA256[:12] if model == DEFAULT_MODEL else _fingerprint(source)
        target = folder / f"{_slug(model)}-{mark}-{_EDITION}"
        found = _exported(model, source, target, f"{_slug(model)}@{mark}.{_EDITION}")
        torch = (f"{DEFAULT_MODEL}@{mark}" if model == DEFAULT_MODEL else model, lambda: SentenceEncoder(model))
        return FastEncoder(found, threads=threads, torch=torch)
    except (_NoExportError, OnnxModelError, OSError) as error:
        log.warning("encoder runs on torch: %s", error)
        return SentenceEncoder(model)


def names_of(encoder: Encoder) -> tuple[str, ...]:
    """The names of the encoders whose indexes this one, or `encoder_of` it, can search."""
    return encoder.names if isinstance(encoder, FastEncoder) else (encoder.name,)


def encoder_of(encoder: Encoder, name: str) -> Encoder:
    """The encoder that made an index, by its name in the manifest; `encoder` itself where it can't be had."""
    if isinstance(encoder, FastEncoder) and name in encoder.names:
        return encoder.named(name)
    return encoder


class _NoExportError(RuntimeError):
    """There is no exported model; the message says why."""


def _exported(model: str, source: Path, target: Path, name: str) -> Path:
    if not _whole(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.parent / "export.lock", timeout=_EXPORT_SECONDS):
            if not _whole(target):
                _export(model, source, target, name)
    refused = json.loads((target / ABOUT).read_text("utf-8")).get("refused")
    if refused:
        raise _NoExportError(refused)
    return target


def _whole(target: Path) -> bool:
    """Whether the folder has all of an exported model, or says why there is none."""
    try:
        about = json.loads((target / ABOUT).read_text("utf-8"))
        return "refused" in about or (target / GRAPH).stat().st_size == about["bytes"]
    except (OSError, ValueError, KeyError):
        return False


def _export(model: str, source: Path, target: Path, name: str) -> None:
    if model == DEFAULT_MODEL:
        SentenceEncoder(model)  # refuses other weights than the published ones
    beside = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=target.parent))
    try:
        command = [sys.executable, "-m", "catalog_index.fast_export", str(source), str(beside), name]
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, errors="replace", check=False, timeout=_EXPORT_SECONDS
        )
        reason = f"{model} can't be exported: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        about: dict[str, object] = {"refused": reason}
        if done.returncode == 0:
            about = json.loads((beside / ABOUT).read_text("utf-8"))
            about["bytes"] = (beside / GRAPH).stat().st_size
        elif done.returncode != _UNSUITABLE:
            raise _NoExportError(reason)  # perhaps it can another time
        (beside / ABOUT).write_text(json.dumps(about), "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        beside.replace(target)
    except subprocess.TimeoutExpired as cause:
        raise _NoExportError(f"{model} was not exported within {_EXPORT_SECONDS} s") from cause
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _source(model: str) -> Path:
    """The model's folder."""
    if model == DEFAULT_MODEL:
        return default_model_folder()
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except Exception:  # not here yet; its errors have no base of their own
        SentenceEncoder(model)  # fetches it, or says why it can't be had
    try:
        return Path(snapshot_download(model, local_files_only=True))
    except Exception as cause:
        raise _NoExportError(f"{model} has no folder: {cause}") from cause


def _fingerprint(source: Path) -> str:
    """12 hex digits over the files that make a model what it is."""
    digest = hashlib.sha256()
    paths = sorted(path for path in (*source.glob("*"), *source.glob("*_*/*")) if path.suffix in _READ)
    if not paths:
        raise EncoderError(f"the encoder model {str(source)!r} can't be loaded: the folder holds no model")
    for path in paths:
        digest.update(f"{path.relative_to(source).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:12]


def _slug(model: str) -> str:
    name = model.rstrip("/").rpartition("/")[2]
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name).lstrip(".") or "model"
