"""Tuned encoders on disk, beside the exported ones.

encoders/tuned-<fingerprint>/      the model, there only while it is kept
encoders/tuned-<fingerprint>.json  what it was made of and what became of it, also where it was refused
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

PREFIX = "tuned-"


class UnknownEncoderError(LookupError):
    """There is no such tuned encoder, or it was refused; the message says which."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """One tuning. `name` is what index manifests call the encoder ("" where it was refused), `base` the model it began
    with, `base_name` that one's name; `pairs` counts what it was trained on by where it came from."""

    id: str
    base: str
    base_name: str
    name: str
    kept: bool
    reason: str
    made_at: str
    seconds: float
    catalog: str
    takes: int
    pairs: dict[str, int]
    budget: dict[str, Any]
    figures: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """All fields by name."""
        return asdict(self)


class TunedStore:
    """The tuned encoders in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def model(self, encoder_id: str) -> Path:
        """Where an encoder's model is, or would be."""
        return self._folder / encoder_id

    def all(self) -> list[Tuned]:
        """All tunings, newest first; what can't be read is left out."""
        found = [self._read(path) for path in self._folder.glob(f"{PREFIX}*.json")]
        return sorted((one for one in found if one is not None), key=lambda one: (one.made_at, one.id), reverse=True)

    def find(self, encoder_id: str) -> Tuned | None:
        """The tuning with this id, with or without its prefix; None where there is none."""
        name = encoder_id if encoder_id.startswith(PREFIX) else PREFIX + encoder_id
        return self._read(self._folder / f"{name}.json") if "/" not in name else None

    def usable(self, encoder_id: str) -> Tuned:
        """The kept encoder with this id.

        Raises:
            UnknownEncoderError: there is none, it was refused, or its model is gone.
        """
        found = self.find(encoder_id)
        if found is None:
            raise UnknownEncoderError(f"there is no tuned encoder {encoder_id}")
        if not found.kept:
            raise UnknownEncoderError(f"{found.id} was refused: {found.reason}")
        if not self.model(found.id).is_dir():
            raise UnknownEncoderError(f"the model of {found.id} is gone: tune again")
        return found

    def keep(self, tuned: Tuned) -> None:
        """Write a tuning down; the model of a refused one is deleted."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not tuned.kept:
            self._drop(tuned.id)
        path = self._folder / f"{tuned.id}.json"
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(tuned.to_json(), indent=2, ensure_ascii=False) + "\n", "utf-8")
        beside.replace(path)

    def prune(self, keep: int, used: Collection[str]) -> None:
        """Delete all tunings but the `keep` newest and those whose names index versions have."""
        for one in self.all()[keep:]:
            if one.name not in used:
                self._drop(one.id)
                (self._folder / f"{one.id}.json").unlink(missing_ok=True)

    def _drop(self, encoder_id: str) -> None:
        for path in (self.model(encoder_id), *self._folder.glob(f"{encoder_id}-*")):
            shutil.rmtree(path, ignore_errors=True)

    @staticmethod
    def _read(path: Path) -> Tuned | None:
        try:
            return Tuned(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
