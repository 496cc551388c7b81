"""Settings of the private action server and of Rasa."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from bot.settings.kinds import Port, Seconds, WebAddress


class DialogueSettings(BaseSettings):
    """Who answers, and how long anybody waits for it."""

    # The private action server (in this process) and Rasa.
    actions_app: str = "actions.server:create_app"
    actions_host: str = "127.0.0.1"
    actions_port: Port = 5055
    actions_secret: SecretStr | None = None
    rasa_url: WebAddress = ""
    rasa_port: Port = 5005
    rasa_processes: int = Field(default=1, ge=1, le=64)
    rasa_python: Path = Path(".venv-rasa/bin/python")
    rasa_start: Seconds = 180.0
    rasa_token: SecretStr | None = None
    rasa_timeout: Seconds = 15.0
    rasa_recovery: Seconds = 120.0
    rasa_attempts: int = Field(default=2, ge=0)
    rasa_poll: Seconds = 1.0
    rasa_trust: Seconds = 10.0
    rasa_turns: int = Field(default=20, ge=5, le=1000)
    rasa_conversations: int = Field(default=20_000, ge=1)
    turn_wait: Seconds = 30.0
    answer_on_start_hours: float = Field(default=24.0, ge=0)
    shutdown_grace: Seconds = 10.0
