"""Each unsafe call that staff can make leaves a line of the staff's log: a new route without one fails here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from bot.decisions.models import DecisionDelivery
from bot.decisions.repository import FAILED
from bot.later.models import FAILED as MAIL_FAILED
from bot.later.models import LaterItem
from bot.staff.models import StaffAction
from tests.support.gateway import Chat, Gateway
from tests.support.releases import two_releases
from tests.unit.bot.staff.conftest import PASSWORD, Desk
from tests.unit.bot.test_route_rules import AGENT, MERCHANT, STAFF, UNSAFE, routes

# What changes nothing that is kept: who writes is shown for a moment, and how far one has read is one's own mark (that
# one has opened the conversation at all is logged where it is read).
NOTHING_KEPT = {
    ("POST", "/api/agent/conversations/{conversation_id}/typing"),
    ("POST", "/api/agent/conversations/{conversation_id}/read"),
}
# Looks at what rules would do, and changes nothing.
NOTHING_KEPT.add(("POST", "/api/merchant/preview"))
NOTHING_KEPT.add(("POST", "/api/merchant/imports/{import_id}/preview"))
TALK = "/api/agent/conversations/{conversation_id}"


@dataclass
class Scene:
    """Ada at her desk, who has a conversation; the log has `before` lines before the call that matters."""

    office: Gateway
    desk: Desk
    chat: Chat
    lease: int
    before: int = 0

    async def ready(self) -> None:
        """What it takes to make the call has been done."""
        self.before = await lines(self.office)

    async def call(self, method: str, path: str, body: dict | None = None) -> dict:
        address = path.replace("{conversation_id}", self.chat.id)
        answer = await self.desk.call(method, address, **({} if body is None else {"json": body}))
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else {}


Call = Callable[[Scene], Awaitable[object]]


def held(method: str, path: str, **body: object) -> Call:
    """A call that carries the lease."""
    return lambda scene: scene.call(method, path, {"lease": scene.lease, **body})


async def sign_in(scene: Scene) -> None:
    assert (await scene.desk.sign_in(PASSWORD)).status_code == 204


async def take(scene: Scene) -> None:
    other = await scene.office.chat()
    await scene.call("POST", TALK.replace("{conversation_id}", other.id) + "/take")


async def new_reply(scene: Scene) -> str:
    reply = await scene.call("POST", "/api/agent/replies", {"shortcut": "hi", "text": "Hello"})
    return f"/api/agent/replies/{reply['id']}"


async def edit_reply(scene: Scene) -> None:
    path = await new_reply(scene)
    await scene.ready()
    await scene.call("PUT", path, {"shortcut": "hi", "text": "Hello there"})


async def delete_reply(scene: Scene) -> None:
    path = await new_reply(scene)
    await scene.ready()
    await scene.call("DELETE", path)


GRANT = {"kind": "voucher", "amount": "5.00", "order_reference": "A1", "reason": "Late"}


async def send_again(scene: Scene) -> None:
    made = await scene.call("POST", f"{TALK}/decisions", {"lease": scene.lease, **GRANT})
    async with scene.office.services.database.write() as session:
        delivery = await session.get(DecisionDelivery, made["id"])
        delivery.state = FAILED
    await scene.ready()
    await scene.call("POST", f"{TALK}/decisions/{made['id']}/send")


async def new_later(scene: Scene) -> str:
    path = f"/api/conversations/{scene.chat.id}/later"
    left = await scene.office.http.post(path, json={"email": "eve@home.example"}, headers=scene.chat.headers)
    return f"/api/agent/later/{left.json()['id']}"


async def claim_later(scene: Scene) -> None:
    await scene.call("POST", f"{await new_later(scene)}/claim")


async def answer_later(scene: Scene) -> None:
    await scene.call("POST", f"{await new_later(scene)}/answer", {"text": "Yes.", "by_mail": False})


async def send_later(scene: Scene) -> None:
    path = await new_later(scene)
    async with scene.office.services.database.write() as session:
        (await session.get(LaterItem, path.rpartition("/")[2])).mail = MAIL_FAILED
    await scene.call("POST", f"{path}/send")


CALLS: dict[tuple[str, str], Call] = {
    ("POST", "/api/staff/session"): sign_in,
    ("DELETE", "/api/staff/session"): lambda scene: scene.call("DELETE", "/api/staff/session"),
    ("POST", f"{TALK}/take"): take,
    ("POST", f"{TALK}/messages"): held("POST", f"{TALK}/messages", text="Hello"),
    ("POST", f"{TALK}/pass"): held("POST", f"{TALK}/pass", to=None),
    ("POST", f"{TALK}/release"): held("POST", f"{TALK}/release"),
    ("POST", f"{TALK}/close"): held("POST", f"{TALK}/close"),
    ("PUT", f"{TALK}/labels"): lambda scene: scene.call("PUT", f"{TALK}/labels", {"labels": ["vip"]}),
    ("POST", f"{TALK}/notes"): lambda scene: scene.call("POST", f"{TALK}/notes", {"text": "Nice."}),
    ("POST", "/api/agent/later/{item_id}/claim"): claim_later,
    ("POST", "/api/agent/later/{item_id}/answer"): answer_later,
    ("POST", "/api/agent/later/{item_id}/send"): send_later,
    ("POST", "/api/agent/replies"): new_reply,
    ("PUT", "/api/agent/replies/{reply_id}"): edit_reply,
    ("DELETE", "/api/agent/replies/{reply_id}"): delete_reply,
    ("PATCH", f"{TALK}/brief"): held("PATCH", f"{TALK}/brief", veto=["p1"]),
    ("POST", f"{TALK}/decisions"): held("POST", f"{TALK}/decisions", **GRANT),
    ("POST", f"{TALK}/decisions/{{decision_id}}/send"): send_again,
}


RULES, WORDS = "/api/merchant/rules", "/api/merchant/synonyms"
RULE = {"name": "No mugs", "action": "exclude", "categories": ["Mugs"]}


async def new_rule(scene: Scene) -> int:
    return (await scene.call("POST", RULES, RULE))["id"]


async def new_words(scene: Scene) -> int:
    return (await scene.call("POST", WORDS, {"terms": ["mug", "cup"]}))["id"]


async def edit_rule(scene: Scene) -> None:
    path = f"{RULES}/{await new_rule(scene)}"
    await scene.ready()
    await scene.call("PUT", path, {**RULE, "name": "No cups"})


async def delete_rule(scene: Scene) -> None:
    path = f"{RULES}/{await new_rule(scene)}"
    await scene.ready()
    await scene.call("DELETE", path)


async def order_rules(scene: Scene) -> None:
    ids = [await new_rule(scene), await new_rule(scene)]
    await scene.ready()
    await scene.call("PUT", f"{RULES}/order", {"ids": ids[::-1]})


async def edit_words(scene: Scene) -> None:
    path = f"{WORDS}/{await new_words(scene)}"
    await scene.ready()
    await scene.call("PUT", path, {"terms": ["mug", "beaker"]})


async def delete_words(scene: Scene) -> None:
    path = f"{WORDS}/{await new_words(scene)}"
    await scene.ready()
    await scene.call("DELETE", path)


IMPORTS, MAPPING, TRAIN = "/api/merchant/imports", "/api/merchant/mappings/own", "/api/merchant/train"
COLUMNS = {"columns": {"id": "Nr", "title": "Name", "price": "Preis", "link": "Seite"}}


async def new_import(scene: Scene) -> str:
    scene.office.services.jobs.spawn = lambda settings, job, lock: 0
    answer = await scene.desk.call("POST", f"{IMPORTS}?name=gifts.csv", content=b"id,title\n")
    return f"{IMPORTS}/{answer.json()['id']}"


def of_import(method: str, what: str) -> Call:
    async def made(scene: Scene) -> None:
        path = await new_import(scene)
        await scene.ready()
        await scene.call(method, path + what, {} if what == "/run" else None)

    return made


async def fetch(scene: Scene) -> None:
    scene.office.services.jobs.spawn = lambda settings, job, lock: 0
    scene.office.services.settings.feed_url = "https://shop.example/feed.xml"
    await scene.call("POST", f"{IMPORTS}/fetch")


async def delete_mapping(scene: Scene) -> None:
    await scene.call("PUT", MAPPING, {"mapping": COLUMNS})
    await scene.ready()
    await scene.call("DELETE", MAPPING)


async def train(scene: Scene) -> None:
    scene.office.services.jobs.spawn = lambda settings, job, lock: 0
    await scene.call("POST", TRAIN)


async def stop_training(scene: Scene) -> None:
    await train(scene)
    await scene.ready()
    await scene.call("POST", f"{TRAIN}/stop")


RELEASES = "/api/merchant/releases"


def of_release(what: str, body: dict | None = None) -> Call:
    async def made(scene: Scene) -> None:
        first, _ = two_releases(scene.office.services.settings)
        scene.office.services.jobs.spawn = lambda settings, job, lock: 0
        await scene.call("POST", f"{RELEASES}/rollback" if what == "" else f"{RELEASES}/{first}{what}", body)

    return made


# What only merchants may.
MERCHANTS: dict[tuple[str, str], Call] = {
    ("POST", RULES): new_rule,
    ("PUT", f"{RULES}/order"): order_rules,
    ("PUT", f"{RULES}/{{rule_id}}"): edit_rule,
    ("DELETE", f"{RULES}/{{rule_id}}"): delete_rule,
    ("POST", WORDS): new_words,
    ("PUT", f"{WORDS}/{{group_id}}"): edit_words,
    ("DELETE", f"{WORDS}/{{group_id}}"): delete_words,
    ("POST", IMPORTS): new_import,
    ("POST", f"{IMPORTS}/fetch"): fetch,
    ("POST", f"{IMPORTS}/{{import_id}}/run"): of_import("POST", "/run"),
    ("POST", f"{IMPORTS}/{{import_id}}/stop"): of_import("POST", "/stop"),
    ("DELETE", f"{IMPORTS}/{{import_id}}"): of_import("DELETE", ""),
    ("PUT", "/api/merchant/mappings/{name}"): lambda scene: scene.call("PUT", MAPPING, {"mapping": COLUMNS}),
    ("DELETE", "/api/merchant/mappings/{name}"): delete_mapping,
    ("POST", f"{RELEASES}/rollback"): of_release(""),
    ("POST", f"{RELEASES}/{{release_id}}/check"): of_release("/check"),
    ("POST", f"{RELEASES}/{{release_id}}/activate"): of_release("/activate", {"reason": None}),
    ("POST", TRAIN): train,
    ("POST", f"{TRAIN}/stop"): stop_training,
}


def unsafe() -> list[tuple[str, str]]:
    """All routes with which staff change something."""
    staff = (AGENT, MERCHANT, STAFF)
    return sorted((method, path) for method, path in routes() if method in UNSAFE and path.startswith(staff))


async def lines(office: Gateway) -> int:
    async with office.services.database.read() as session:
        return await session.scalar(select(func.count()).select_from(StaffAction))


def test_each_unsafe_route_is_called_below():
    missing = set(unsafe()) - CALLS.keys() - MERCHANTS.keys() - NOTHING_KEPT
    assert not missing, f"say in CALLS how to call these: {sorted(missing)}"
    assert CALLS.keys() | MERCHANTS.keys() | NOTHING_KEPT <= set(unsafe()), "a route that is gone"


@pytest.mark.parametrize(("method", "path"), sorted(CALLS), ids=lambda part: part)
async def test_it_leaves_a_line(office, desk, method, path):
    chat = await office.chat()
    ada = await desk("agent", "ada@shop.example")
    taken = await ada.call("POST", f"/api/agent/conversations/{chat.id}/take")
    scene = Scene(office, ada, chat, taken.json()["lease"])
    await scene.ready()
    await CALLS[method, path](scene)
    assert await lines(office) == scene.before + 1
    async with office.services.database.read() as session:
        line = await session.scalar(select(StaffAction).order_by(StaffAction.id.desc()).limit(1))
    assert line.actor == "ada@shop.example"
    assert "." in line.action


@pytest.mark.parametrize(("method", "path"), sorted(MERCHANTS), ids=lambda part: part)
async def test_so_does_what_a_merchant_changes(office, desk, method, path):
    mira = await desk("merchant", "mira@shop.example")
    scene = Scene(office, mira, await office.chat(), lease=0)
    await scene.ready()
    await MERCHANTS[method, path](scene)
    assert await lines(office) == scene.before + 1


@pytest.mark.parametrize("command", ["add", "remove"])
async def test_so_do_the_commands(office, command):
    if command == "remove":
        await office.services.staff.add("bob@shop.example", "agent", PASSWORD)
    before = await lines(office)
    if command == "add":
        await office.services.staff.add("bob@shop.example", "agent", PASSWORD)
    else:
        await office.services.staff.remove("bob@shop.example")
    assert await lines(office) == before + 1
