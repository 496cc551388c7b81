"""Which answers are wrong, and how that is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.evaluation.answer import Answer
from bot.evaluation.conversation_report import ConversationReport, Judged
from bot.evaluation.conversations import Conversation, Turn
from bot.evaluation.judge import Judge
from bot.evaluation.kinds import Phrasebook
from bot.evaluation.talk import Played
from catalog_index.product import Money, Product

EMPTY: dict[str, Any] = {
    "relationship": None, "age": None, "interests": [], "exclude": [], "budget": None, "occasion": None,
}  # fmt: skip
PRODUCTS = {
    name: Product(
        id=name, title=title, description=about, price=Money(Decimal(price), "USD"), link="", age_min=low, age_max=high
    )
    for name, title, about, price, low, high in (
        ("dino", "Dinosaur Puzzle", "Wooden pieces.", "20.00", 3, 6),
        ("egg", "Egg Dig Kit", "Dig up a dinosaur.", "35.00", 6, 12),
        ("tea", "Tea Chest", "Nine teas and a wool cosy.", "50.00", 18, None),
    )
}
JUDGE = Judge(PRODUCTS, Phrasebook({"missed.0": "I didn't catch that."}))


def cards(*names: str) -> dict[str, Any]:
    return {"type": "product_cards", "text": "Here.", "items": [{"product_id": name} for name in names], "total": 9}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def answer(*replies: dict[str, Any], **rest: Any) -> Answer:
    return Answer(
        list(replies),
        EMPTY | rest.pop("brief", {}),
        rest.pop("recipients", []),
        rest.pop("listed", []),
        rest.pop("log", ""),
        **rest,
    )


def mistakes(*turns: tuple[dict[str, Any], Answer], brief: dict[str, Any] | None = None) -> list[str]:
    """The mistakes of the last turn."""
    expected = tuple(Turn("say", "x", turn.get("to", ""), EMPTY | (brief or {}), turn) for turn, _ in turns)
    played = Played(Conversation("c", "test", expected), [one for _, one in turns])
    return JUDGE.mistakes(played)[-1]


@pytest.mark.parametrize(
    ("expected", "shown", "problem"),
    [
        ({"least": 2}, ["dino", "egg"], None),
        ({"least": 3}, ["dino", "egg"], "cards: 2 instead of at least 3"),
        ({"most": 1}, ["dino", "egg"], "cards: 2 instead of at most 1"),
        ({"max_price": 30}, ["egg"], "above 30"),
        ({"min_price": 30}, ["dino"], "below 30"),
        ({"serves": ["dinosaurs"]}, ["dino", "egg"], None),
        ({"serves": ["dinosaurs"]}, ["tea"], "serves none"),
        ({"serves": ["dino*"]}, ["dino", "egg"], None),
        ({"each": ["dinosaur", "tea|coffee"]}, ["dino", "tea"], None),
        ({"each": ["dinosaur", "tea|coffee"]}, ["dino"], "none serves tea|coffee"),
        ({"none_of": ["wool"]}, ["tea"], "has 'wool'"),
        ({"titles": ["Kit", "Puzzle"]}, ["tea"], "title holds none"),
        ({"untitled": ["Kit"]}, ["egg"], "the title holds 'Kit'"),
        ({"free": True}, ["tea"], None),
    ],
)
def test_cards(expected: dict[str, Any], shown: list[str], problem: str | None) -> None:
    found = mistakes(({"kind": "cards", "cards": expected}, answer(cards(*shown))))
    assert (found == []) if problem is None else any(problem in one for one in found)


def test_cards_keep_to_the_expected_brief() -> None:
    brief = {"budget": 30, "age": 7}
    found = mistakes(({}, answer(cards("tea", "dino", "egg"), brief={})), brief=brief)
    assert "card “Tea Chest” (50.00): above 30" in found
    assert "card “Dinosaur Puzzle” (20.00): for ages 3 to 6" in found
    assert "card “Egg Dig Kit” (35.00): above 30" in found


def test_rows_are_held_against_those_before() -> None:
    first = ({}, answer(cards("egg", "dino")))
    assert mistakes(first, ({"cards": {"new": True}}, answer(cards("dino")))) != []
    assert mistakes(first, ({"cards": {"new": True}}, answer(cards("tea")))) == []
    assert mistakes(first, ({"cards": {"again": True}}, answer(cards("tea")))) != []
    assert mistakes(first, ({"cards": {"below": 1}}, answer(cards("dino")))) == []
    assert mistakes(first, ({"cards": {"below": 2}}, answer(cards("egg")))) != []
    assert mistakes(first, ({"cards": {"above": 1}}, answer(cards("tea")))) == []


def test_the_gift_that_is_meant() -> None:
    first = ({}, answer(cards("egg", "dino", "tea")))
    told = {"type": "product_details", "text": "More", "item": {"product_id": "dino"}}
    assert mistakes(first, ({"about": [2]}, answer(told))) == []
    assert mistakes(first, ({"about": [1]}, answer(told))) != []
    assert mistakes(first, ({"about": [-1]}, answer(text("Tea Chest is for tea.")))) == []
    both = {"type": "comparison", "text": "", "items": [{"product_id": "egg"}, {"product_id": "tea"}]}
    assert mistakes(first, ({"about": [1, 3], "kind": "comparison"}, answer(both))) == []
    assert mistakes(first, ({"saved": [2], "list": 1}, answer(text("Saved."), listed=["dino"]))) == []
    assert len(mistakes(first, ({"saved": [2], "list": 2}, answer(text("Saved."), listed=["egg"])))) == 2


def test_words_quotes_buttons_dates_and_secrets() -> None:
    policy = {"type": "policy", "text": "Yes", "title": "Returns", "quote": "Within 30 days.", "url": ""}
    assert mistakes(({"quote": ["return", "30"]}, answer(policy))) == []
    assert mistakes(({"quote": ["exchange"]}, answer(policy))) != []
    assert mistakes(({"says": ["sure|yes"]}, answer(policy))) == []
    assert mistakes(({"says": ["es"]}, answer(policy))) != []
    assert mistakes(({"says_not": ["yes"]}, answer(policy))) != []
    offer = {"type": "quick_replies", "text": "So?", "options": [{"title": "A person", "payload": "/hand_off"}]}
    assert mistakes(({"buttons": ["person", "/hand_off"]}, answer(offer))) == []
    assert mistakes(({"buttons": ["more"]}, answer(offer))) != []
    dated = {"type": "countdown", "text": "15 days", "date": "2026-12-25"}
    assert mistakes(({"countdown": "2026-12-25"}, answer(dated))) == []
    assert mistakes(({"countdown": "2026-12-24"}, answer(dated))) != []
    assert mistakes(({"masked": ["4111"]}, answer(text("Hidden."), log="card 4111"))) == ["'4111' is kept"]


def test_always_an_answer_never_the_same_apology_or_two_questions() -> None:
    sorry = answer(text("I didn't catch that."))
    assert mistakes(({}, answer())) == ["no answer"]
    assert mistakes(({}, sorry), ({}, sorry)) == ["the same apology twice in a row"]
    question = {"type": "quick_replies", "text": "Who?", "options": [{"title": "x", "payload": "/inform{}"}]}
    assert mistakes(({}, answer(question, question))) == ["two questions at once"]
    assert mistakes(({"kind": "cards"}, sorry)) == ["kind: ['apology'] instead of cards"]
    assert mistakes(({"never": "apology"}, sorry)) == ["kind: apology must not be"]
    assert mistakes(({"also": "cards"}, sorry)) == ["kind: cards is missing among ['apology']"]
    assert mistakes(({}, answer(text("x"), problem="no button"))) == ["no button"]


def test_whom_it_talks_about() -> None:
    sister, dad = {"id": 1, "label": "sister"}, {"id": 2, "label": "dad"}
    first = ({"to": "sister"}, answer(text("For her.")))
    right = answer(text("For him."), recipients=[sister, dad | {"current": True}])
    assert mistakes(first, ({"to": "father|dad", "recipients": 2}, right)) == []
    wrong = answer(text("For him."), recipients=[sister | {"current": True}])
    assert mistakes(first, ({"to": "father|dad", "recipients": 2}, wrong)) == [
        "recipients: ['sister'] instead of 2",
        "talks about 'sister' instead of 'father|dad'",
    ]


def test_the_report_counts_turns_and_tells_what_is_wrong() -> None:
    turns = (
        Turn("say", "niece, 8", "", EMPTY | {"relationship": "niece", "age": 8}, {"kind": "question"}),
        Turn("say", "dinosaurs", "", EMPTY, {"kind": "cards"}),
    )
    played = Played(Conversation("c", "test", turns), [answer(text("Who?")), answer(cards("dino"))])
    report = ConversationReport([Judged(played, [["kind: wrong"], []])])
    assert report.turns == 2 and report.share == 0.5
    assert report.median_to_cards == 2
    assert "c, turn 1, say: niece, 8\n    - kind: wrong\n    got: Who?" in "\n".join(report.wrong())
    assert "turns right: 1 of 2, 50.0%" in str(report)
