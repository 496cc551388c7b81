"""Several people in one conversation."""

from __future__ import annotations

from typing import Any

import pytest

from actions.brief_update import updated
from actions.list_recipients import ActionListRecipients
from actions.message import Said
from actions.recipients import about, begin, current_phrase, everybody, forget, switch, switch_buttons
from actions.recommend_gifts import ActionRecommendGifts
from actions.show_cheaper import ActionShowCheaper
from actions.show_more import ActionShowMore
from actions.slots import GiftState, wish_of
from actions.start_over import ActionStartOver
from actions.validate_gift_form import ValidateGiftForm
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import entities, tracker

pytestmark = pytest.mark.usefixtures("stage")

NIECE = GiftBrief(relationship="niece", age=AgeRange(min=8, max=8), interests=["dinosaurs"])
TWINS = [
    {"label": "first twin", "age": {"min": 10, "max": 10}, "interests": ["lego"]},
    {"label": "second twin", "age": {"min": 10, "max": 10}, "interests": ["horses"], "gender": "female"},
]


def said(intent: str = "inform", text: str = "", **values: Any) -> Said:
    return Said(intent, text, entities(**values))


def shown(brief: GiftBrief, **fields: Any) -> GiftState:
    state = GiftState(page=["dig"], shown=["dig"], talked=1, **fields)
    state.seen = wish_of(brief, state)
    return state


def labels(brief: GiftBrief, state: GiftState) -> list[str]:
    return [person.label for person in everybody(brief, state)]


def test_switching_back_restores_all() -> None:
    state = shown(NIECE, avoided=["Toys"], skipped=["budget"], said={"greet": 1})
    brief = begin(NIECE, state)
    assert brief == GiftBrief()
    assert (state.current, state.page, state.avoided, state.seen) == (2, [], [], None)
    assert state.said == {"greet": 1}
    father = GiftBrief(relationship="father")
    assert switch(father, state, 1) == NIECE
    assert (state.current, state.page, state.avoided, state.skipped) == (1, ["dig"], ["Toys"], ["budget"])
    assert [other["brief"]["relationship"] for other in state.others] == ["father"]
    assert switch(NIECE, state, 7) == NIECE


def test_nobody_is_put_aside_before_anything_is_known() -> None:
    state = GiftState()
    assert begin(GiftBrief(), state) == GiftBrief()
    assert (state.others, state.current) == ([], 1)


def test_what_about_dad_and_back() -> None:
    state = shown(NIECE)
    brief = updated(NIECE, state, said("next_recipient", "what about for my dad?", relationship="father"))
    assert brief == GiftBrief(relationship="father")
    brief = updated(brief, state, said(text="gardening", interest="gardening"))
    assert updated(brief, state, said(text="back to my niece", relationship="niece")) == NIECE
    assert labels(NIECE, state) == ["niece", "father"]


@pytest.mark.parametrize(
    "text", ["no, my nephew I mean", "sorry, I meant my nephew", "actually my nephew", "not my niece, my nephew"]
)
@pytest.mark.parametrize("intent", ["inform", "next_recipient"])
def test_a_correction_is_no_new_person(text: str, intent: str) -> None:
    state = shown(NIECE)
    brief = updated(NIECE, state, said(intent, text, relationship="nephew", correction=True))
    assert brief == NIECE.model_copy(update={"relationship": "nephew"})
    assert state.others == []


@pytest.mark.parametrize(
    "text", ["now my nephew", "and something for my nephew", "what about my nephew?", "also my nephew"]
)
def test_a_new_person_is_no_correction(text: str) -> None:
    state = shown(NIECE)
    assert updated(NIECE, state, said(text=text, relationship="nephew")) == GiftBrief(relationship="nephew")
    assert len(state.others) == 1


def test_twins() -> None:
    state = GiftState()
    brief = updated(
        GiftBrief(), state, said(person=TWINS, interest="lego", budget={"min": None, "max": 30, "currency": "USD"})
    )
    assert (brief.interests, brief.budget) == (["lego"], Budget(max=30))
    assert labels(brief, state) == ["first twin", "second twin"]
    second = updated(brief, state, said("switch_recipient", "the other twin"))
    assert (second.interests, second.budget, state.gender) == (["horses"], Budget(max=30), "female")
    first = updated(second, state, said("inform", "back to the one who likes lego", interest="lego"))
    assert first == brief
    assert updated(first, state, said("switch_recipient", "", recipient=2)) == second


def test_twins_after_somebody_else() -> None:
    state = shown(NIECE)
    updated(NIECE, state, said(text="now twins", person=TWINS))
    assert [other["id"] for other in state.others] == [1, 3]
    assert state.label == "first twin"


def test_what_is_said_of_both() -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=TWINS))
    brief = updated(brief, state, said(text="no plastic for both", exclude="plastic", ordinal=0))
    assert brief.exclude == ["plastic"]
    assert state.others[0]["brief"]["exclude"] == ["plastic"]


def test_what_is_said_of_the_children_is_not_said_of_the_grown_ups() -> None:
    state = shown(NIECE)
    father = updated(NIECE, state, said("next_recipient", "now my dad", relationship="father"))
    assert updated(father, state, said(text="no plastic for both kids", exclude="plastic")).relationship == "niece"
    assert [other["brief"]["exclude"] for other in state.others] == [[]]


def test_one_gift_for_both() -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=TWINS))
    brief = updated(brief, state, said(text="under 20 each", budget={"min": None, "max": 20, "currency": "USD"}))
    both = updated(brief, state, said("request_gift", "something for both of them"))
    assert both == GiftBrief(age=AgeRange(min=10, max=10), interests=["lego", "horses"], budget=Budget(max=20))
    assert labels(both, state) == ["first twin", "second twin", "recipient.together"]


def test_the_boy_is_my_son() -> None:
    state = GiftState()
    children = [{"label": "boy", "interests": ["trucks"]}, {"label": "girl", "interests": ["ballet"]}]
    brief = updated(GiftBrief(), state, said(person=children))
    girl = updated(brief, state, said("switch_recipient", "", recipient=2))
    assert updated(girl, state, said(text="back to my son", relationship="son")).interests == ["trucks"]


def test_the_same_for_somebody_else() -> None:
    budget = Budget(max=40)
    brief = NIECE.model_copy(update={"budget": budget})
    state = shown(brief)
    new = updated(brief, state, said(text="same for her brother but horses", relationship="brother", interest="horses"))
    assert new == GiftBrief(relationship="brother", age=NIECE.age, interests=["horses"], budget=budget)
    assert len(state.others) == 1


def test_the_same_budget() -> None:
    brief = NIECE.model_copy(update={"budget": Budget(max=40)})
    state = shown(brief)
    message = said("next_recipient", "same budget for my dad", relationship="father", budget_change={"same": True})
    assert updated(brief, state, message) == GiftBrief(relationship="father", budget=Budget(max=40))


def test_pronouns_tell_two_people_apart() -> None:
    state = shown(NIECE, gender="female")
    brief = updated(NIECE, state, said("next_recipient", "now my dad", relationship="father"))
    brief = updated(brief, state, said(text="she also likes tea", interest="tea", gender="female"))
    assert brief == NIECE.model_copy(update={"interests": ["dinosaurs", "tea"]})


def test_two_nieces() -> None:
    state = shown(NIECE)
    message = said("next_recipient", "and my other niece, she likes tea", relationship="niece", interest="tea")
    brief = updated(NIECE, state, message)
    assert brief == GiftBrief(relationship="niece", interests=["tea"])
    assert labels(brief, state) == ["recipient.apart", "recipient.apart"]
    assert updated(brief, state, said(text="back to the first niece", relationship="niece", ordinal=1)) == NIECE
    assert updated(NIECE, state, said(text="my other niece", relationship="niece")) == brief


def test_forgetting_somebody() -> None:
    state = shown(NIECE)
    father = updated(NIECE, state, said("next_recipient", "now my dad", relationship="father"))
    assert updated(father, state, said(text="forget about dad", relationship="father", drop="dad")) == NIECE
    assert state.others == []
    assert forget(NIECE, state, 1) == GiftBrief()


def test_how_people_are_called() -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=TWINS))
    assert current_phrase(brief, state) == "person.details"
    assert about("text", brief, state) == "about"
    assert switch_buttons(brief, state) == [("button.next_person", '/switch_recipient{"recipient": 2}')]
    assert switch_buttons(NIECE, GiftState()) == []
    assert about("text", NIECE, GiftState()) == "text"


async def test_back_to_somebody_shows_their_cards_again(stage: Stage) -> None:
    state = shown(NIECE)
    father = updated(NIECE, state, said("next_recipient", "now my dad", relationship="father"))
    state.talked = 2
    back = tracker(text="back to my niece", brief=father, state=state, relationship="niece")
    form = await stage.run(ValidateGiftForm(), back)
    assert form.slots["requested_slot"] is None
    answer = await stage.run(
        ActionRecommendGifts(),
        tracker(slots=form.slots, brief=form.slots["brief"], state=GiftState(**form.slots["gift_state"])),
    )
    assert answer.cards == ["dig"]
    assert answer.messages[0]["text"] == "back_to"
    assert '/switch_recipient{"recipient": 2}' in answer.payloads


async def test_who_are_we_shopping_for(stage: Stage) -> None:
    nobody = await stage.run(ActionListRecipients(), tracker("list_recipients"))
    assert nobody.messages[0]["text"] == "recipients.none"
    one = await stage.run(ActionListRecipients(), tracker("list_recipients", brief=NIECE))
    assert one.messages[0]["text"] == "recipients.one"
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=TWINS))
    both = await stage.run(ActionListRecipients(), tracker("list_recipients", brief=brief, state=state))
    assert both.messages[0]["text"] == "recipients.many"
    assert both.payloads == ['/switch_recipient{"recipient": 2}', "/next_recipient"]


async def test_start_over_forgets_everybody(stage: Stage) -> None:
    state = GiftState(said={"greet": 1})
    brief = updated(GiftBrief(), state, said(person=TWINS))
    answer = await stage.run(ActionStartOver(), tracker("start_over", brief=brief, state=state))
    assert answer.slots["brief"] == GiftBrief().model_dump(mode="json")
    assert answer.slots["gift_state"]["others"] == []
    assert answer.slots["gift_state"]["said"]["greet"] == 1
    assert answer.payloads[0].startswith("/inform")


BOY = {"label": "boy", "age": {"min": 3, "max": 3}, "interests": ["trucks"]}
GIRL = {"label": "girl", "age": {"min": 6, "max": 6}, "interests": ["ballet"]}
TEEN = {"label": "teenager", "age": {"min": 15, "max": 15}, "interests": ["music"]}


@pytest.mark.parametrize(
    ("text", "hint", "interest"),
    [
        ("now the girl", None, "ballet"),
        ("ok, and for the teenager?", None, "music"),
        ("the older one please", None, "music"),
        ("and the little one", None, "trucks"),
        ("and for her?", "female", "ballet"),
        ("back to the one who likes ballet", None, "ballet"),
    ],
)
def test_named_by_what_they_are(text: str, hint: str | None, interest: str) -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=[BOY, GIRL, TEEN]))
    hints = {"gender": hint} if hint else {}
    assert updated(brief, state, said(text=text, **hints)).interests == [interest]


@pytest.mark.parametrize(
    "text", ["show me the second one", "the blue one", "something cheaper", "ok", "keep it for me"]
)
def test_what_names_nobody_turns_to_nobody(text: str) -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=[BOY, GIRL]))
    assert updated(brief, state, said(text=text, color="blue")) == brief
    assert state.current == 1


def test_a_gift_for_me_to_keep_is_no_new_person() -> None:
    state = shown(NIECE)
    assert updated(NIECE, state, said(text="mark it for me", relationship="myself")) == NIECE
    assert state.others == []


def test_one_more_child_of_theirs() -> None:
    state = shown(NIECE)
    message = said(text="they also have a 4-year-old who loves diggers", age={"min": 4, "max": 4}, interest="diggers")
    assert updated(NIECE, state, message) == GiftBrief(age=AgeRange(min=4, max=4), interests=["diggers"])
    assert len(state.others) == 1


async def test_back_and_cheaper_at_once(stage: Stage) -> None:
    brief = GiftBrief(relationship="friend", interests=["dinosaurs"])
    state = GiftState(page=["fossil", "dig", "lamp"], shown=["fossil", "dig", "lamp"], talked=2)
    state.seen = wish_of(brief, state)
    message = tracker("switch_recipient", "back to my friend: something cheaper", brief=brief, state=state)
    answer = await stage.run(ActionRecommendGifts(), message)
    assert sorted(answer.cards) == ["book", "puzzle"]


async def test_now_dad_again_where_it_is_about_dad(stage: Stage) -> None:
    state = shown(NIECE)
    message = tracker("switch_recipient", "now my niece again", brief=NIECE, state=state, relationship="niece")
    form = await stage.run(ValidateGiftForm(), message)
    assert form.slots["requested_slot"] is None
    again = tracker("switch_recipient", "now my niece again", brief=NIECE, state=state, relationship="niece")
    assert (await stage.run(ActionRecommendGifts(), again)).cards == ["dig"]


def test_the_girl_is_nobodys_mother_in_law() -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=[BOY, GIRL]))
    state.seen = wish_of(brief, state)
    new = updated(brief, state, said("next_recipient", "now my mother in law", relationship="mother-in-law"))
    assert new == GiftBrief(relationship="mother-in-law")
    assert len(state.others) == 2


def test_a_word_for_somebody_is_no_new_age() -> None:
    state = GiftState()
    brief = updated(GiftBrief(), state, said(person=[BOY, TEEN]))
    teen = updated(brief, state, said(text="and for the teenager?", age={"min": 13, "max": 19}))
    assert teen.age == AgeRange(min=15, max=15)


def talked_of(brief: GiftBrief, text: str, state: GiftState, **values: Any) -> GiftBrief:
    return updated(brief, state, said(text=text, **values))


@pytest.mark.parametrize(
    ("text", "values", "age"),
    [
        ("now the girl", {"gender": "female"}, 8),
        ("and the oldest boy?", {"gender": "male"}, 11),
        ("for the little one", {"relationship": "child"}, 6),
        ("the youngest", {}, 6),
        ("for the 11 year old", {"age": {"min": 11, "max": 11}}, 11),
        ("anything for the girl?", {"gender": "female"}, 8),
    ],
)
def test_which_of_the_children(text: str, values: dict[str, Any], age: int) -> None:
    state = GiftState()
    persons = [
        {"label": f"{what}, {years}", "relationship": what, "age": {"min": years, "max": years}, "gender": sex}
        for what, years, sex in (("grandson", 6, "male"), ("granddaughter", 8, "female"), ("grandson", 11, "male"))
    ]
    brief = updated(GiftBrief(), state, said(person=persons))
    brief = switch(brief, state, 3 if age != 11 else 1)
    brief = talked_of(brief, text, state, **values)
    assert (brief.age, len(state.others)) == (AgeRange(min=age, max=age), 2)
    assert brief.interests == []


def test_what_another_likes_too() -> None:
    state = shown(NIECE)
    brief = talked_of(NIECE, "my own dad does too", state, relationship="father")
    assert brief == GiftBrief(relationship="father", interests=["dinosaurs"])


def test_a_baby_of_theirs_and_an_older_child() -> None:
    friend = GiftBrief(relationship="friend", age=AgeRange(min=33, max=33), interests=["tea"])
    state = shown(friend)
    baby = talked_of(friend, "we also need something for their baby, 6 months", state, age={"min": 0, "max": 0})
    assert baby == GiftBrief(relationship="friend's baby", age=AgeRange(min=0, max=0))
    older = talked_of(baby, "they also have a 4-year-old", state, age={"min": 4, "max": 4})
    assert older == GiftBrief(age=AgeRange(min=4, max=4))
    assert len(state.others) == 2


def test_a_cat_is_nobody_new() -> None:
    state = shown(NIECE)
    brief = talked_of(NIECE, "she also has a cat", state, interest="cats")
    assert (brief.interests, state.others) == (["dinosaurs", "cats"], [])


def test_his_wife_is_a_sister_in_law() -> None:
    brother = GiftBrief(relationship="brother", interests=["whisky"])
    state = shown(brother, gender="male")
    wife = {"entity": "relationship", "value": "wife", "start": 23, "end": 27}
    brief = updated(brother, state, Said("inform", "also something for his wife", [wife]))
    assert brief == GiftBrief(relationship="sister-in-law")
    assert state.gender == "female"


async def test_something_cheaper_for_somebody_named(stage: Stage) -> None:
    state = shown(NIECE)
    begin(NIECE, state)
    father = GiftBrief(relationship="father", interests=["tea"])
    state.page, state.gender = ["pot"], "male"
    asked = tracker("cheaper", "anything cheaper for my niece?", brief=father, state=state, relationship="niece")
    answer = await stage.run(ActionShowCheaper(), asked)
    assert answer.slots["brief"]["relationship"] == "niece"
    assert answer.slots["gift_state"]["current"] == 1
    assert "dig" not in answer.cards
    more = await stage.run(
        ActionShowMore(), tracker("more", "more for my niece", brief=father, state=state, relationship="niece")
    )
    assert more.slots["brief"]["relationship"] == "niece"


def test_nobody_is_called_zero_years_old(stage: Stage) -> None:
    assert labels(GiftBrief(age=AgeRange(min=0, max=0)), GiftState()) == ["recipient.baby"]


def named(text: str, who: str, value: str) -> Said:
    start = text.lower().index(who)
    return Said("inform", text, [{"entity": "relationship", "value": value, "start": start, "end": start + len(who)}])


@pytest.mark.parametrize(
    ("text", "who", "value"),
    [
        ("Can she manage it herself or would her father have to help?", "father", "father"),
        ("My mom says I should just get a book", "mom", "mother"),
        ("my husband thinks that's crazy", "husband", "husband"),
    ],
)
def test_who_only_speaks_or_helps_is_no_new_recipient(text: str, who: str, value: str) -> None:
    state = shown(NIECE)
    brief = updated(NIECE, state, named(text, who, value))
    assert (brief, state.others) == (NIECE, [])


def test_who_has_a_gift_coming_is_one() -> None:
    state = shown(NIECE)
    brief = updated(NIECE, state, named("and something for my mom please", "mom", "mother"))
    assert (brief.relationship, len(state.others)) == ("mother", 1)


def test_the_little_girl_is_the_child_talked_about_before() -> None:
    state = shown(NIECE)
    current = begin(NIECE, state).model_copy(update={"relationship": "brother"})
    text = "go back to the little girl"
    back = updated(current, state, named(text, "little girl", "daughter"))
    assert back == NIECE


def test_back_to_somebody_by_name() -> None:
    state = shown(NIECE, name="Mia")
    brief = begin(NIECE, state).model_copy(update={"relationship": "son"})
    back = updated(brief, state, said("inform", "back to Mia, something with ballet maybe", interest="ballet"))
    assert (back.relationship, back.interests) == ("niece", ["dinosaurs", "ballet"])


def test_the_oldest_of_another_age_is_somebody_new() -> None:
    son = GiftBrief(relationship="son", age=AgeRange(min=9, max=9), interests=["magic"])
    state = shown(son)
    told = said("inform", "and my oldest boy, he is 13", relationship="son", age={"min": 13, "max": 13})
    assert updated(son, state, told).interests == []
    assert len(state.others) == 1


def test_his_wife_is_somebody_new_by_what_he_is() -> None:
    uncle = GiftBrief(relationship="uncle", interests=["cooking"])
    state = shown(uncle, gender="male")
    text = "And his wife, something for her as well"
    wife = {"entity": "relationship", "value": "wife", "start": text.index("wife"), "end": text.index("wife") + 4}
    brief = updated(uncle, state, Said("inform", text, [wife]))
    assert brief.relationship == "aunt"
    assert labels(brief, state) == ["uncle", "aunt"]


def test_one_more_for_another_of_the_same_kind_is_somebody_new() -> None:
    teacher = GiftBrief(relationship="teacher", interests=["plants"])
    state = shown(teacher)
    brief = updated(teacher, state, said(text="and one for the head teacher", relationship="teacher"))
    assert (brief.interests, len(state.others)) == ([], 1)
    state = shown(teacher)
    brief = updated(teacher, state, said(text="for the teacher, something cheaper", relationship="teacher"))
    assert (brief.interests, state.others) == (["plants"], [])


def test_the_parents_of_a_baby_are_not_the_shoppers_and_no_babies() -> None:
    baby = GiftBrief(relationship="friend", age=AgeRange(min=0, max=1))
    text = "something for the parents rather than the baby"
    brief = updated(baby, shown(baby), said(text=text, relationship="parents", correction=True))
    assert (brief.relationship, brief.age) == ("friend", None)
    brief = updated(baby, GiftState(), said(text="for my parents, rather", relationship="parents", correction=True))
    assert (brief.relationship, brief.age) == ("parents", None)


def test_who_goes_by_a_name_is_called_by_it() -> None:
    nephew = GiftBrief(relationship="nephew")
    assert current_phrase(nephew, GiftState(label="Sam"), with_details=False) == "Sam"


def test_as_much_as_for_another_turns_to_nobody() -> None:
    brother = GiftBrief(relationship="brother", budget=Budget(max=50))
    state = shown(brother, gender="male")
    brief = updated(brother, state, said("next_recipient", "for my sister", relationship="sister"))
    brief = updated(brief, state, said(text="same budget as him", budget_change={"same": True}, gender="male"))
    assert brief.relationship == "sister"
