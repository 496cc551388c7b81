"""Logs are structured and never quote a shopper."""

import io
import json
import logging

import pytest

from bot import logs
from bot.errors import NotFoundError
from tests.support.gateway import running_gateway

SECRET = "my-niece-Ella-lives-in-Bath"


@pytest.fixture
def written(monkeypatch):
    """Everything that goes to the log, formatted as in production."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel("DEBUG")
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def test_no_shopper_text_and_no_token_in_the_logs(make_settings, rasa, monkeypatch, written):
    for name in ("httpx", "httpcore", "aiosqlite", "asyncio"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.WARNING)  # the test's own client
    async with running_gateway(make_settings(rasa_recovery=0.1)) as gateway:
        chat = await gateway.chat()
        await chat.say(SECRET)
        await chat.post(SECRET + "x" * 1000)
        await chat.post(payload="/" + SECRET)
        await chat.edit(interests=[SECRET])
        await chat.edit(age=SECRET)
        await chat.say('custom{"type": "product_cards", "text": "' + SECRET + '"}')
        await gateway.http.get(f"/go/{SECRET}")
        await gateway.http.get(f"/{chat.token}")
        monkeypatch.setattr(gateway.services.conversations, "_turns", None)
        assert (await chat.post(SECRET)).status_code == 500
    assert SECRET not in written.getvalue()
    assert chat.token not in written.getvalue()
    entries = lines(written)
    assert {"request", "turn", "request failed", "dialogue failed"} <= {entry["event"] for entry in entries}
    requests = [entry for entry in entries if entry["event"] == "request"]
    assert {"method", "route", "status", "ms", "time", "level", "logger"} <= set(requests[0])
    assert "/api/conversations/{conversation_id}/messages" in {entry["route"] for entry in requests}


def test_an_error_is_described_by_class_stack_and_only_its_own_text():
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as cause:
            raise NotFoundError("There is no such thing.") from cause
    except NotFoundError as error:
        described = logs.describe(error)
    assert [entry["class"] for entry in described] == ["NotFoundError", "ValueError"]
    assert described[0]["text"] == "There is no such thing."
    assert "text" not in described[1]
    assert all(entry["stack"] for entry in described)


def test_text_form_is_one_line():
    record = logging.makeLogRecord({"name": "bot", "levelname": "INFO", "msg": "ready", "port": 8000})
    assert logs.TextFormatter().format(record).endswith("INFO bot ready port=8000")


def test_configure_sends_everything_one_way(capsys):
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        logs.configure_logs("INFO", "json")
        logging.getLogger("uvicorn.access").info("GET /w/secret-token")
        logging.getLogger("bot.x").info("event", extra={"n": 1})
        captured = capsys.readouterr()
        assert captured.out == ""
        entry = json.loads(captured.err)
        assert (entry["event"], entry["n"], entry["logger"]) == ("event", 1, "bot.x")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
