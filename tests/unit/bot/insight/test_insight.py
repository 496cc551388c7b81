"""The figures against journeys that are known: who came how far, what was asked, what was missing."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.models import Conversation, Message
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.insight.export import PARTS, harmless, table
from bot.insight.gaps import ENOUGH, gaps, latest, order_rate
from bot.insight.questions import UnansweredQuestions
from bot.learning.models import Impression, Order, Receipt, Wish
from bot.texts import load_texts
from bot.visits.models import PageVisit
from bot.wishlist.models import WishlistItem

PATH = "/api/merchant/insight"
DAY = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # a Friday


def brief(*interests: str, most: float | None = None, **fields) -> dict:
    budget = {"min": None, "max": most, "currency": "USD"} if most else None
    return {"relationship": None, "age": None, "interests": list(interests), "exclude": [], "budget": budget, "occasion": None, **fields}  # fmt: skip


def talk(name: str, at: datetime = DAY) -> Conversation:
    return Conversation(
        id=name,
        token_hash=name,
        brief={},
        created_at=at,
        updated_at=at,
        expires_at=at,
        last_seq=2,
        status="bot",
        lease=0,
    )


def said(name: str, text: str, answer: str) -> list[Message]:
    asked = Message(conversation_id=name, seq=1, role="shopper", body={"type": "text", "text": text}, created_at=DAY)
    told = Message(
        conversation_id=name, seq=2, role="bot", body={"type": "text", "text": answer}, reply_to=1, created_at=DAY
    )
    return [asked, told]


@pytest.fixture
async def journeys(office):
    """Five conversations: a bought, b clicked, c saved, d was shown nothing, e only opened; z was long before."""
    missed = load_texts("en").written("missed")[0]
    async with office.services.database.write() as session:
        session.add_all([talk(name) for name in "abcde"])
        session.add(talk("z", DAY - timedelta(days=90)))
        await session.flush()
        for name in "abcd":
            session.add_all(said(name, f"Hi from {name}", "Here you are" if name != "d" else missed))
        for page, name in (("/kids", "a"), ("/kids", "b"), ("/", "c")):
            session.add(PageVisit(conversation_id=name, url=f"https://shop.example{page}", title="", at=DAY))
        session.add(PageVisit(conversation_id="a", url="https://shop.example/later", title="", at=DAY))
        for number, name in enumerate("abc", 1):
            session.add(
                Receipt(id=number, at=DAY, conversation_id=name, seq=2, release="1", total=2, rules=[], candidates=[])
            )
            await session.flush()
            for place, product in enumerate(("p1", "p2"), 1):
                session.add(
                    Impression(receipt_id=number, conversation_id=name, product_id=product, place=place, at=DAY)
                )
        session.add_all([Click(product_id="p1", clicked_at=DAY, conversation_id=name) for name in "ab"])
        session.add(WishlistItem(conversation_id="c", product_id="p2", added_at=DAY))
        session.add(
            Feedback(conversation_id="c", product_id="p2", verdict="not_for_us", reason="wrong_age", given_at=DAY)
        )
        line = {"product_id": "p1", "quantity": 1, "amount": "24.90"}
        for reference, state in (("1", "paid"), ("2", "cancelled")):
            session.add(Order(source="generic", reference=reference, state=state, ordered_at=DAY, told_at=DAY,
                              currency="USD", lines=[line], click=1, conversation_id="a"))  # fmt: skip
        session.add_all(
            [
                Wish(at=DAY, conversation_id="a", brief=brief("dinosaurs", most=40, relationship="niece"), fits=9),
                Wish(at=DAY, conversation_id="a", brief=brief("dinosaurs", most=60, relationship="niece"), fits=9),
                Wish(at=DAY, conversation_id="b", brief=brief("dinosaurs", occasion="christmas"), fits=9),
                Wish(at=DAY, conversation_id="d", brief=brief("Zithers", most=40, age={"min": 8, "max": 8}), fits=0),
            ]
        )


async def read(merchant, **span) -> dict:
    answer = await merchant.call("GET", PATH, params=span)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_funnel_counts_each_conversation_at_the_stages_it_came_to(journeys, merchant):
    found = await read(merchant)
    assert found["stages"] == ["opened", "asked", "shown", "kept", "clicked", "bought"]
    assert found["funnel"]["counts"] == [5, 4, 3, 3, 2, 1]
    assert [(one["source"], one["counts"]) for one in found["sources"]] == [
        ("", [2, 1, 0, 0, 0, 0]),
        ("/kids", [2, 2, 2, 2, 2, 1]),
        ("/", [1, 1, 1, 1, 0, 0]),
    ]
    assert found["sales"] == [{"orders": 1, "amount": 24.9, "currency": "USD"}]
    assert (found["orders_told"], found["since"], found["until"]) == (True, "2026-10-27", "2026-11-23")


async def test_what_is_asked_for_counts_conversations_not_corrections(journeys, merchant):
    asked = (await read(merchant))["asked"]
    assert asked["interests"] == [{"name": "dinosaurs", "count": 2}, {"name": "zithers", "count": 1}]
    assert asked["relationships"] == [{"name": "niece", "count": 1}]
    assert asked["occasions"] == [{"name": "christmas", "count": 1}]
    budgets = {one["name"]: one["count"] for one in asked["budgets"]}
    assert (budgets["up to 50"], budgets["up to 100"], budgets["any price"], budgets["over 200"]) == (2, 1, 1, 0)
    assert {one["name"]: one["count"] for one in asked["ages"]}["6-9"] == 1


async def test_when_they_come(journeys, merchant):
    when = (await read(merchant))["when"]
    assert when["hours"][4][15] == 5 and sum(map(sum, when["hours"])) == 5
    assert [day for day in when["days"] if day["count"]] == [{"name": "2026-11-20", "count": 5}]
    assert when["months"] == [{"name": "2026-10", "count": 0}, {"name": "2026-11", "count": 5}]
    assert len(when["days"]) == 28


async def test_gaps_never_clicked_unanswered_and_ratings(journeys, merchant):
    found = await read(merchant)
    [cell] = found["gaps"]["cells"]
    assert (cell["interest"], cell["budget"], cell["asked"], cell["none"], cell["weak"]) == (
        "zithers",
        "up to 50",
        1,
        1,
        0,
    )
    rate = order_rate(3, 1)
    assert (cell["lost_orders"], cell["lost_amount"]) == (round(rate, 3), round(rate * 40, 2))
    assert found["unclicked"] == [{"product_id": "p2", "title": "Dinosaur dig", "shown": 3, "kept": 1, "refused": 1}]
    assert [(one["text"], one["why"]) for one in found["unanswered"]] == [("Hi from d", "not understood")]
    assert found["ratings"]["not_for_us"] == [{"name": "wrong_age", "count": 1}]


async def test_another_span_has_other_figures_and_a_wrong_one_is_refused(journeys, merchant):
    found = await read(merchant, since="2026-08-01", until="2026-09-01")
    assert found["funnel"]["counts"] == [1, 0, 0, 0, 0, 0]
    assert found["gaps"]["cells"] == [] and found["unclicked"] == []
    assert (await merchant.call("GET", PATH, params={"since": "2026-11-24", "until": "2026-11-01"})).status_code == 422
    assert (await merchant.call("GET", PATH, params={"since": "2020-01-01"})).status_code == 422


@pytest.mark.parametrize("part", PARTS)
async def test_every_part_goes_out_as_csv(journeys, merchant, part):
    answer = await merchant.call("GET", f"{PATH}/{part}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{part}-2026-10-27-2026-11-23.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1 and len(rows) > 1


async def test_there_are_no_other_parts(merchant):
    assert (await merchant.call("GET", f"{PATH}/passwords.csv")).status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_starts_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    [[read_back, other]] = list(csv.reader(io.StringIO(table([[cell, 'a "b", c']]).removeprefix("\ufeff"), newline="")))
    assert (read_back, other) == (f"'{cell}", 'a "b", c')


@pytest.mark.parametrize("cell", ["a=b", "", -1, 2.5, None])
def test_other_cells_stay(cell):
    assert harmless(cell) == cell


def wish(fits: int, *interests: str, most: float | None = None, talk: str = "t") -> Wish:
    return Wish(id=1, conversation_id=talk, brief=brief(*interests, most=most), fits=fits)


def test_lost_demand_is_the_missing_choice_times_the_order_rate_times_the_budget():
    wishes = [wish(0, "a", most=100, talk="1"), wish(1, "a", most=60, talk="2"), wish(ENOUGH, "a", most=60, talk="3")]
    found = gaps(wishes, rate=0.1, usual_price=20)
    by_budget = {cell.budget: cell for cell in found.cells}
    assert set(by_budget) == {"up to 100"}
    cell = by_budget["up to 100"]
    assert (cell.asked, cell.none, cell.weak) == (3, 1, 1)
    assert cell.lost_orders == pytest.approx(0.1 * (1 + 2 / 3), abs=1e-3)
    assert cell.lost_amount == pytest.approx(0.1 * (100 + 60 * 2 / 3), abs=0.01)


def test_a_wish_for_two_things_is_one_order_and_without_a_budget_costs_what_is_usual():
    found = gaps([wish(0, "a", "b")], rate=0.1, usual_price=20)
    assert [(cell.interest, cell.lost_orders, cell.lost_amount) for cell in found.cells] == [
        ("a", 0.05, 1),
        ("b", 0.05, 1),
    ]


def test_a_wish_that_was_corrected_counts_as_it_was_last():
    wishes = [wish(0, "a", most=10), wish(5, "a", most=50), wish(0, "a", most=10, talk="u")]
    assert [(item.conversation_id, item.fits) for item in latest(wishes)] == [("t", 5), ("u", 0)]


def test_the_order_rate_is_drawn_to_the_usual_until_much_is_known():
    assert order_rate(0, 0) == pytest.approx(0.03)
    assert order_rate(10_000, 1_000) == pytest.approx(0.1, abs=0.001)


def test_what_the_bot_says_without_an_answer_is_known():
    texts = load_texts("en")
    questions = UnansweredQuestions(texts)
    assert questions.why(texts("policy.unknown")) == "the shop's pages don't say"
    assert questions.why(texts("missed_opening.0", amount="$50")) == "not understood"
    assert questions.why("Here are 4 of 12 gifts.") is None
    answers = [(DAY, "Do you gift-wrap?", texts("policy.unknown")), (DAY, "do you gift-wrap?", texts("policy.unknown"))]
    assert len(questions.find(answers, 5)) == 1
