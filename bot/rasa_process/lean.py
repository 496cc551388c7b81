"""Keeps TensorFlow out of a Rasa process whose model does not use it: seconds of its start, hundreds of megabytes.

Rasa's agent imports TensorFlow for helpers of its neural components and of training, whatever the model is made of.
Those modules are replaced by names that can be imported; using one is an error that says so.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

# Importing these is what loads TensorFlow in Rasa 3.6; nothing but neural components and training use what they hold.
_HELPERS = (
    "rasa.utils.tensorflow.callback",
    "rasa.utils.tensorflow.data_generator",
    "rasa.graph_components.validators.default_recipe_validator",
)
# Where components that need no TensorFlow are from; what is not known here keeps it.
_LIGHT = (
    "bot.",
    "rasa.graph_components.",
    "rasa.core.policies.ensemble.",
    "rasa.core.policies.rule_policy.",
    "rasa.core.policies.memoization.",
    "rasa.nlu.classifiers.fallback_classifier.",
    "rasa.nlu.classifiers.keyword_intent_classifier.",
    "rasa.nlu.classifiers.regex_message_handler.",
    "rasa.nlu.extractors.entity_synonyms.",
    "rasa.nlu.extractors.regex_entity_extractor.",
    "rasa.nlu.tokenizers.whitespace_tokenizer.",
)
_METADATA = "metadata.json"


def spare_tensorflow(arguments: Sequence[str]) -> bool:
    """Keep TensorFlow out when the model that `--model` names does without; whether it was kept out.

    Call before Rasa is imported.
    """
    if "tensorflow" in sys.modules or any(name in sys.modules for name in _HELPERS):
        return False
    model = _model(arguments)
    if model is None or not needs_no_tensorflow(model):
        return False
    for name in _HELPERS:
        sys.modules[name] = _Spared(name)
    return True


def needs_no_tensorflow(model: Path) -> bool:
    """Whether all components of a trained model's archive are known to do without TensorFlow."""
    try:
        nodes = _metadata(model)["predict_schema"]["nodes"].values()
        uses = [str(node["uses"]) for node in nodes]
    except (OSError, ValueError, KeyError, AttributeError, TypeError, tarfile.TarError, EOFError):
        return False
    return bool(uses) and all(use.startswith(_LIGHT) for use in uses)


def _metadata(model: Path) -> Any:
    with tarfile.open(model, "r|*") as archive:
        for member in archive:
            if member.name.removeprefix("./") == _METADATA and (file := archive.extractfile(member)) is not None:
                return json.load(file)
    raise KeyError(_METADATA)


def _model(arguments: Sequence[str]) -> Path | None:
    for place, word in enumerate(arguments):
        if word == "--model" and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if word.startswith("--model="):
            return Path(word.partition("=")[2])
    return None


class _Spared(ModuleType):
    """Stands for a module: any public name of it is a class that can't be used."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        return type(name, (_Unusable,), {})


class _Unusable:
    def __init__(self, *_: object, **__: object) -> None:
        raise RuntimeError(f"{type(self).__name__} needs TensorFlow, which this process was started without")
