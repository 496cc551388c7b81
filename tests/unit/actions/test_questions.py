"""Which question comes next, and when it is time to show gifts."""

from __future__ import annotations

import time

import pytest

from actions import context as module
from actions.questions import effect, enough, likely_ages, narrowing_question, next_question
from actions.slots import GiftState
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.catalog import demo_products, gift

AGE, BUDGET = AgeRange(min=8, max=8), Budget(max=40)
SHOWN = GiftState(seen={})


@pytest.mark.parametrize(
    ("parts", "asks", "ready"),
    [
        ({}, 0, False),
        ({}, 9, False),
        ({"interests": ["tea"]}, 0, False),
        ({"relationship": "niece", "interests": ["tea"]}, 0, True),
        ({"interests": ["tea"], "budget": BUDGET}, 0, True),
        ({"relationship": "niece", "age": AGE}, 0, False),
        ({"relationship": "niece", "age": AGE, "budget": BUDGET}, 0, True),
        ({"relationship": "niece", "age": AGE, "budget": Budget()}, 0, False),
        ({"relationship": "niece"}, 1, False),
        ({"relationship": "niece"}, 2, True),
    ],
)
def test_when_gifts_are_shown(parts: dict[str, object], asks: int, ready: bool) -> None:
    assert enough(GiftBrief(**parts), GiftState(asks=asks)) is ready


def test_gifts_are_shown_to_who_asks_for_them_and_from_then_on() -> None:
    assert enough(GiftBrief(), GiftState(hurry=True))
    assert enough(GiftBrief(), SHOWN)
    assert enough(GiftBrief(), GiftState(page=["tea"]))


def shop(monkeypatch: pytest.MonkeyPatch, *products: object) -> None:
    monkeypatch.setattr(module, "_context", Stage(*products).context)  # type: ignore[arg-type]


@pytest.fixture
def _prices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop where only prices differ: from 5 to 200."""
    shop(monkeypatch, *(gift(f"g{n}", price=5 * n, interests=("tea",)) for n in range(1, 41)))


@pytest.fixture
def _ages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop where only ages differ."""
    shop(monkeypatch, *(gift(f"g{n}", interests=("tea",), age_min=n // 2, age_max=n // 2 + 2) for n in range(30)))


@pytest.fixture
def _interests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop where only interests differ."""
    shop(monkeypatch, *(gift(f"g{n}", interests=(f"interest {n % 5}",)) for n in range(40)))


@pytest.fixture
def _alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop where nothing differs."""
    shop(monkeypatch, *(gift(f"g{n}", interests=("tea",)) for n in range(40)))


@pytest.mark.parametrize(
    ("fixture", "question"), [("_prices", "budget"), ("_ages", "age"), ("_interests", "interests"), ("_alike", None)]
)
def test_the_question_that_narrows_most_comes_first(
    request: pytest.FixtureRequest, fixture: str, question: str | None
) -> None:
    request.getfixturevalue(fixture)
    assert next_question(GiftBrief(relationship="niece"), GiftState()) == question


@pytest.mark.usefixtures("_ages")
@pytest.mark.parametrize("brief", [GiftBrief(relationship="colleague"), GiftBrief(occasion="wedding")])
def test_grown_ups_are_not_asked_for_their_age(brief: GiftBrief) -> None:
    assert next_question(brief, GiftState()) != "age"


@pytest.mark.usefixtures("_prices")
def test_what_is_known_or_was_skipped_is_not_asked() -> None:
    assert next_question(GiftBrief(relationship="niece", budget=BUDGET), GiftState()) is None
    assert next_question(GiftBrief(relationship="niece"), GiftState(skipped=["budget"])) is None


@pytest.mark.usefixtures("stage")
def test_who_it_is_for_comes_first_where_nothing_is_known() -> None:
    assert next_question(GiftBrief(), GiftState()) == "relationship"
    assert next_question(GiftBrief(), GiftState(skipped=["relationship"])) == "interests"


@pytest.mark.usefixtures("_prices")
def test_beneath_cards_a_question_is_put_twice_at_most() -> None:
    brief = GiftBrief(relationship="niece", interests=["tea"])
    assert narrowing_question(brief, SHOWN) == "budget"
    assert narrowing_question(brief, GiftState(seen={}, put=["budget", "budget"])) is None
    # Where all that fits is shown already, no question helps.
    few = brief.model_copy(update={"exclude": ["tea"]})
    assert narrowing_question(few, SHOWN) is None


@pytest.mark.usefixtures("_prices")
def test_what_an_answer_does() -> None:
    # 30, 60 and 85 % of 5, 10 ... 200 cost less than 63.5, 122 and 170.75: steps of 75, 150 and 200 keep 15, 30, 40.
    found = effect(GiftBrief(), GiftState(), "budget")
    assert found is not None
    assert found.now == 40
    # Whoever means one of the 15 gives any of three answers, of the next 15 any of two, of the last 10 the last.
    chances = [15 / 3, 15 / 3 + 15 / 2, 15 / 3 + 15 / 2 + 10]
    assert found.left == pytest.approx(
        sum(chance * kept for chance, kept in zip(chances, (15, 30, 40), strict=True)) / 40
    )
    assert effect(GiftBrief(budget=BUDGET), GiftState(), "budget") is None


@pytest.mark.usefixtures("_ages")
def test_ages_that_nothing_is_left_for_are_not_offered() -> None:
    # Gifts for 0 to 2, 1 to 3 ... 14 to 16 years: none for a teenager of 13 to 17, none for grown-ups.
    assert likely_ages(GiftBrief()) == ["baby", "toddler", "preschool", "school", "tween"]
    assert likely_ages(GiftBrief(), 2) == ["baby", "toddler"]
    assert likely_ages(GiftBrief(relationship="sister"), 2) == ["school", "tween"]


def test_choosing_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    shop(monkeypatch, *demo_products())
    next_question(GiftBrief(relationship="niece"), GiftState())
    started = time.perf_counter()
    for _ in range(5):
        next_question(GiftBrief(relationship="niece"), GiftState())
    assert (time.perf_counter() - started) / 5 < 0.1  # 1 ms on a quiet machine
