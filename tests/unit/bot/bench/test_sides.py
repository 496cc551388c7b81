"""How both sides are prepared and started."""

import sys
from pathlib import Path

import pytest

from bot.bench import ours, stock
from bot.bench.running import BenchError
from bot.settings import Settings

VERSION = "20261122T190312Z-1a2b3c4d"


def test_our_stack_has_ports_and_state_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("GIFTFINDER_DATABASE_URL", "postgresql://shop/live")
    monkeypatch.setenv("GIFTFINDER_RASA_URL", "http://rasa.example:5005")
    monkeypatch.setenv("GIFTFINDER_RASA_PYTHON", "/rasa/python")
    program, url = ours.program(tmp_path)
    own = {name: value for name, value in program.env.items() if name.startswith("GIFTFINDER_")}
    assert program.command == (sys.executable, "-m", "bot", "up")
    assert "GIFTFINDER_DATABASE_URL" not in own
    assert "GIFTFINDER_RASA_URL" not in own
    assert own["GIFTFINDER_RASA_PYTHON"] == "/rasa/python"
    assert own["GIFTFINDER_VAR_DIR"] == str(tmp_path)
    assert url == own["GIFTFINDER_PUBLIC_URL"] == f"http://127.0.0.1:{own['GIFTFINDER_PORT']}"
    assert len({own[f"GIFTFINDER_{name}"] for name in ("PORT", "ACTIONS_PORT", "RASA_PORT")}) == 3


def test_only_the_catalog_that_serves_is_taken(tmp_path):
    index = tmp_path / "index"
    for name in (VERSION, "20261121T190312Z-1a2b3c4d"):
        (index / name).mkdir(parents=True)
        (index / name / "manifest.json").write_text(name)
    (index / "current").write_text(VERSION)
    ours.copy_current(index, tmp_path / "copy")
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == [VERSION, "current"]
    assert (tmp_path / "copy" / VERSION / "manifest.json").read_text() == VERSION


def test_no_catalog_is_an_error(tmp_path):
    with pytest.raises(BenchError, match="no catalog"):
        ours.copy_current(tmp_path / "index", tmp_path / "copy")


async def test_no_environment_for_rasa_is_an_error(tmp_path):
    settings = Settings(rasa_python=tmp_path / "python", var_dir=tmp_path)
    with pytest.raises(BenchError, match="make setup"):
        await ours.prepare(settings, tmp_path, tmp_path / "run", lambda text: None)
    with pytest.raises(BenchError, match="make setup"):
        await stock.prepare(settings, tmp_path, lambda text: None)


@pytest.fixture
def rasa(tmp_path) -> Settings:
    """An environment with a Rasa that only leaves a model behind."""
    site = tmp_path / "venv" / "lib" / "python3.11" / "site-packages"
    for name in ("rasa-3.6.21.dist-info", "rasa_sdk-3.6.2.dist-info"):
        (site / name).mkdir(parents=True)
        (site / name / "METADATA").write_text("Name: x\nVersion: 3.6.21\n")
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nmkdir models && echo "$@" > models/1.tar.gz\n')
    python.chmod(0o755)
    return Settings(rasa_python=python, var_dir=tmp_path)


async def test_the_stock_bot_is_made_once(rasa, tmp_path):
    said: list[str] = []
    folder = await stock.prepare(rasa, tmp_path, said.append)
    model = stock.model(folder)
    assert folder == tmp_path / "stock-rasa-3.6.21"
    assert model is not None
    assert model.read_text().startswith("-m rasa init --no-prompt")
    assert await stock.prepare(rasa, tmp_path, said.append) == folder
    assert len(said) == 1


async def test_a_failed_training_leaves_nothing_to_be_used(rasa, tmp_path):
    rasa.rasa_python.write_text("#!/bin/sh\necho 'no memory'; exit 1\n")
    with pytest.raises(BenchError, match="rasa init ended with status 1") as caught:
        await stock.prepare(rasa, tmp_path, lambda text: None)
    assert caught.value.tail == ["no memory"]
    assert stock.model(tmp_path / "stock-rasa-3.6.21") is None


def test_the_stock_bot_is_served_on_loopback_without_our_modules(rasa, tmp_path):
    (tmp_path / "bot" / "models").mkdir(parents=True)
    (tmp_path / "bot" / "models" / "1.tar.gz").touch()
    program, url = stock.program(rasa, tmp_path / "bot", tmp_path)
    words = list(program.command)
    assert words[1:5] == ["-m", "rasa", "run", "--enable-api"]
    assert words[words.index("--interface") + 1] == "127.0.0.1"
    assert url.endswith(f":{words[words.index('--port') + 1]}")
    assert Path(words[words.index("--model") + 1]).is_file()
    assert "PYTHONPATH" not in program.env
    assert program.env["SANIC_WORKERS"] == "1"
    assert program.env["RASA_TELEMETRY_ENABLED"] == "false"
