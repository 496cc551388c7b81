"""What `giftfinder up` runs, and what it says when it can't."""

import socket
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot.dialogue import commands, stack, training
from bot.retrain.commands import train_app
from bot.settings import SettingsError, load_settings


@pytest.fixture
def settings(tmp_path, tools):
    ports = {name: tools.free_port() for name in ("port", "actions_port", "rasa_port")}
    return load_settings(var_dir=tmp_path / "var", **ports).with_secrets()


@pytest.fixture
async def client():
    async with httpx.AsyncClient() as client:
        yield client


async def test_the_secrets_go_to_both_sides_by_environment_only(settings, client):
    programs = stack.programs(settings, Path("model.tar.gz"), client)
    assert [program.name for program in programs] == [stack.GATEWAY, stack.RASA]
    for program in programs:
        for name in ("actions_secret", "rasa_token"):
            secret = getattr(settings, name).get_secret_value()
            assert program.env[f"GIFTFINDER_{name.upper()}"] == secret
            assert not any(secret in word for word in program.command)


async def test_rasa_listens_on_loopback_only_and_finds_the_actions(settings, client):
    program = stack.rasa(settings, Path("model.tar.gz"), client)
    command = list(program.command)
    assert command[command.index("--interface") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == str(settings.rasa_port)
    assert program.env["GIFTFINDER_ACTIONS_URL"] == f"http://127.0.0.1:{settings.actions_port}/webhook"


async def test_a_rasa_that_runs_elsewhere_is_left_alone(settings, client):
    elsewhere = settings.model_copy(update={"rasa_url": "http://rasa.internal:5005"})
    assert [program.name for program in stack.programs(elsewhere, None, client)] == [stack.GATEWAY]


async def test_a_program_that_can_not_be_reached_is_not_healthy(settings, client):
    assert not await stack.gateway(settings, client).healthy()


@pytest.mark.parametrize(
    ("field", "variable"),
    [("port", "GIFTFINDER_PORT"), ("actions_port", "GIFTFINDER_ACTIONS_PORT"), ("rasa_port", "GIFTFINDER_RASA_PORT")],
)
def test_a_port_in_use_is_named_with_its_setting(settings, field, variable):
    stack.check_ports(settings)
    port = getattr(settings, field)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(SettingsError, match=rf"port {port} .*{variable}"):
            stack.check_ports(settings)


@pytest.fixture
def up(tmp_path, tools, monkeypatch):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path / "var"))
    for name in ("PORT", "ACTIONS_PORT", "RASA_PORT"):
        monkeypatch.setenv(f"GIFTFINDER_{name}", str(tools.free_port()))
    return lambda: CliRunner().invoke(commands.up_app, [])


def test_up_without_rasas_environment_says_how_to_get_it(up, monkeypatch, tmp_path):
    monkeypatch.setenv("GIFTFINDER_RASA_PYTHON", str(tmp_path / "absent"))
    result = up()
    assert result.exit_code == 2
    assert "make setup" in result.stderr


def test_up_without_a_model_says_how_to_get_one(up, monkeypatch, tmp_path):
    (tmp_path / "python").touch()
    monkeypatch.setenv("GIFTFINDER_RASA_PYTHON", str(tmp_path / "python"))
    result = up()
    assert result.exit_code == 2
    assert "giftfinder train" in result.stderr


def test_up_with_a_wrong_setting_names_it(up, monkeypatch):
    monkeypatch.setenv("GIFTFINDER_PORT", "eighty")
    result = up()
    assert result.exit_code == 2
    assert "GIFTFINDER_PORT" in result.stderr


def test_train_skips_a_model_that_is_current(monkeypatch, tmp_path):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))
    model = training.model_path(tmp_path / "models")
    model.parent.mkdir()
    model.write_text("model")
    result = CliRunner().invoke(train_app, ["--setup"])
    assert result.exit_code == 0
    assert "current" in result.stdout
