"""Releases through the merchants' calls: seen, let serve, taken back, checked; each change a line of the log."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from bot.db import utc_now
from bot.releases.check.report import CheckReport, Requests
from bot.releases.store import ReleaseStore
from bot.staff.models import StaffAction
from tests.support.gateway import FakeCatalog, running_gateway
from tests.support.releases import release_of, two_releases
from tests.unit.bot.staff.conftest import desk

__all__ = ["desk"]
PATH = "/api/merchant/releases"
WHY = "21 of 336 requests that found something find nothing (6.2%)"


def report(*reasons: str) -> dict:
    return CheckReport(
        kind="quick",
        at=utc_now(),
        seconds=1.5,
        catalogs=("a", "b"),
        requests=Requests(lost=len(reasons)),
        passed=not reasons,
        reasons=list(reasons),
    ).to_json()


@pytest.fixture
async def office(make_settings):
    async with running_gateway(make_settings(job_poll=0.01), FakeCatalog()) as running:
        yield running


@pytest.fixture
def store(office):
    return ReleaseStore(office.services.settings)


@pytest.fixture
async def merchant(desk):
    return await desk("merchant")


async def got(merchant, path: str = "") -> dict:
    answer = await merchant.call("GET", PATH + path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def logged(office) -> list[tuple[str, str, dict]]:
    query = select(StaffAction).where(StaffAction.action.startswith("release.")).order_by(StaffAction.id)
    async with office.services.database.read() as session:
        return [(line.action, line.subject, line.details) for line in await session.scalars(query)]


async def test_there_may_be_none_yet(merchant):
    assert await got(merchant) == {"active": None, "previous": None, "releases": [], "checking": None}
    for path in ("/20261123T091500Z-1a2b", "/..%2fx", "/x"):
        assert (await merchant.call("GET", PATH + path)).status_code == 404
    assert (await merchant.call("POST", f"{PATH}/rollback")).status_code == 409


async def test_a_held_release_serves_only_with_a_reason_which_is_kept(office, store, merchant):
    first, second = two_releases(office.services.settings)
    made = release_of(office.services.settings)
    store.note_check(made.id, report(WHY), passed=False)
    seen = await got(merchant, f"/{made.id}")
    assert (seen["state"], seen["needs_reason"], seen["may_activate"]) == ("held", True, True)
    assert seen["check"]["reasons"] == seen["report"]["reasons"] == [WHY]
    assert (seen["products"], seen["catalog_source"]) == (1, "test.csv")
    refused = await merchant.call("POST", f"{PATH}/{made.id}/activate", json={"reason": None})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:giftfinder:release-held")
    assert WHY in refused.json()["detail"]
    assert (await merchant.call("POST", f"{PATH}/{made.id}/activate", json={"reason": "  "})).status_code == 422
    assert store.active_id() == second
    assert await logged(office) == []
    let = await merchant.call("POST", f"{PATH}/{made.id}/activate", json={"reason": "A new range"})
    assert (let.status_code, let.json()["state"]) == (200, "serving")
    assert (let.json()["override"]["actor"], let.json()["override"]["reason"]) == (
        "merchant@shop.example",
        "A new range",
    )
    assert await logged(office) == [("release.activate", made.id, {"reason": "A new range", "held": True})]
    listed = await got(merchant)
    assert (listed["active"], listed["previous"]) == (made.id, second)
    assert [one["id"] for one in listed["releases"]] == [made.id, second, first]


async def test_one_that_passed_needs_none_and_a_rollback_takes_it_back(office, store, merchant):
    _, second = two_releases(office.services.settings)
    made = release_of(office.services.settings)
    store.note_check(made.id, report(), passed=True)
    assert (await merchant.call("POST", f"{PATH}/{made.id}/activate", json={})).status_code == 200
    back = await merchant.call("POST", f"{PATH}/rollback")
    assert (back.status_code, back.json()["id"], store.active_id()) == (200, second, second)
    assert [line[:2] for line in await logged(office)] == [("release.activate", made.id), ("release.rollback", second)]


async def test_a_release_whose_model_is_gone_can_not_serve(office, merchant):
    first, second = two_releases(office.services.settings)
    for path in office.services.settings.models_dir.iterdir():
        path.unlink()
    answer = await merchant.call("POST", f"{PATH}/{first}/activate", json={})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:giftfinder:release-not-possible")
    assert (await got(merchant))["active"] == second


async def test_a_check_is_a_job_that_is_followed_to_its_end(office, merchant):
    first, second = two_releases(office.services.settings)
    jobs = office.services.jobs
    jobs.spawn = lambda settings, job, lock: 0
    assert (await merchant.call("POST", f"{PATH}/{second}/check")).status_code == 409
    started = await merchant.call("POST", f"{PATH}/{first}/check")
    assert started.status_code == 202
    job = jobs.store.get(started.json()["job"])
    assert jobs.store.started(job).arguments == {"release": first}

    async def events() -> list[dict]:
        answer = await merchant.call("GET", f"{PATH}/{first}/check/events")
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.text.splitlines() if line.startswith("data: {") and "state" in line]
        return [json.loads(line.removeprefix("data: ")) for line in lines]

    assert (await events())[-1]["state"] == "failed"  # its process ended without a word
    jobs.store.finish(job, "check", ok=False, report={}, error="The model is not there.")
    assert (await events())[-1]["error"] == "The model is not there."
    jobs.store.finish(job, "check", ok=True, report={"passed": True})
    assert (await events())[-1] == {"state": "done", "progress": {}, "error": "", "passed": True}
    assert [line[0] for line in await logged(office)] == ["release.check"]
