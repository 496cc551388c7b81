"""Settings: defaults, the environment, errors that name the variable."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings


def test_defaults_make_a_whole_configuration(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.public_url == "http://localhost:8000"
    assert settings.store_url == "http://localhost:8000/store"
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.var_dir == tmp_path / "var"
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/var/giftfinder.db"
    assert (settings.max_message_chars, settings.max_body_bytes, settings.rasa_timeout) == (1000, 65536, 15)


def test_addresses_follow_the_port(monkeypatch):
    monkeypatch.setenv("GIFTFINDER_PORT", "9000")
    monkeypatch.setenv("GIFTFINDER_PUBLIC_URL", "https://gifts.example/")
    monkeypatch.setenv("GIFTFINDER_STORE_URL", "")
    settings = load_settings()
    assert (settings.port, settings.public_url) == (9000, "https://gifts.example")
    assert settings.store_url == "https://gifts.example/store"


@pytest.mark.parametrize(
    ("plain", "used"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////tmp/x.db", "sqlite+aiosqlite:////tmp/x.db"),
    ],
)
def test_database_urls_get_their_driver(plain, used):
    assert Settings(database_url=plain).database_url == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("MESSAGE_RATE", "often"),
        ("PUBLIC_URL", "gifts.example"),
        ("ACCENT", "red"),
        ("CURRENCY", "dollars"),
        ("ENV", "staging"),
        ("RASA_TIMEOUT", "0"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"GIFTFINDER_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"GIFTFINDER_{name}" in str(caught.value)
    assert value in str(caught.value)


def test_secrets_are_not_shown(monkeypatch):
    monkeypatch.setenv("GIFTFINDER_RASA_TOKEN", "hush-hush")
    monkeypatch.setenv("GIFTFINDER_PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hush" not in str(caught.value)
    monkeypatch.setenv("GIFTFINDER_PORT", "1")
    assert "hush" not in repr(load_settings())


def test_production_needs_its_secrets(monkeypatch):
    monkeypatch.setenv("GIFTFINDER_ENV", "production")
    monkeypatch.setenv("GIFTFINDER_RASA_TOKEN", "given")
    with pytest.raises(SettingsError, match="GIFTFINDER_ACTIONS_SECRET") as caught:
        load_settings()
    assert "RASA_TOKEN" not in str(caught.value)
    monkeypatch.setenv("GIFTFINDER_ACTIONS_SECRET", "given too")
    assert load_settings().env == "production"


def test_development_makes_the_secrets_it_lacks():
    one, two = Settings(rasa_token="mine").with_secrets(), Settings().with_secrets()
    assert one.rasa_token.get_secret_value() == "mine"
    assert len(two.rasa_token.get_secret_value()) >= 43
    assert one.actions_secret.get_secret_value() != two.actions_secret.get_secret_value()


def test_lists_are_written_with_commas(monkeypatch):
    monkeypatch.setenv("GIFTFINDER_ALLOWED_ORIGINS", "https://a.b, https://c.d")
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", "state")
    settings = load_settings()
    assert settings.allowed_origins == ("https://a.b", "https://c.d")
    assert settings.var_dir == Path.cwd() / "state"


def test_empty_means_the_default_but_none_where_nothing_is_a_choice(monkeypatch):
    for name in ("PORT", "DATABASE_URL", "RASA_TOKEN", "ALLOWED_ORIGINS", "ACTIONS_APP", "CAMPAIGN_PARAMS"):
        monkeypatch.setenv(f"GIFTFINDER_{name}", "")
    settings = load_settings()
    assert (settings.port, settings.rasa_token, settings.allowed_origins) == (8000, None, ("*",))
    assert (settings.actions_app, settings.campaign_params) == ("", "")


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"DECISION_WEBHOOK_URL": "https://shop.example/hook"}, "DECISION_WEBHOOK_SECRET"),
        ({"DECISION_WEBHOOK_URL": "http://shop.example/hook", "DECISION_WEBHOOK_SECRET": "x" * 16}, "must be https"),
        ({"DECISION_WEBHOOK_SECRET": "short"}, "DECISION_WEBHOOK_SECRET"),
        ({"DECISION_LIMITS": '{"agent": {"gift": 5}}'}, "gift"),
        ({"DECISION_LIMITS": '{"agent": {"refund": -5}}'}, "refund"),
        ({"DECISION_LIMITS": '{"boss": {"refund": 5}}'}, "DECISION_LIMITS"),
    ],
)
def test_what_decisions_can_not_be_told_with(monkeypatch, variables, named):
    for name, value in variables.items():
        monkeypatch.setenv(f"GIFTFINDER_{name}", value)
    with pytest.raises(SettingsError, match=named) as error:
        load_settings()
    assert "short" not in str(error.value)
