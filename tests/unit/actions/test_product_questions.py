"""Questions of fact about gifts shown, and the same question about another one."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions import context as module
from actions.ask_product import ActionAskProduct
from actions.same_for import ActionSameFor
from actions.slots import GiftState
from bot.messages import parse_bot_message
from catalog_index.brief import GiftBrief
from tests.support.acting import Answer, Stage
from tests.support.catalog import gift
from tests.support.tracker import entities, tracker

WHALE = gift(
    "whale",
    "Bath whale",
    12,
    brand="Tidepool",
    categories=("Toys", "Bath"),
    age_min=1,
    description="A whale that squirts. Hand wash only.",
    attributes={"material": "natural rubber", "color": "blue"},
)
BOAT = gift(
    "boat",
    "Pine boat",
    18,
    brand="Harbor & Sons",
    categories=("Toys", "Bath"),
    description="It floats upright. Wipe it dry.",
    attributes={"material": "pine wood"},
)
ROBOT = gift(
    "robot",
    "Little robot",
    30,
    categories=("Toys", "Science"),
    description="Needs two AA batteries. It walks and turns.",
)
ROW = GiftState(page=["whale", "boat", "robot"])


@pytest.fixture
def bath(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A shop of three toys."""
    made = Stage(WHALE, BOAT, ROBOT)
    monkeypatch.setattr(module, "_context", made.context)
    return made


def ask(text: str, state: GiftState = ROW, **said: Any) -> Tracker:
    return tracker("ask_product", text, state=state, **said)


def texts(answer: Answer) -> list[str]:
    return [message["text"] for message in answer.messages]


def focus(answer: Answer) -> list[str]:
    return answer.slots["gift_state"]["focus"]


@pytest.mark.parametrize(
    ("question", "key", "value"),
    [
        ("who is the maker of the first?", "fact_said.brand", "Tidepool"),
        ("what is the first one made of?", "fact_said.material", "natural rubber"),
        ("is the first made of wood?", "fact_said.material", "natural rubber"),
        ("what colour is the first?", "fact_said.color", "blue"),
        ("how much is the first?", "fact_said.price", "$12"),
        ("what age is the first for?", "fact_said.age", "1+"),
    ],
)
async def test_a_short_fact(bath: Stage, question: str, key: str, value: str) -> None:
    answer = await bath.run(ActionAskProduct(), ask(question, ordinal=1))
    assert (key, {"title": "Bath whale", "value": value}) in bath.texts.said
    assert focus(answer) == ["whale"]
    assert all(parse_bot_message(message).model_dump(mode="json") == message for message in answer.messages)


async def test_a_short_fact_of_all_where_it_is_unclear_of_which(bath: Stage) -> None:
    answer = await bath.run(ActionAskProduct(), ask("who makes it?"))
    brands = [values["value"] for key, values in bath.texts.said if key == "fact_said.brand"]
    assert brands == ["Tidepool", "Harbor & Sons"]
    assert ("ask_product.silent", {"titles": "“Little robot”"}) in bath.texts.said
    assert focus(answer) == []


@pytest.mark.parametrize(
    ("question", "ordinal", "title", "quote"),
    [
        ("does the last one need batteries?", -1, "Little robot", "“Needs two AA batteries.”"),
        ("is the first one washable?", 1, "Bath whale", "“Hand wash only.”"),
        ("is the second one easy to clean?", 2, "Pine boat", "“Wipe it dry.”"),
    ],
)
async def test_a_yes_or_no_is_left_to_the_shops_words(
    bath: Stage, question: str, ordinal: int, title: str, quote: str
) -> None:
    await bath.run(ActionAskProduct(), ask(question, ordinal=ordinal))
    assert ("how_to_use", {"title": title, "quotes": quote}) in bath.texts.said


@pytest.mark.parametrize(
    "question",
    ["would it suit a left-handed person?", "is it messy?", "who designed it?", "does he need to be a good reader?"],
)
async def test_what_the_shop_does_not_say(bath: Stage, question: str) -> None:
    answer = await bath.run(ActionAskProduct(), ask(question, GiftState(page=ROW.page, focus=["boat"])))
    assert texts(answer)[0] == "how_to_use.unknown"
    assert {'/tell_more{"product_id": "boat"}', "/hand_off"} <= set(answer.payloads)
    assert answer.slots["gift_state"]["page"] == ROW.page


@pytest.mark.parametrize("question", ["what's the last one exactly?", "I like the last one, what is it?"])
async def test_what_it_is_at_all(bath: Stage, question: str) -> None:
    answer = await bath.run(ActionAskProduct(), ask(question, ordinal=-1))
    assert answer.of("product_details")["item"]["product_id"] == "robot"


async def test_a_fact_that_the_shop_does_not_give_of_one(bath: Stage) -> None:
    answer = await bath.run(ActionAskProduct(), ask("who makes the third?", ordinal=3))
    assert texts(answer)[0] == "how_to_use.unknown"


async def test_which_one_is_asked_with_the_question_in_the_buttons(bath: Stage) -> None:
    answer = await bath.run(ActionAskProduct(), ask("is it messy?"))
    assert answer.payloads[0] == '/ask_product{"product_id": "whale", "question": "is it messy?"}'
    pressed = ask("/ask_product", product_id="robot", question="does it need batteries?")
    await bath.run(ActionAskProduct(), pressed)
    assert ("how_to_use", {"title": "Little robot", "quotes": "“Needs two AA batteries.”"}) in bath.texts.said


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("is there a whale among them?", ["Bath whale"]),
        ("which of them is made of wood?", ["Pine boat"]),
        ("do any of these need batteries?", ["Little robot"]),
        ("which ones are washable?", ["Bath whale", "Pine boat"]),
    ],
)
async def test_which_of_them(bath: Stage, question: str, titles: list[str]) -> None:
    answer = await bath.run(ActionAskProduct(), ask(question))
    said = [values for key, values in bath.texts.said if key == "ask_product.says"]
    assert [values["title"] for values in said] == titles
    own = " ".join([p.title + p.description + " ".join(p.attributes.values()) for p in (WHALE, BOAT, ROBOT)])
    assert all(values["quote"] in own for values in said)
    assert len(focus(answer)) == (1 if len(titles) == 1 else 0)


async def test_none_of_them(bath: Stage) -> None:
    for question in (
        "is there a dragon among them?",
        "is any of them made of silver?",
        "which of these is waterproof?",
    ):
        answer = await bath.run(ActionAskProduct(), ask(question))
        assert texts(answer) == ["ask_product.none_says"], question
        assert "/hand_off" in answer.payloads


async def test_nothing_is_asked_of_before_anything_is_shown(bath: Stage) -> None:
    answer = await bath.run(ActionAskProduct(), ask("is it heavy?", GiftState()))
    assert texts(answer) == ["nothing_shown_yet.0 ask.relationship"]


def again(text: str, state: GiftState, *before: str, **said: Any) -> Tracker:
    """A tracker after "and the third?", with the intents of the messages before."""
    made = tracker("same_for", text, state=state, brief=GiftBrief(), **said)
    made.events = [
        {"event": "user", "parse_data": {"intent": {"name": name}, "entities": entities()}}
        for name in (*before, "same_for")
    ]
    return made


@pytest.mark.parametrize(
    ("intent", "key"),
    [("why", "why_none"), ("tell_more", "tell_more"), ("in_stock", "in_stock.in_stock"), ("which_best", "why_none")],
)
async def test_the_same_for_another_one(bath: Stage, intent: str, key: str) -> None:
    state = GiftState(page=ROW.page, focus=["whale"], advice={"intent": intent, "question": "", "row": ROW.page})
    answer = await bath.run(ActionSameFor(), again("and the third?", state, intent, ordinal=3))
    assert dict(bath.texts.said)[key]["title"] == "Little robot"
    assert focus(answer) == ["robot"]


async def test_the_same_question_for_another_one(bath: Stage) -> None:
    first = await bath.run(ActionAskProduct(), ask("does the first need batteries?", ordinal=1))
    assert texts(first)[0] == "how_to_use.unknown"
    state = GiftState(**first.slots["gift_state"])
    assert state.advice == {"intent": "ask_product", "question": "does the first need batteries?", "row": ROW.page}
    second = await bath.run(ActionSameFor(), again("what about the last one?", state, "ask_product", ordinal=-1))
    assert ("how_to_use", {"title": "Little robot", "quotes": "“Needs two AA batteries.”"}) in bath.texts.said
    # And once more.
    state = GiftState(**second.slots["gift_state"])
    third = await bath.run(ActionSameFor(), again("and number 2?", state, "same_for", ordinal=2))
    assert texts(third)[0] == "how_to_use.unknown"
    assert focus(third) == ["boat"]


async def test_the_others(bath: Stage) -> None:
    state = GiftState(page=ROW.page, focus=["boat"], advice={"intent": "in_stock", "question": "", "row": ROW.page})
    answer = await bath.run(ActionSameFor(), again("and the others?", state, "in_stock"))
    assert focus(answer) == ["whale", "robot"]


async def test_one_more_is_compared_with_those_on_the_table(bath: Stage) -> None:
    state = GiftState(
        page=ROW.page, focus=["whale", "boat"], advice={"intent": "compare", "question": "", "row": ROW.page}
    )
    answer = await bath.run(ActionSameFor(), again("and the third?", state, "compare", ordinal=3))
    assert [item["product_id"] for item in answer.of("comparison")["items"]] == ["whale", "boat", "robot"]


async def test_what_goes_with_another_one_means_the_row_before_the_companions(bath: Stage) -> None:
    state = GiftState(
        page=["robot"],
        pages=[ROW.page],
        focus=["whale"],
        advice={"intent": "goes_with", "question": "", "row": ROW.page},
    )
    answer = await bath.run(ActionSameFor(), again("and the second?", state, "goes_with", ordinal=2))
    assert ("goes_with.none", {"title": "Pine boat"}) in bath.texts.said
    assert focus(answer) == ["boat"]


async def test_with_nothing_asked_before_it_tells_more(bath: Stage) -> None:
    answer = await bath.run(ActionSameFor(), again("what about the last one?", ROW, "inform", ordinal=-1))
    assert answer.of("product_details")["item"]["product_id"] == "robot"
    nothing = await bath.run(ActionSameFor(), again("and the third?", GiftState(), ordinal=3))
    assert texts(nothing) == ["nothing_shown_yet.0 ask.relationship"]


async def test_after_saving_the_next_one_is_saved_too(bath: Stage) -> None:
    state = GiftState(page=ROW.page, advice={"intent": "why", "question": "", "row": ROW.page})
    await bath.run(ActionSameFor(), again("and the third", state, "why", "save_gift", ordinal=3))
    assert bath.wishlist.ids == {"conversation-1": ["robot"]}
    await bath.run(ActionSameFor(), again("and the third", state, "remove_gift", product_id="robot"))
    assert bath.wishlist.ids == {"conversation-1": []}
