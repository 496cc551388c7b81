"""Rules and synonyms through the merchants' calls: kept, logged, at work at once, looked at beforehand."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.staff.models import StaffAction
from bot.steering.schemas import RuleBody
from bot.steering.service import SteeringService
from catalog_index.brief import GiftBrief

RULES, SYNONYMS, PREVIEW = "/api/merchant/rules", "/api/merchant/synonyms", "/api/merchant/preview"
DINO = GiftBrief(interests=["dinosaurs"])
EXCLUDE = {"name": "No digs", "action": "exclude", "products": ["dino"]}
PIN = {"name": "Masks first", "action": "pin", "products": ["dino3"]}


async def made(merchant, path: str, body: dict) -> dict:
    answer = await merchant.call("POST", path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def lines(office) -> list[tuple[str, str, dict]]:
    query = select(StaffAction).where(StaffAction.action.startswith("steering.")).order_by(StaffAction.id)
    async with office.services.database.read() as session:
        return [(line.actor, line.action, line.details) for line in await session.scalars(query)]


async def test_a_rule_acts_from_the_next_answer_on_until_it_is_gone(office, catalog, merchant):
    rule = await made(merchant, RULES, EXCLUDE)
    assert (rule["products_named"], rule["edited_by"]) == (1, "merchant@shop.example")
    assert "dino" not in catalog.shown(DINO)
    path = f"{RULES}/{rule['id']}"
    assert (await merchant.call("PUT", path, json={**EXCLUDE, "active": False})).status_code == 200
    assert "dino" in catalog.shown(DINO)
    assert (await merchant.call("PUT", path, json={**EXCLUDE, "brands": ["Dig Co"]})).json()["products_named"] == 2
    assert catalog.shown(DINO)[0] == "dino2"
    assert (await merchant.call("DELETE", path)).status_code == 204
    assert "dino" in catalog.shown(DINO)
    assert (await merchant.call("GET", RULES)).json() == []
    assert (await merchant.call("PUT", path, json=EXCLUDE)).status_code == 404
    assert (await merchant.call("DELETE", path)).status_code == 404
    logged = await lines(office)
    assert [action for _, action, _ in logged] == [
        "steering.rule.add",
        "steering.rule.edit",
        "steering.rule.edit",
        "steering.rule.delete",
    ]
    assert {actor for actor, _, _ in logged} == {"merchant@shop.example"}
    assert (logged[1][2]["before"]["active"], logged[1][2]["rule"]["active"]) == (True, False)


async def test_rules_act_in_their_order_which_can_be_changed(catalog, merchant):
    first, second = await made(merchant, RULES, PIN), await made(merchant, RULES, {**PIN, "products": ["dino2"]})
    assert catalog.shown(DINO)[:2] == ["dino3", "dino2"]
    order = await merchant.call("PUT", f"{RULES}/order", json={"ids": [second["id"], first["id"]]})
    assert order.status_code == 204
    assert catalog.shown(DINO)[:2] == ["dino2", "dino3"]
    assert [rule["id"] for rule in (await merchant.call("GET", RULES)).json()] == [second["id"], first["id"]]
    for wrong in ([first["id"]], [first["id"], first["id"]], [first["id"], 99]):
        assert (await merchant.call("PUT", f"{RULES}/order", json={"ids": wrong})).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x", "action": "pin"},
        {**PIN, "action": "delete"},
        {**PIN, "name": " "},
        {**PIN, "strength": 4},
        {**PIN, "yearly": True},
        {**PIN, "starts": "2026-12-02", "ends": "2026-12-01"},
        {**PIN, "when": {"budget_min": 50, "budget_max": 20}},
        {**PIN, "when": {"shoe_size": 44}},
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused(catalog, merchant, wrong):
    assert (await merchant.call("POST", RULES, json=wrong)).status_code == 422
    assert (await merchant.call("GET", RULES)).json() == []


async def test_there_are_only_so_many(merchant):
    for _ in range(3):
        await made(merchant, RULES, PIN)
    assert (await merchant.call("POST", RULES, json=PIN)).status_code == 422
    for word in ("a", "b"):
        await made(merchant, SYNONYMS, {"terms": [word, "tea"]})
    assert (await merchant.call("POST", SYNONYMS, json={"terms": ["c", "tea"]})).status_code == 422


async def test_synonyms_find_at_once_what_they_stand_for(office, catalog, merchant):
    brief = GiftBrief(interests=["brewing"])
    assert catalog.search.count(brief) == 0
    group = await made(merchant, SYNONYMS, {"terms": ["brewing", "tea"]})
    assert catalog.shown(brief)[0] == "tea"
    path = f"{SYNONYMS}/{group['id']}"
    assert (await merchant.call("PUT", path, json={"terms": ["steeping", "tea"]})).json()["terms"] == [
        "steeping",
        "tea",
    ]
    assert catalog.search.count(brief) == 0
    assert [item["id"] for item in (await merchant.call("GET", SYNONYMS)).json()] == [group["id"]]
    assert (await merchant.call("DELETE", path)).status_code == 204
    assert (await merchant.call("DELETE", path)).status_code == 404
    assert (await merchant.call("POST", SYNONYMS, json={"terms": ["alone"]})).status_code == 422
    assert [action for _, action, _ in await lines(office)] == [
        "steering.synonyms.add",
        "steering.synonyms.edit",
        "steering.synonyms.delete",
    ]


async def test_a_preview_shows_both_answers_and_changes_nothing(catalog, merchant):
    await made(merchant, RULES, EXCLUDE)
    asked = {"brief": DINO.model_dump(mode="json"), "draft": PIN}
    answer = await merchant.call("POST", PREVIEW, json=asked)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["excluded"] == ["dino"]
    assert "dino" in [line["product_id"] for line in found["without_rules"]]
    first = found["with_rules"][0]
    assert (first["product_id"], first["pinned"]) == ("dino3", True)
    before = [line["product_id"] for line in found["without_rules"]]
    assert first["before"] == before.index("dino3") + 1
    assert [(rule["id"] > 0, rule["action"]) for rule in found["acting"]] == [(True, "exclude"), (False, "pin")]
    assert (found["total_with"], found["total_without"]) == (2, 3)
    # The draft is not in force.
    assert not any(hit.pinned for hit in catalog.search.search(DINO).hits)
    assert len((await merchant.call("GET", RULES)).json()) == 1


async def test_a_preview_looks_at_another_day_and_at_a_changed_rule(merchant):
    rule = await made(merchant, RULES, {**EXCLUDE, "starts": "2026-12-01", "ends": "2026-12-24"})

    async def excluded(**asked) -> list[str]:
        body = {"brief": {"interests": ["dinosaurs"]}, **asked}
        return (await merchant.call("POST", PREVIEW, json=body)).json()["excluded"]

    assert await excluded() == []
    assert await excluded(on="2026-12-01") == ["dino"]
    assert await excluded(draft=EXCLUDE, draft_for=rule["id"]) == ["dino"]
    assert await excluded(on="2026-12-01", draft={**EXCLUDE, "active": False}, draft_for=rule["id"]) == []


async def test_what_another_process_changes_is_seen_soon(office, catalog, merchant):
    member = (await office.services.staff.all())[0] if hasattr(office.services.staff, "all") else None
    other = SteeringService(office.services.database, office.services.settings, catalog=None)
    actor = member or type("Member", (), {"email": "x@shop.example"})()
    await other.add_rule(actor, RuleBody.model_validate(EXCLUDE))
    async with asyncio.timeout(10):
        while "dino" in catalog.shown(DINO):
            await asyncio.sleep(0.02)


async def test_the_catalog_says_what_rules_can_name(merchant):
    found = (await merchant.call("GET", "/api/merchant/vocabulary")).json()
    assert (found["brands"], found["interests"]) == (["Dig Co", "Pages"], ["dinosaurs", "tea"])
    assert {"niece", "colleague"} <= set(found["relationships"])


async def test_rules_are_there_before_the_first_answer(office, make_settings, catalog, merchant):
    await made(merchant, RULES, EXCLUDE)
    again = SteeringService(office.services.database, office.services.settings, catalog)
    catalog.search = catalog.plain
    await again.start()
    assert "dino" not in catalog.shown(DINO)
    await again.stop()
