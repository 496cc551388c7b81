"""Exports a sentence-transformers model for `catalog_index.fast_encoder`; run as a program, since it needs torch.

The graph's attention, layer norms and activations are fused, then its matrix products are made int8, scaled for each
output channel. A float32 graph is kept instead where int8 would change the vectors too much.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from catalog_index.onnx_encoder import ABOUT, GRAPH, TOKENIZER

UNSUITABLE = 3
"""The exit code that says: this model can't be exported, now or later."""

_OPSET = 17
_FLOAT = 1  # onnx.TensorProto.FLOAT, of what the quantizer can't infer behind fused nodes
_INT8_LIKENESS, _FLOAT_LIKENESS = 0.98, 0.9999
# Of the lengths that titles, wishes and descriptions have.
_PROBES = (
    "coffee grinder",
    "a gift for my father who likes fishing and is hard to please",
    "Stainless steel insulated water bottle, 750 ml, leak proof, for hiking and camping",
    "Wooden train set for toddlers. " + "Forty pieces of beech, painted with colours that are safe for children. " * 3,
    "Merino scarf. " + "Soft, warm and light, knitted in one piece and finished by hand; wash it cold. " * 8,
)


class ExportError(RuntimeError):
    """The model is of a kind that can't be exported, or its export gives other vectors; the message says which."""


def export(model: Any, target: Path, *, name: str) -> None:
    """Write a SentenceTransformer of a transformer with mean or first-token pooling into the empty folder `target`.

    `name` gets " int8" or " float32" behind it: vectors of the two must not be mixed.

    Raises:
        ExportError: it can't be done for this model.
    """
    pooling = _pooling(model)
    exact, fused, small = target / "exact.onnx", target / "fused.onnx", target / GRAPH
    tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(target / TOKENIZER))
    _trace(model, pooling, exact)
    _fuse(exact, fused, model[0].auto_model.config)
    _quantize(fused, small)
    about = {
        "name": f"{name} int8",
        "dimension": int(model.get_embedding_dimension() or 0),
        "longest": int(model.max_seq_length or 512),
    }
    wanted = model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False)
    _describe(target, about)
    likeness = _likeness(target, wanted)
    if likeness < _INT8_LIKENESS:
        fused.replace(small)
        about["name"] = f"{name} float32"
        _describe(target, about)
        likeness = _likeness(target, wanted)
        if likeness < _FLOAT_LIKENESS:
            raise ExportError(f"its exported graph gives other vectors (cosine {likeness:.4f})")
    about["likeness"] = round(likeness, 5)
    _describe(target, about)
    exact.unlink()
    fused.unlink(missing_ok=True)


def _describe(target: Path, about: dict[str, Any]) -> None:
    (target / ABOUT).write_text(json.dumps(about), "utf-8")


def _likeness(target: Path, wanted: Any) -> float:
    """The least cosine of an exported model's vectors of the probes to torch's."""
    from catalog_index.fast_encoder import FastEncoder

    return float((FastEncoder(target, threads=1).encode(_PROBES) * np.asarray(wanted)).sum(axis=1).min())


def _pooling(model: Any) -> str:
    """Check that the model is one that we know how to export, and return how it pools: "mean" or "cls"."""
    kinds = [type(module).__name__ for module in model]
    if kinds[:2] != ["Transformer", "Pooling"] or kinds[2:] not in ([], ["Normalize"]):
        raise ExportError(f"it is made of {', '.join(kinds)}, not of a transformer and its pooling")
    if getattr(model, "default_prompt_name", None):
        raise ExportError("it puts a prompt before each text")
    if getattr(model.tokenizer, "backend_tokenizer", None) is None:
        raise ExportError("it has no fast tokenizer")
    mode = model[1].pooling_mode
    modes = (mode,) if isinstance(mode, str) else tuple(mode)
    if len(modes) != 1 or modes[0] not in ("mean", "cls"):
        raise ExportError(f"its pooling is {', '.join(modes)}, not mean or cls")
    return str(modes[0])


def _trace(model: Any, pooling: str, target: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """The transformer with pooling and normalization, as one module."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = model[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.transformer(input_ids=input_ids, attention_mask=attention_mask, return_dict=True)
            tokens = found.last_hidden_state
            if pooling == "cls":
                return torch.nn.functional.normalize(tokens[:, 0], dim=1)
            kept = attention_mask.unsqueeze(-1).to(tokens.dtype)
            mean = (tokens * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    example = model.tokenizer(["a", "a gift for my father"], return_tensors="pt", padding=True)
    sizes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of paths that an encoder never takes
        torch.onnx.export(
            Whole().eval(),
            (example["input_ids"], example["attention_mask"]),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": sizes, "attention_mask": sizes, "vectors": {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,
        )


def _fuse(exact: Path, target: Path, config: Any) -> None:
    from onnxruntime.transformers import optimizer

    model = optimizer.optimize_model(
        str(exact),
        model_type="bert",
        num_heads=int(config.num_attention_heads),
        hidden_size=int(config.hidden_size),
        opt_level=0,
    )
    model.save_model_to_file(str(target))


def _quantize(fused: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(fused),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Attention", "EmbedLayerNormalization"],
        extra_options={"DefaultTensorType": _FLOAT},
    )


def main(source: str, target: Path, name: str) -> int:
    """Export the model in a folder; return the program's exit code."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.disable(logging.WARNING)  # the quantizer recommends a step that changes nothing here
    model = SentenceTransformer(
        source,
        device="cpu",
        local_files_only=True,
        # The fusions know the plain form of attention only.
        model_kwargs={"use_safetensors": True, "attn_implementation": "eager"},
    )
    try:
        export(model, target, name=name)
    except (ExportError, RuntimeError, ValueError, KeyError, AttributeError, TypeError) as error:
        sys.stderr.write(f"{' '.join(str(error).split())[:300]}\n")
        return UNSUITABLE
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
