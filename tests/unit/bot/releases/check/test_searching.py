"""The search part of the gate: what it finds out about two catalogs, and which floors hold one back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from bot.db import utc_now
from bot.learning.models import Wish
from bot.releases.check.differences import bad_cards
from bot.releases.check.errors import CheckError
from bot.releases.check.floors import floors
from bot.releases.check.replay import replay
from bot.releases.check.report import CheckReport, Figure
from bot.releases.check.requests import Replayed, judged_requests
from bot.releases.check.searching import compare_catalogs
from bot.releases.gate import compared, quick_check
from bot.steering.models import SteeringRule
from catalog_index.brief import GiftBrief
from catalog_index.feeds.entry import DEMO_STORE_URL
from catalog_index.product import Money
from catalog_index.search import Hit, SearchResult
from tests.support.catalog import gift
from tests.unit.bot.releases.check.conftest import ENCODER, SHOP, sold_out

DIG, MASK, POT, SAW = SHOP


def figure(report: CheckReport, name: str) -> tuple[float | None, float | None]:
    return next((one.before, one.after) for one in report.figures if one.name == name)


def held(report: CheckReport) -> list[str]:
    return [floor.name for floor in report.floors if floor.held]


async def test_an_equal_catalog_passes_and_nothing_differs(check):
    report = await check(SHOP, SHOP)
    assert report.passed
    assert report.reasons == held(report) == []
    assert (report.requests.judged, report.requests.lost, report.requests.same_first) == (4, 0, 1.0)
    assert (report.products.vanished, report.products.new, report.products.risen) == (0, 0, [])
    assert figure(report, "requests with results") == (3, 3)


async def test_a_request_that_lost_all_results_is_named_and_holds_it_back(check):
    report = await check(SHOP, (DIG, MASK, SAW, gift("club", "Golf club", interests=("golf",))))
    assert not report.passed
    assert held(report) == ["requests without results"]
    (lost,), (gained,) = report.requests.lost_lines, report.requests.gained_lines
    assert (lost.id, lost.before, lost.after, lost.titles) == ("tea", 1, 0, ["Teapot"])
    assert (gained.id, gained.before, gained.after, gained.titles) == ("golf", 0, 1, ["Golf club"])
    assert report.reasons == ["1 of 3 requests that found something find nothing (33.3%)"]
    assert (await check(SHOP, (DIG, MASK, SAW), release_floor_lost=0.34)).passed


async def test_what_vanished_says_why_and_how_often_it_was_shown(check):
    report = await check(SHOP, (DIG, sold_out(MASK), POT))
    found = {line.product_id: (line.why, line.shown) for line in report.products.vanished_lines}
    # The mask stood in the answers of "dino" and "any".
    assert found == {"mask": ("out_of_stock", 2), "saw": ("gone", 0)}
    assert report.products.vanished == 2
    assert [line.product_id for line in report.products.fallen] == ["mask"]
    assert figure(report, "products to be had") == (4, 2)


async def test_more_than_half_of_the_products_gone_holds_it_back(check):
    others = [gift(f"p{number}", f"Thing {number}") for number in range(6)]
    assert (await check((*SHOP, *others), (*SHOP, others[0]), release_floor_lost=1)).passed
    assert held(await check((*SHOP, *others), SHOP, release_floor_lost=1)) == ["products down"]


@pytest.mark.parametrize("factor", [100, 0.01])
async def test_prices_a_hundred_times_off_hold_it_back(check, factor):
    wrong = [gift(one.id, one.title, float(one.price.amount) * factor, interests=one.interests) for one in SHOP]
    report = await check(SHOP, wrong, release_floor_lost=1)
    assert held(report) == ["prices moved"]
    assert report.floors[-1].found == pytest.approx(100)
    assert report.products.price_changed == 4
    dearer = [gift(one.id, one.title, float(one.price.amount) * 2, interests=one.interests) for one in SHOP]
    assert (await check(SHOP, dearer, release_floor_lost=1)).passed


async def test_links_that_lead_nowhere_hold_it_back_unless_they_did_before(check):
    dead = [replace(one, link="javascript:alert(1)") for one in SHOP]
    report = await check(SHOP, dead)
    assert held(report) == ["dead links"]
    assert {line.product_id for line in report.cards.lines} == {"dig", "mask", "pot"}
    assert figure(report, "dead links") == (0, 4)
    assert (await check(dead, dead)).passed


class Careless:
    """A search that forgets the budget."""

    filters = SimpleNamespace(currency="USD")

    def search(self, brief, **_) -> SearchResult:
        return SearchResult([Hit(one, 1.0) for one in (SAW, MASK, replace(DIG, price=Money(Decimal(5), "EUR")))], 3, 3)


def test_a_card_over_the_budget_is_seen_whatever_the_search_says(settings):
    request = Replayed("r", "judged", "up to 20", GiftBrief.model_validate({"budget": {"max": 20, "currency": "USD"}}))
    answers = list(replay(Careless(), [request], currency="USD", rates={}, done=lambda: None))
    cards = bad_cards([request], answers)
    assert (cards.shown, cards.over_budget) == (3, 2)
    assert [(line.product_id, line.problem) for line in cards.lines] == [
        ("saw", "45.00 USD is over the budget"),
        ("dig", "5.00 EUR is over the budget"),
    ]
    report = CheckReport(
        kind="quick",
        at=utc_now(),
        seconds=0,
        catalogs=("a", "b"),
        cards=cards,
        figures=[Figure(name="dead links", before=0, after=0), Figure(name="products", before=3, after=3)],
    )
    over, links = floors(settings, report, price_factor=1.0, few=True)
    assert (over.held, over.setting) == (True, "GIFTFINDER_RELEASE_FLOOR_OVER_BUDGET")
    assert not links.held


async def test_a_small_shop_is_being_set_up(check):
    report = await check(SHOP, (SAW,), release_floor_from=5)
    assert report.passed
    assert report.requests.lost == 3
    assert "Fewer than 5 products serve" in report.notes[0]
    dead = replace(SAW, link="nowhere")
    assert held(await check(SHOP, (dead,), release_floor_from=5)) == ["dead links"]


async def test_the_demo_gives_way_to_the_shops_own(check):
    demo = [replace(one, link=f"{DEMO_STORE_URL}/{one.id}") for one in SHOP]
    assert (await check(demo, (gift("own", "Own thing"),))).passed
    assert not (await check(demo, demo[:1])).passed


async def test_real_wishes_are_replayed_newest_first_each_once(settings, database, version):
    async with database.write() as session:
        for interest in ("tea", "gardening", "gardening", "dinosaurs"):
            session.add(Wish(at=utc_now(), brief={"interests": [interest]}, fits=1))
        session.add(Wish(at=utc_now(), brief={"interests": "not a list"}, fits=1))
    told = settings.model_copy(update={"release_sample": 2})
    catalogs = version(*SHOP), version(DIG, MASK, POT)
    report = (await compared(told, catalogs, encoder=ENCODER, tell=lambda *_: None)).report
    assert (report.requests.judged, report.requests.wishes) == (4, 2)
    (lost,) = report.requests.lost_lines
    assert (lost.source, lost.text, lost.titles) == ("wish", "gardening", ["Garden saw"])


async def test_the_merchants_rules_act_on_both_sides(settings, database, version):
    body = {"name": "No pots", "action": "exclude", "products": ["pot"]}
    async with database.write() as session:
        session.add(SteeringRule(position=1, body=body, edited_by="m@shop.example", edited_at=utc_now()))
    catalogs = version(*SHOP), version(DIG, MASK, SAW)
    report = (await compared(settings, catalogs, encoder=ENCODER, tell=lambda *_: None)).judged(settings)
    assert report.requests.lost == 0
    assert report.passed


def test_of_a_large_catalog_the_same_sample_is_searched_on_both_sides(settings, version):
    many = [gift(f"p{number}", f"Thing {number}", interests=("things",)) for number in range(400)]
    told = settings.model_copy(update={"release_check_products": 100})
    catalogs = version(*many), version(*many[:390])
    found = compare_catalogs(
        told, catalogs, judged_requests(settings.release_judged_dir), encoder=ENCODER, tell=lambda *_: None
    ).report
    assert found.sampled == 0.25
    assert figure(found, "products") == (400, 390)
    assert found.products.vanished == 10
    assert 0 < len(found.products.vanished_lines) < 10
    assert {line.product_id for line in found.products.vanished_lines} <= {f"p{n}" for n in range(390, 400)}
    assert found.requests.same_first > 0.9


def test_a_quick_check_needs_no_database_and_makes_none(settings, version):
    catalogs = version(*SHOP), version(*SHOP[:2])
    told: list[str] = []
    report = quick_check(
        settings, catalogs[1], catalogs[0], encoder=ENCODER, tell=lambda stage, done, total: told.append(stage)
    )
    assert (report.kind, report.catalogs) == ("quick", catalogs)
    assert report.reasons == ["1 of 3 requests that found something find nothing (33.3%)"]
    assert dict.fromkeys(told) == {"load": None, "replay": None}
    assert not (settings.var_dir / "giftfinder.db").exists()
    assert CheckReport.model_validate(report.to_json()) == report


def test_what_can_not_be_checked_is_no_verdict(settings, version):
    there = version(*SHOP)
    with pytest.raises(CheckError, match="can't be compared"):
        quick_check(settings, "20260101T000000Z-00000000", there, encoder=ENCODER)
    (settings.release_judged_dir / "briefs.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(CheckError, match=r"briefs.jsonl, line 1"):
        quick_check(settings, there, there, encoder=ENCODER)
