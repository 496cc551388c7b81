"""The private action server."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import context as module
from actions import server
from actions.lead_back import ActionLeadBack
from actions.server import MAX_BODY, SECRET_HEADER, create_app
from bot.conversation.slot_notes import SlotNotes
from bot.settings import Settings
from tests.support.acting import Stage

SECRET = "correct horse battery"
GOOD = {SECRET_HEADER: SECRET}


def call(action: str = "action_say_goodbye", **tracker: Any) -> dict[str, Any]:
    """What Rasa posts."""
    state = {"sender_id": "c1", "slots": {}, "latest_message": {}, "events": [], "paused": False,
             "followup_action": None, "active_loop": {}, "latest_action_name": None, **tracker}  # fmt: skip
    return {"next_action": action, "sender_id": "c1", "tracker": state, "domain": {}, "version": "3.6.21"}


def services(secret: str | None = SECRET) -> Any:
    stage = Stage()
    return SimpleNamespace(
        settings=Settings(actions_secret=SecretStr(secret) if secret else None),
        catalog=stage.catalog,
        wishlist=stage.wishlist,
        handoff=stage.handoff,
        occasions=stage.occasions,
        policies=stage.policies,
        conversations=SimpleNamespace(slot_notes=SlotNotes()),
    )


@pytest.fixture(autouse=True)
def restored_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_context", None)


async def client(secret: str | None = SECRET) -> httpx.AsyncClient:
    app = create_app(services(secret))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://actions")  # type: ignore[arg-type]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with await client() as made:
        yield made


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + " x"}])
async def test_without_the_secret(http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await http.post("/webhook", json=call(), headers=headers)
    assert response.status_code == 403
    assert response.json() == {"error": "wrong secret", "action_name": ""}


async def test_a_secret_of_odd_characters(http: httpx.AsyncClient) -> None:
    response = await http.post("/webhook", json=call(), headers={SECRET_HEADER: b"\xff\xfe"})
    assert response.status_code == 403


async def test_no_secret_set_means_nobody_may() -> None:
    async with await client(None) as http:
        assert (await http.post("/webhook", json=call(), headers={SECRET_HEADER: ""})).status_code == 403


async def test_an_action_runs(http: httpx.AsyncClient) -> None:
    response = await http.post("/webhook", json=call("action_lead_back"), headers=GOOD)
    assert response.status_code == 200
    body = response.json()
    assert [event["event"] for event in body["events"][:2]] == ["active_loop", "slot"]
    assert body["responses"][0]["custom"]["type"] == "quick_replies"


async def test_every_action_of_the_domain_is_there(http: httpx.AsyncClient) -> None:
    from pathlib import Path

    import yaml

    named: set[str] = set()
    for path in (Path(__file__).parents[3] / "bot" / "domain").glob("*.yml"):
        named |= set((yaml.safe_load(path.read_text("utf-8")) or {}).get("actions") or [])
    registered = set(server._executor().actions)
    assert named <= registered
    assert {"validate_gift_form", "action_recommend_gifts"} <= named


async def test_an_unknown_action(http: httpx.AsyncClient) -> None:
    response = await http.post("/webhook", json=call("action_unknown"), headers=GOOD)
    assert response.status_code == 404
    assert response.json()["action_name"] == "action_unknown"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00", b"nonsense"])
async def test_not_json(http: httpx.AsyncClient, body: bytes) -> None:
    response = await http.post("/webhook", content=body, headers=GOOD)
    assert response.status_code == 400
    assert response.json()["action_name"] == ""


@pytest.mark.parametrize("body", ["[]", "null", "1", '"x"'])
async def test_not_an_object(http: httpx.AsyncClient, body: str) -> None:
    response = await http.post("/webhook", content=body, headers=GOOD)
    assert response.status_code == 400


@pytest.mark.parametrize("body", [{}, {"next_action": None}])
async def test_nothing_to_do(http: httpx.AsyncClient, body: dict[str, Any]) -> None:
    response = await http.post("/webhook", json=body, headers=GOOD)
    assert response.status_code == 200
    assert response.json() == {"events": [], "responses": []}


async def test_a_deflated_body(http: httpx.AsyncClient) -> None:
    packed = zlib.compress(json.dumps(call()).encode())
    response = await http.post("/webhook", content=packed, headers=GOOD | {"Content-Encoding": "deflate"})
    assert response.status_code == 200
    assert [event["event"] for event in response.json()["events"]][:2] == ["active_loop", "slot"]


@pytest.mark.parametrize("body", [b"", b"plain", zlib.compress(json.dumps({"next_action": "x"}).encode())[:-6]])
async def test_a_body_that_is_not_deflated(http: httpx.AsyncClient, body: bytes) -> None:
    response = await http.post("/webhook", content=body, headers=GOOD | {"Content-Encoding": "deflate"})
    assert response.status_code == 400


async def test_too_large(http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_BODY", 1000)
    assert (await http.post("/webhook", content=b" " * 1001, headers=GOOD)).status_code == 400
    bomb = zlib.compress(b" " * 100_000)
    assert len(bomb) < 1000
    response = await http.post("/webhook", content=bomb, headers=GOOD | {"Content-Encoding": "deflate"})
    assert response.status_code == 400
    assert "1000 bytes" in response.json()["error"]
    assert MAX_BODY == 20 * 1024 * 1024


async def test_an_action_that_raises(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(self: object, dispatcher: object, tracker: object) -> list[Any]:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(ActionLeadBack, "act", broken)
    response = await http.post("/webhook", json=call("action_lead_back"), headers=GOOD)
    assert response.status_code == 500
    assert response.json() == {"error": "the action failed", "action_name": "action_lead_back"}
    assert "the secret inside" not in response.text
    assert "the secret inside" in caplog.text


async def test_an_action_that_refuses(http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refusing(self: object, dispatcher: object, tracker: object) -> list[Any]:
        raise ActionExecutionRejection("action_lead_back", "not now")

    monkeypatch.setattr(ActionLeadBack, "act", refusing)
    response = await http.post("/webhook", json=call("action_lead_back"), headers=GOOD)
    assert response.status_code == 400
    assert response.json() == {"error": "not now", "action_name": "action_lead_back"}


async def test_other_paths_and_methods(http: httpx.AsyncClient) -> None:
    assert (await http.get("/webhook", headers=GOOD)).status_code == 405
    assert (await http.post("/", json=call(), headers=GOOD)).status_code == 404
