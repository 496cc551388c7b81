"""How a message changes the brief."""

from __future__ import annotations

from typing import Any

import pytest

from actions.brief_update import updated
from actions.message import Said
from actions.slots import GiftState
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.tracker import entities

pytestmark = pytest.mark.usefixtures("stage")

FULL = GiftBrief(
    relationship="niece",
    age=AgeRange(min=8, max=8),
    interests=["dinosaurs"],
    exclude=["candles"],
    budget=Budget(max=40),
    occasion="birthday",
)


def said(intent: str = "inform", text: str = "", **values: Any) -> Said:
    return Said(intent, text, entities(**values))


def budget(low: float | None, high: float | None, currency: str = "USD") -> dict[str, Any]:
    return {"min": low, "max": high, "currency": currency}


def test_one_sentence_gives_all() -> None:
    state = GiftState()
    brief = updated(
        GiftBrief(),
        state,
        said(
            relationship="niece",
            age={"min": 8, "max": 8},
            interest=["dinosaurs"],
            exclude=["candles"],
            budget=budget(None, 40),
            occasion="birthday",
        ),
    )
    assert brief == FULL
    assert state.gender == "female"


def test_interests_and_exclusions_add_up_in_order() -> None:
    brief = updated(FULL, GiftState(), said(interest=["tea", "dinosaurs"], exclude=["mugs"]))
    assert brief.interests == ["dinosaurs", "tea"]
    assert brief.exclude == ["candles", "mugs"]


def test_what_is_liked_is_no_longer_excluded_and_the_other_way_round() -> None:
    assert updated(FULL, GiftState(), said(interest="candles")).exclude == []
    assert updated(FULL, GiftState(), said(exclude="dinosaurs")).interests == []


def test_the_rest_stays() -> None:
    brief = updated(FULL, GiftState(), said(age={"min": 9, "max": 9}))
    assert brief == FULL.model_copy(update={"age": AgeRange(min=9, max=9)})


def test_a_correction_replaces_interests() -> None:
    assert updated(FULL, GiftState(), said(interest="tea", correction=True)).interests == ["tea"]
    # "not dinosaurs but tea" says itself what goes.
    both = updated(FULL, GiftState(), said(interest="tea", exclude="dinosaurs", correction=True))
    assert (both.interests, both.exclude) == (["tea"], ["candles", "dinosaurs"])


def test_a_corrected_relationship_keeps_the_wish() -> None:
    state = GiftState(page=["a"], gender="female")
    brief = updated(FULL, state, said(relationship="nephew", correction=True))
    assert brief == FULL.model_copy(update={"relationship": "nephew"})
    assert state.gender == "male"


@pytest.mark.parametrize(
    ("intent", "page"), [("next_recipient", []), ("inform", ["a"])], ids=["said so", "another after results"]
)
def test_the_next_recipient_starts_afresh(intent: str, page: list[str]) -> None:
    state = GiftState(page=page, shown=["a"], skipped=["budget"], gender="female", hurry=True, avoided=["Toys"])
    brief = updated(FULL, state, said(intent, relationship="father"))
    assert brief == GiftBrief(relationship="father")
    (other,) = state.others
    assert (other["id"], other["brief"]) == (1, FULL.model_dump(mode="json"))
    assert (other["state"]["shown"], other["state"]["avoided"]) == (["a"], ["Toys"])
    assert state == GiftState(gender="male", others=[other], current=2)


def test_the_same_recipient_goes_on() -> None:
    state = GiftState(page=["a"])
    assert updated(FULL, state, said(relationship="niece")) == FULL
    assert updated(FULL, state, said(relationship="cousin", correction=True)).age == FULL.age


def test_before_results_another_relationship_is_a_better_word() -> None:
    assert updated(FULL, GiftState(), said(relationship="cousin")) == FULL.model_copy(update={"relationship": "cousin"})


def test_a_changed_brief_may_show_everything_again() -> None:
    state = GiftState(shown=["a", "b"], page=["b"], avoided=["Toys"])
    updated(FULL, state, said("thank"))
    assert (state.shown, state.page, state.avoided) == (["a", "b"], ["b"], ["Toys"])
    # Kinds turned down stay so, as long as what they like is the same.
    updated(FULL, state, said(budget=budget(None, 60)))
    assert (state.shown, state.page, state.avoided, state.pages) == ([], [], ["Toys"], [["b"]])
    updated(FULL, state, said(interest="tea"))
    assert state.avoided == []


@pytest.mark.parametrize("question", ["relationship", "age", "interests", "budget"])
def test_not_sure_skips_the_question(question: str) -> None:
    state = GiftState(asked=question)
    assert updated(GiftBrief(), state, said("not_sure")) == GiftBrief()
    assert state.skipped == [question]


def test_not_sure_without_a_question_or_with_an_answer_skips_nothing() -> None:
    state = GiftState()
    updated(GiftBrief(), state, said("not_sure"))
    assert state.skipped == []
    state = GiftState(asked="age")
    updated(GiftBrief(), state, said("not_sure", age={"min": 8, "max": 8}))
    assert state.skipped == []


def test_what_was_skipped_can_still_be_said() -> None:
    state = GiftState(skipped=["age", "budget", "interests", "relationship"])
    updated(
        GiftBrief(),
        state,
        said(age={"min": 8, "max": 8}, budget=budget(None, 5), interest="tea", relationship="aunt"),
    )
    assert state.skipped == []


@pytest.mark.parametrize(
    ("asked", "number", "age", "amount"),
    [
        ("age", (8, 8), (8, 8), None),
        ("age", (8, 10), (8, 10), None),
        ("age", (8.5, 8.5), None, None),
        ("age", (200, 200), None, None),
        ("relationship", (8, 8), (8, 8), None),
        ("budget", (40, 40), None, (None, 40)),
        ("budget", (30, 50), None, (30, 50)),
        ("budget", (39.5, 39.5), None, (None, 39.5)),
        ("interests", (8, 8), None, None),
        (None, (8, 8), None, None),
    ],
)
def test_a_bare_number_means_what_was_asked(
    asked: str | None,
    number: tuple[float, float],
    age: tuple[int, int] | None,
    amount: tuple[float | None, float | None] | None,
) -> None:
    value = {"min": number[0], "max": number[1]}
    brief = updated(GiftBrief(), GiftState(asked=asked), said(number=value), currency="EUR")
    assert brief.age == (age and AgeRange(min=age[0], max=age[1]))
    assert brief.budget == (amount and Budget(min=amount[0], max=amount[1], currency="EUR"))


def test_about_forty_means_the_age_that_was_asked() -> None:
    """The NLU reads "about forty" as a budget too."""
    message = said(text="about forty", number={"min": 40, "max": 40}, budget=budget(None, 40))
    assert updated(GiftBrief(), GiftState(asked="age"), message) == GiftBrief(age=AgeRange(min=40, max=40))


def test_after_results_a_bare_number_is_the_new_budget() -> None:
    brief = GiftBrief(relationship="mother", budget=Budget(max=40, currency="GBP"))
    assert updated(brief, GiftState(), said(number={"min": 60, "max": 60})).budget == Budget(max=60, currency="GBP")


def test_of_a_child_a_small_bare_number_is_the_age() -> None:
    assert updated(FULL, GiftState(), said(number={"min": 5, "max": 5})).age == AgeRange(min=5, max=5)
    assert updated(FULL, GiftState(), said(number={"min": 60, "max": 60})).budget == Budget(max=60)


def test_an_amount_without_a_currency_is_in_the_shops() -> None:
    assert updated(GiftBrief(), GiftState(), said(budget=budget(None, 40, "XXX")), currency="EUR").budget == Budget(
        max=40, currency="EUR"
    )
    assert updated(GiftBrief(), GiftState(), said(budget=budget(None, 40, "GBP")), currency="EUR").budget == Budget(
        max=40, currency="GBP"
    )


@pytest.mark.parametrize(
    ("asked", "text", "intent", "found"),
    [
        ("interests", "axolotls", "nlu_fallback", {"interests": ["axolotls"]}),
        ("interests", "Widget polishing!", "nlu_fallback", {"interests": ["widget polishing"]}),
        ("interests", "what do you have?", "nlu_fallback", {}),
        ("interests", "show me something", "nlu_fallback", {}),
        ("interests", "one two three four five", "nlu_fallback", {}),
        ("interests", "hello", "greet", {}),
        ("interests", "/inform axolotls", "nlu_fallback", {}),
        ("interests", "<b>axolotls</b>", "nlu_fallback", {}),
        ("interests", "😀", "nlu_fallback", {}),
        ("interests", "", "nlu_fallback", {}),
        ("relationship", "my landlord", "nlu_fallback", {"relationship": "landlord"}),
        ("relationship", "for the plumber", "nlu_fallback", {"relationship": "plumber"}),
        ("relationship", "a boy", "nlu_fallback", {"relationship": "child"}),
        ("relationship", "a gift", "nlu_fallback", {}),
        ("relationship", "blorp", "nlu_fallback", {}),
        ("age", "axolotls", "nlu_fallback", {}),
        (None, "axolotls", "nlu_fallback", {}),
    ],
)
def test_unknown_words_are_an_answer_to_what_was_asked(
    asked: str | None, text: str, intent: str, found: dict[str, Any]
) -> None:
    assert updated(GiftBrief(), GiftState(asked=asked), said(intent, text)) == GiftBrief(**found)


def test_an_answered_question_takes_no_unknown_words() -> None:
    assert updated(FULL, GiftState(asked="interests"), said("nlu_fallback", "axolotls")) == FULL


@pytest.mark.parametrize(
    ("what", "changed", "skipped"),
    [
        ("budget", {"budget": None}, ["budget"]),
        ("age", {"age": None}, ["age"]),
        ("occasion", {"occasion": None}, []),
        ("dinosaur", {"interests": []}, []),
        ("candles", {"exclude": []}, []),
        ("nothing known", {}, []),
    ],
)
def test_parts_are_taken_back(what: str, changed: dict[str, Any], skipped: list[str]) -> None:
    state = GiftState()
    assert updated(FULL, state, said(drop=what)) == FULL.model_copy(update=changed)
    assert state.skipped == skipped


@pytest.mark.parametrize(
    ("edit", "changed", "skipped"),
    [
        ({"age": None}, {"age": None}, ["age"]),
        ({"interests": []}, {"interests": []}, ["interests"]),
        ({"interests": None, "exclude": None}, {"interests": [], "exclude": []}, ["interests"]),
        ({"occasion": None}, {"occasion": None}, []),
        ({"budget": {"min": None, "max": 60}}, {"budget": Budget(max=60, currency="EUR")}, []),
        ({"age": {"min": 9, "max": 9}}, {"age": AgeRange(min=9, max=9)}, []),
        ({"unknown": 1}, {}, []),
        ({"age": {"min": 300, "max": 300}}, {}, []),
        ({"age": "old", "interests": ["tea"]}, {"interests": ["tea"]}, []),
        ({}, {}, []),
    ],
)
def test_an_edit_sets_and_clears(edit: dict[str, Any], changed: dict[str, Any], skipped: list[str]) -> None:
    state = GiftState()
    assert updated(FULL, state, said("edit_brief", brief_edit=edit), currency="EUR") == FULL.model_copy(update=changed)
    assert state.skipped == skipped


def test_an_edited_relationship_says_the_gender() -> None:
    state = GiftState(gender="female", skipped=["relationship"])
    updated(FULL, state, said("edit_brief", brief_edit={"relationship": "father"}))
    assert (state.gender, state.skipped) == ("male", [])


@pytest.mark.parametrize(
    "values",
    [
        {"age": {"min": 300, "max": 300}},
        {"age": {"min": 9, "max": 8}},
        {"budget": {"min": None, "max": 10**9, "currency": "USD"}},
        {"relationship": "x" * 61},
    ],
)
def test_what_is_out_of_bounds_changes_nothing(values: dict[str, Any]) -> None:
    assert updated(FULL, GiftState(), said(**values)) == FULL


def test_a_pronoun_says_the_gender_where_the_relationship_does_not() -> None:
    state = GiftState()
    updated(GiftBrief(), state, said(relationship="friend", gender="female"))
    assert state.gender == "female"
    state = GiftState()
    updated(GiftBrief(), state, said(relationship="father", gender="female"))
    assert state.gender == "male"


def test_a_brief_never_grows_without_end() -> None:
    brief = GiftBrief()
    for number in range(30):
        brief = updated(brief, GiftState(), said(interest=f"thing {number}"))
    assert brief.interests == [f"thing {number}" for number in range(10, 30)]


def number(value: float) -> dict[str, float]:
    return {"min": value, "max": value}


@pytest.mark.parametrize(
    ("text", "value", "age", "most"),
    [
        ("ok 20 then", 20, 8, 20),
        ("15 then", 15, 8, 15),
        ("15 max", 15, 8, 15),
        ("actually, 9", 9, 9, 40),
        ("1", 1, 1, 40),
    ],
)
def test_a_number_after_the_cards(text: str, value: float, age: int, most: float) -> None:
    amount = {"budget": budget(None, value)} if "max" in text else {}
    brief = updated(FULL, GiftState(page=["a"]), said(text=text, number=number(value), **amount))
    assert brief.age == AgeRange(min=age, max=age)
    assert brief.budget == Budget(max=most)


def test_a_number_of_a_grown_up_is_the_budget() -> None:
    father = GiftBrief(relationship="father")
    assert updated(father, GiftState(asked="interests"), said(text="40", number=number(40))).budget == Budget(max=40)
    assert updated(father, GiftState(), said(text="#1", ordinal=1)) == father


def test_one_side_of_the_budget_is_taken_back() -> None:
    brief = FULL.model_copy(update={"budget": Budget(min=20, max=50)})
    assert updated(brief, GiftState(), said(drop="lower limit")).budget == Budget(max=50)
    assert updated(brief, GiftState(), said(drop="upper limit")).budget == Budget(min=20)
    assert updated(GiftBrief(), GiftState(), said(drop="lower limit")).budget is None


def test_only_one_of_the_interests() -> None:
    both = FULL.model_copy(update={"interests": ["science", "bugs"]})
    state = GiftState()
    brief = updated(both, state, said(interest="bugs", only="bugs", exclude="science"))
    assert (brief.interests, brief.exclude, state.only) == (["bugs"], ["candles"], [])
    # A kind of ware stands beside what they like.
    brief = updated(both, state, said(interest="books", only="books"))
    assert (brief.interests, state.only) == (["science", "bugs"], ["books"])


def test_what_is_fine_after_all_stays_liked() -> None:
    brief = updated(FULL, GiftState(), said(text="dinosaurs are fine after all", drop="dinosaurs"))
    assert brief.interests == ["dinosaurs"]
    assert updated(FULL, GiftState(), said(text="candles are fine after all", drop="candles")).exclude == []


def test_a_wider_age_says_nothing_new() -> None:
    assert updated(FULL, GiftState(), said(age={"min": 5, "max": 12})).age == FULL.age
    assert updated(FULL, GiftState(), said(age={"min": 13, "max": 19})).age == AgeRange(min=13, max=19)


def test_what_is_fine_too_is_one_more_wish_where_it_was_never_ruled_out() -> None:
    brief = GiftBrief(interests=["trains"])
    said = Said("inform", "animals are fine too", entities(drop="animals"))
    assert updated(brief, GiftState(), said).interests == ["trains", "animals"]
    ruled_out = GiftBrief(interests=["trains"], exclude=["animals"])
    after = updated(ruled_out, GiftState(), said)
    assert (after.interests, after.exclude) == (["trains"], [])


def test_what_is_left_out_takes_along_what_it_covers() -> None:
    brief = updated(FULL.model_copy(update={"interests": ["wine", "spas"]}), GiftState(), said(exclude="alcohol"))
    assert brief.interests == ["spas"]
