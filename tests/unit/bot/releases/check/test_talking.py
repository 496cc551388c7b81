"""The dialogue part of the gate: what counts as read in another way, and which turns turned wrong."""

from __future__ import annotations

import json

import httpx
import pytest

from bot.evaluation.answer import Answer
from bot.evaluation.briefs import Judged, Read
from bot.evaluation.compare import FIELDS
from bot.evaluation.talk import Played
from bot.releases.check import talking
from bot.releases.check.errors import CheckError
from bot.releases.check.shadow import Shadow
from bot.releases.check.talking import Heard, Material, compare_dialogue, hear, load_material
from bot.settings import load_settings
from tests.support.catalog import gift
from tests.unit.bot.releases.check.conftest import judged

EMPTY = {field: [] if field in ("interests", "exclude") else None for field in FIELDS}
GOLDEN = """
- id: thanks
  about: manners
  turns:
    - say: "gift for my mum"
      brief: {relationship: mother}
    - say: "thank you"
      kind: small_talk
"""
PLACE = Shadow("http://gateway", "http://rasa", "secret")


@pytest.fixture
def material(tmp_path) -> Material:
    (tmp_path / "golden").mkdir()
    (tmp_path / "golden/own.yml").write_text(GOLDEN, encoding="utf-8")
    lines = [judged("a", {"relationship": "mother"}), judged("b", {"interests": ["tea"]})]
    (tmp_path / "briefs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return load_material(tmp_path)


def heard(material: Material, briefs: dict | None = None, intents: dict | None = None, wrong: list | None = None):
    read = {one.id: {**EMPTY, **one.brief, **(briefs or {}).get(one.id, {})} for one in material.judged}
    said = {name: (intents or {}).get(name, "inform") for name, _ in material.sayings}
    return Heard(read, said, 1.0 if briefs is None else 0.9, [wrong or [[], []]])


def figures(found) -> dict:
    return {figure.name: (figure.before, figure.after) for figure in found}


def test_equal_releases_differ_in_nothing(material):
    dialogue, found = compare_dialogue(material, heard(material), heard(material))
    assert (dialogue.messages, dialogue.turns) == (2, 2)
    assert (dialogue.fields_changed, dialogue.intents_changed, dialogue.turned_wrong) == (0, 0, 0)
    assert figures(found) == {"brief fields right": (1.0, 1.0), "golden turns right": (1.0, 1.0)}


def test_what_is_read_in_another_way_is_named_wrong_first(material):
    after = heard(material, {"a": {"relationship": "aunt"}, "b": {"interests": ["teas"]}}, {"b": "ask_shop"})
    dialogue, found = compare_dialogue(material, heard(material), after)
    assert [(one.id, one.field, one.right_before, one.right_after) for one in dialogue.fields] == [
        ("a", "relationship", True, False),
        ("b", "interests", True, True),  # the same label in the plural is no mistake
    ]
    assert [(one.id, one.before, one.after) for one in dialogue.intents] == [("b", "inform", "ask_shop")]
    assert figures(found)["brief fields right"] == (1.0, 0.9)


def test_turns_that_turned_wrong_come_with_their_mistakes(material):
    before, after = heard(material, wrong=[[], ["no answer"]]), heard(material, wrong=[["kind: cards"], []])
    dialogue, found = compare_dialogue(material, before, after)
    assert (dialogue.turned_wrong, dialogue.turned_right) == (1, 1)
    assert [(one.turn, one.right_after, one.problems) for one in dialogue.turn_lines] == [
        (1, False, ["kind: cards"]),
        (2, True, ["no answer"]),
    ]
    assert figures(found)["golden turns right"] == (0.5, 0.5)


def test_conversations_alone_are_compared_where_the_models_are_the_same(material):
    one = Heard({}, {}, None, [[[], []]])
    dialogue, found = compare_dialogue(material, one, one)
    assert (dialogue.messages, dialogue.turns) == (0, 2)
    assert list(figures(found)) == ["golden turns right"]


async def test_a_release_is_heard_over_its_own_gateway_and_rasa(material, tmp_path, monkeypatch):
    asked: list[httpx.Request] = []

    async def briefs(url, batch, *, at_once, cards):
        assert (url, cards) == (PLACE.url, False)
        return [Read(one, {**EMPTY, **one.brief}, []) for one in batch]

    async def play(url, golden, *, at_once):
        card = {"product_id": "pot"}
        answer = Answer([{"type": "product_cards", "text": "", "items": [card]}], {**EMPTY}, [], [], "")
        return [Played(talk, [answer, answer]) for talk in golden]

    def parse(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"intent": {"name": "inform"}})

    client = httpx.AsyncClient
    monkeypatch.setattr(talking, "ask_all", briefs)
    monkeypatch.setattr(talking, "play_all", play)
    monkeypatch.setattr(
        talking.httpx, "AsyncClient", lambda **given: client(**given, transport=httpx.MockTransport(parse))
    )
    version = tmp_path / "version"
    version.mkdir()
    lines = [json.dumps(one.to_json()) for one in (gift("pot", "Teapot"), gift("saw"))]
    (version / "products.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = []
    found = await hear(PLACE, material, version, reading=True, done=lambda *told_of: told.append(told_of))
    assert set(found.briefs) == {"a", "b"}
    assert found.intents == {"a": "inform", "b": "inform", "thanks-1": "inform", "thanks-2": "inform"}
    assert found.share == 1.0
    # The relationship was not read, and cards are no small talk.
    assert [bool(problems) for problems in found.mistakes[0]] == [True, True]
    assert {request.url.params["token"] for request in asked} == {"secret"}
    assert ("read", 2, 2) in told
    assert ("talk", 1, 1) in told


async def test_a_release_that_does_not_answer_is_no_verdict(material, tmp_path, monkeypatch):
    async def nobody(url, golden, *, at_once):
        raise httpx.ConnectError("refused")

    monkeypatch.setattr(talking, "play_all", nobody)
    with pytest.raises(CheckError, match="does not answer"):
        await hear(PLACE, material, tmp_path, reading=False, done=lambda *_: None)


def test_the_golden_conversations_that_ship_can_be_read():
    material = load_material(load_settings().release_judged_dir)
    assert len(material.golden) >= 9
    assert len(material.judged) > 400
    assert not any(isinstance(one, Judged) and not one.text for one in material.judged)


def test_a_folder_without_judged_messages_is_an_error(tmp_path):
    with pytest.raises(CheckError, match="can't be read"):
        load_material(tmp_path)
