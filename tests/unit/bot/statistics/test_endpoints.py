"""GET /api/agent/statistics: who sees what, and which days."""

from __future__ import annotations

import pytest

from tests.support.gateway import running_gateway
from tests.unit.bot.ratings.test_ratings import INBOX, help_out, rate

PATH = "/api/agent/statistics"


@pytest.fixture
async def team(office, desk):
    """Ada has closed one conversation, Bob another; both were rated."""
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    for who, score, comment in ((ada, 5, "lovely"), (bob, 2, "slow")):
        chat = await office.chat()
        seq = (await help_out(who, chat, "close", "Hi."))["seq"]
        await rate(chat, seq, score=score, comment=comment)
    return ada, bob


async def test_who_would_rather_not_say_was_asked_and_gave_nothing(office, team):
    ada, _ = team
    chat = await office.chat()
    await rate(chat, (await help_out(ada, chat, "close", "Hi."))["seq"], score=None)
    found = (await ada.call("GET", PATH)).json()
    ratings = found["team"]["total"]["ratings"]
    assert (ratings["asked"], ratings["given"], ratings["mean"]) == (3, 2, 3.5)
    assert len(found["remarks"]) == 1


async def test_an_agent_sees_the_team_s_totals_and_only_their_own_figures(team):
    ada, _ = team
    found = (await ada.call("GET", PATH)).json()
    assert (found["team"]["total"]["closed"], found["team"]["total"]["ratings"]["mean"]) == (2, 3.5)
    assert [(agent["name"], agent["total"]["closed"]) for agent in found["agents"]] == [("ada", 1)]
    assert [(remark["agent"], remark["comment"]) for remark in found["remarks"]] == [("ada", "lovely")]
    assert "slow" not in str(found["agents"]) + str(found["remarks"])


async def test_a_merchant_sees_everybody(team, desk):
    merchant = await desk("merchant")
    found = (await merchant.call("GET", PATH)).json()
    assert [(agent["name"], agent["total"]["ratings"]["mean"]) for agent in found["agents"]] == [("ada", 5), ("bob", 2)]
    assert {remark["comment"] for remark in found["remarks"]} == {"lovely", "slow"}


async def test_the_last_four_weeks_are_shown_unless_told_otherwise(team):
    ada, _ = team
    found = (await ada.call("GET", PATH)).json()
    assert len(found["team"]["days"]) == 28
    assert found["team"]["days"][-1]["day"] == found["until"]
    assert found["team"]["days"][-1]["closed"] == 2
    one = (await ada.call("GET", PATH, params={"since": found["until"], "until": found["until"]})).json()
    assert (len(one["team"]["days"]), one["team"]["total"]["closed"]) == (1, 2)


async def test_other_days_have_other_figures(office, team):
    ada, _ = team
    found = (await ada.call("GET", PATH, params={"since": "2020-01-01", "until": "2020-01-31"})).json()
    assert (len(found["team"]["days"]), found["team"]["total"]["closed"], found["remarks"]) == (31, 0, [])


@pytest.mark.parametrize(
    "days",
    [
        {"since": "2026-11-02", "until": "2026-11-01"},
        {"since": "2020-01-01", "until": "2026-01-01"},
        {"since": "0001-01-01", "until": "0001-01-01"},
        {"until": "9999-12-31"},
        {"since": "yesterday"},
    ],
)
async def test_days_that_make_no_span_are_refused(team, days):
    ada, _ = team
    assert (await ada.call("GET", PATH, params=days)).status_code == 422


async def test_the_wait_is_measured_up_to_the_first_reply(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        chat, ada = await office.chat(), await desk(gateway=office)
        await chat.say("a person please")
        with office.services.office.listen():
            await office.services.waiting.enter(chat.id)
        await help_out(ada, chat, "close", "Hi.")
        found = (await ada.call("GET", PATH)).json()["team"]["total"]
        assert (found["asked"], found["answered"], found["response"]["count"]) == (1, 1, 1)
        assert 0 <= found["response"]["median"] <= found["resolution"]["median"]


async def test_an_erased_conversation_is_in_no_figure(office, team, desk):
    ada, _ = team
    chat = await office.chat()
    await help_out(ada, chat, "close", "Hi.")
    before = (await ada.call("GET", PATH)).json()["team"]["total"]["closed"]
    assert (await chat.http.delete(chat.path, headers=chat.headers)).status_code == 204
    assert (await ada.call("GET", PATH)).json()["team"]["total"]["closed"] == before - 1
    assert (await ada.call("GET", f"{INBOX}/{chat.id}")).status_code == 404
