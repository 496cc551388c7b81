"""The examples of the dialogue's intents, as the training data has them."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

# "[three](number)", "[dad]{"entity": ...}": what is marked in an example.
_MARKED = re.compile(r"\[([^\]]+)\](?:\{[^}]*\}|\([^)]*\))")


def read_examples(folder: Path) -> list[tuple[str, str]]:
    """Return (text, intent) for every example in the folder's YAML files, in the order of files and lines."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}
        for item in data.get("nlu") or []:
            if "intent" in item:
                lines = (line.strip() for line in item["examples"].splitlines())
                found += [(_MARKED.sub(r"\1", line[2:]).strip(), item["intent"]) for line in lines if line[:2] == "- "]
    return found
