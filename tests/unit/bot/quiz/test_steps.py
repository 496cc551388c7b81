"""The quiz over the demo catalog and random ones: true counts, narrowing, changes, skipping."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.questions import ForWhom, load_quiz
from bot.quiz.steps import ANY_PRICE, FEW, MOST_OPTIONS, QuizSteps, Step
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Product
from catalog_index.search import GiftSearch
from tests.support.catalog import demo_search, gift, search_over
from tests.support.strategies import catalogs

NOTHING = GiftBrief()
Answers = list[tuple[str, str | None]]


@cache
def demo() -> QuizSteps:
    return QuizSteps(load_quiz(), demo_search())


def step_of(*answers: tuple[str, str | None], for_whom: ForWhom = "someone", known: GiftBrief = NOTHING) -> Step:
    return demo().after(for_whom, known, answers)


def ids(step: Step) -> list[str]:
    return [offer.id for offer in step.offers]


def walk(quiz: QuizSteps, search: GiftSearch, for_whom: ForWhom, choose: random.Random, skips: float) -> Step:
    """Take a quiz to its end, looking at every step."""
    answers: Answers = []
    before = search.count(quiz.after(for_whom, NOTHING, []).brief)
    while True:
        step = quiz.after(for_whom, NOTHING, answers)
        assert step.count == search.count(step.brief) <= before
        assert len(step.given) == len(answers) <= step.steps <= load_quiz().most_steps[for_whom]
        if step.question is None:
            return step
        assert 2 <= len(step.offers) <= MOST_OPTIONS
        for offer in step.offers:
            assert 0 < offer.count == search.count(offer.brief) <= step.count
            assert set(search.fitting_rows(offer.brief)) <= set(search.fitting_rows(step.brief))
        before = step.count
        answer = None if choose.random() < skips else choose.choice(step.offers).id
        answers.append((step.question, answer))


@pytest.mark.parametrize("for_whom", ["someone", "myself"])
@pytest.mark.parametrize("seed", range(12))
def test_every_walk_through_the_demo_catalog_narrows_truly(for_whom: ForWhom, seed: int) -> None:
    end = walk(demo(), demo_search(), for_whom, random.Random(seed), skips=0.15 if seed % 2 else 0)
    assert end.count > 0
    if not seed % 2:
        assert end.count < 60


@given(catalogs(most=25), st.integers(0, 99), st.sampled_from(["someone", "myself"]))
@settings(max_examples=60, deadline=None)
def test_any_catalog(shop: list[Product], seed: int, for_whom: ForWhom) -> None:
    search = search_over(*shop)
    walk(QuizSteps(load_quiz(), search), search, for_whom, random.Random(seed), skips=0.2)


def test_the_first_question_is_whom_it_is_for() -> None:
    step = step_of()
    assert step.question == "who"
    assert step.count == demo_search().count(NOTHING)
    assert step_of(for_whom="myself").question == "vibe"
    assert step_of(for_whom="myself").brief.relationship == "myself"


def test_age_is_asked_of_a_child_only() -> None:
    child = step_of(("who", "child"))
    assert "age" in [child.question, *(item.question for item in walked("child"))]
    offers = demo().after("someone", NOTHING, [("who", "child")])
    assert offers.question is not None
    for who in ("partner", "friend", "grandparents"):
        assert "age" not in [item.question for item in walked(who)]


def walked(who: str) -> tuple:
    answers: Answers = [("who", who)]
    while (step := step_of(*answers)).question:
        answers.append((step.question, step.offers[0].id))
    return step.given


def test_no_grown_up_is_a_child() -> None:
    answers: Answers = [("who", "child")]
    while (step := step_of(*answers)).question != "age":
        answers.append((str(step.question), None))
    assert "adult" not in ids(step)
    assert len(ids(step)) > 3


def test_taste_asks_one_interest_of_the_answer_before() -> None:
    vibe = step_of(("who", "friend"), ("vibe", "kitchen"))
    assert len(vibe.brief.interests) > 2
    taste = step_of(("who", "friend"), ("vibe", "kitchen"), ("taste", vibe.brief.interests[0]))
    assert taste.brief.interests == vibe.brief.interests[:1]
    skipped = step_of(("who", "friend"), ("vibe", None))
    assert skipped.brief.interests == []
    assert skipped.question != "taste"
    assert step_of(("who", "friend"), ("taste", "tea")).given[1:] == ()


def test_a_changed_answer_keeps_what_still_holds() -> None:
    first = vibe_then_taste("kitchen")
    changed = step_of(("who", "child"), *first[1:])
    assert [item.question for item in changed.given][:3] == ["who", "vibe", "taste"]
    other = step_of(("who", "friend"), ("vibe", "stage"), *first[2:])
    # What kitchens have is no taste of a stage: that question is open again.
    assert "taste" not in [item.question for item in other.given]
    assert other.brief.interests != first


def vibe_then_taste(vibe: str) -> Answers:
    step = step_of(("who", "friend"), ("vibe", vibe))
    return [("who", "friend"), ("vibe", vibe), ("taste", step.brief.interests[0]), ("budget", ANY_PRICE)]


def test_nobody_can_answer_what_was_not_offered() -> None:
    strange = step_of(("who", "dragon"), ("nonsense", "x"), ("vibe", "<script>"), ("budget", "1e9"))
    assert strange.given == ()
    assert strange.brief == NOTHING
    twice = step_of(("who", "friend"), ("who", "mother"))
    assert twice.brief.relationship == "friend"


def test_what_the_chat_knows_is_not_asked() -> None:
    known = GiftBrief(relationship="niece", age=AgeRange(min=8, max=8), budget=Budget(max=40), exclude=["wool"])
    answers: Answers = []
    while (step := step_of(*answers, known=known)).question:
        assert step.question in ("vibe", "taste", "avoid")
        answers.append((step.question, step.offers[0].id))
        assert "wool" in step.brief.exclude
    assert step.brief.relationship == "niece"
    assert step.brief.budget == known.budget


def test_few_gifts_end_the_quiz() -> None:
    shop = [gift(f"p{i}", f"Tea thing{i} sort{i}", 10 + i, interests=("tea",)) for i in range(FEW)]
    quiz = QuizSteps(load_quiz(), search_over(*shop))
    assert quiz.after("someone", NOTHING, []).question is None


def test_an_empty_catalog() -> None:
    step = QuizSteps(load_quiz(), search_over()).after("someone", NOTHING, [])
    assert (step.question, step.count, step.steps) == (None, 0, 0)


def test_a_shop_without_interest_labels() -> None:
    """Its answers are searched for by what they stand for."""
    teas = [gift(f"t{i}", f"Tea tea sort{i}", 10 + i) for i in range(6)]
    books = [gift(f"b{i}", f"Reading reading kind{i}", 20 + i) for i in range(6)]
    quiz = QuizSteps(load_quiz(), search_over(*teas, *books))
    step = quiz.after("myself", NOTHING, [])
    assert step.question == "vibe"
    counts = {offer.id: offer.count for offer in step.offers}
    assert (counts["kitchen"], counts["sofa"]) == (6, 6)
    assert "stage" not in counts


def test_to_leave_out_what_is_not_there_is_not_offered() -> None:
    wines = [gift(f"w{i}", f"Wine wine sort{i}", 10 + i, interests=("wine",)) for i in range(6)]
    balls = [gift(f"c{i}", f"Football ball{i}", 10 + i, interests=("football",)) for i in range(6)]
    quiz = QuizSteps(load_quiz(), search_over(*wines, *balls))
    answers: Answers = [("vibe", None), ("budget", None)]
    step = quiz.after("myself", NOTHING, answers)
    assert step.question == "avoid"
    assert {offer.id: offer.count for offer in step.offers} == {"alcohol": 6, "nothing": 12}
