"""Which encoder runs, and how its export is made once."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
from pathlib import Path

import pytest

from catalog_index import encoders
from catalog_index.encoder import DEFAULT_MODEL, EncoderError, SentenceEncoder
from catalog_index.encoders import open_encoder
from catalog_index.fast_encoder import FastEncoder
from catalog_index.onnx_encoder import ABOUT, GRAPH
from tests.support.exported import exported_encoders


class Exports:
    """Stands in for the program that exports: copies what was exported before, or fails."""

    def __init__(self, code: int = 0, error: str = "") -> None:
        self.code, self.error, self.runs = code, error, 0

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.runs += 1
        if self.code == 0:
            shutil.copytree(_made(), command[-2], dirs_exist_ok=True)
        return subprocess.CompletedProcess(command, self.code, "", self.error)


def _made() -> Path:
    return next(path for path in exported_encoders().iterdir() if path.is_dir())


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> Exports:
    exported_encoders()
    made = Exports()
    monkeypatch.setattr(encoders.subprocess, "run", made)
    return made


def test_it_is_exported_once(tmp_path: Path, exports: Exports) -> None:
    first, second = open_encoder(DEFAULT_MODEL, tmp_path), open_encoder(DEFAULT_MODEL, tmp_path)
    assert isinstance(first, FastEncoder) and isinstance(second, FastEncoder)
    assert exports.runs == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["all-MiniLM-L6-v2-53aa51172d14-1"]


@pytest.mark.parametrize("name", [GRAPH, ABOUT])
def test_what_is_damaged_is_made_anew(tmp_path: Path, exports: Exports, name: str) -> None:
    open_encoder(DEFAULT_MODEL, tmp_path)
    (tmp_path / "all-MiniLM-L6-v2-53aa51172d14-1" / name).write_bytes(b"{")
    assert isinstance(open_encoder(DEFAULT_MODEL, tmp_path), FastEncoder)
    assert exports.runs == 2


def test_torch_by_setting(tmp_path: Path, exports: Exports) -> None:
    assert isinstance(open_encoder(DEFAULT_MODEL, tmp_path, backend="torch"), SentenceEncoder)
    assert exports.runs == 0


def test_a_model_that_cannot_be_exported_runs_on_torch(
    tmp_path: Path, exports: Exports, caplog: pytest.LogCaptureFixture
) -> None:
    exports.code, exports.error = 3, "its pooling is max, not mean or cls\n"
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert isinstance(open_encoder(DEFAULT_MODEL, tmp_path), SentenceEncoder)
    assert exports.runs == 1  # it is not tried again
    assert "its pooling is max" in caplog.text


def test_after_an_accident_it_is_tried_again(tmp_path: Path, exports: Exports) -> None:
    exports.code = -9
    assert isinstance(open_encoder(DEFAULT_MODEL, tmp_path), SentenceEncoder)
    exports.code = 0
    assert isinstance(open_encoder(DEFAULT_MODEL, tmp_path), FastEncoder)
    assert not list(tmp_path.glob(".unfinished-*"))


def test_other_weights_are_refused(tmp_path: Path, exports: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(model: str) -> None:
        raise EncoderError("the weights are not the published ones")

    monkeypatch.setattr(encoders, "SentenceEncoder", refuse)
    with pytest.raises(EncoderError, match="published"):
        open_encoder(DEFAULT_MODEL, tmp_path)
    assert exports.runs == 0


def test_another_folder_has_a_mark_of_its_own(tmp_path: Path) -> None:
    model = tmp_path / "model"
    (model / "1_Pooling").mkdir(parents=True)
    (model / "config.json").write_text("{}")
    (model / "1_Pooling" / "config.json").write_text("{}")
    before = encoders._fingerprint(model)
    assert encoders._fingerprint(model) == before
    (model / "1_Pooling" / "config.json").write_text('{"a": 1}')
    assert encoders._fingerprint(model) != before


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="can't be loaded"):
        open_encoder(str(tmp_path), tmp_path / "encoders")


def test_what_is_exported_describes_itself() -> None:
    about = json.loads((_made() / ABOUT).read_text("utf-8"))
    assert about["likeness"] > 0.98 and about["bytes"] == (_made() / GRAPH).stat().st_size
    assert about["longest"] == 256
