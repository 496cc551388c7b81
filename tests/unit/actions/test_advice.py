"""Why, compared, in detail, how to use, what goes with it, in stock, the best, others like it."""

from __future__ import annotations

from typing import Any

import pytest

from actions import context as module
from actions.best_of import ActionBestOf
from actions.compare_gifts import ActionCompare
from actions.explain import ActionExplain
from actions.goes_with import ActionGoesWith
from actions.how_to_use import ActionHowToUse
from actions.show_similar import ActionShowSimilar
from actions.slots import GiftState
from actions.stock import ActionStock
from actions.tell_more import ActionTellMore
from bot.messages import parse_bot_message
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import SHOP, Answer, Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker

DINOSAURS = GiftBrief(relationship="friend", interests=["dinosaurs"], budget=Budget(max=60))
PAGE = GiftState(page=["dig", "lamp", "book", "puzzle"])
DRUM = gift(
    "drum", "Little drum", 38, interests=("music",), categories=("Toys", "Drums"), description="Needs two AA batteries. "
    "Hand wash the strap. It is 20 cm across.", attributes={"material": "poplar", "usage_tips": "Play it with felt "
    "beaters in a flat. Keep it dry.", "goes_with": "sticks|gone|nowhere"},
)  # fmt: skip
STICKS = gift("sticks", "Felt sticks", 9, interests=("music",), categories=("Music",))
WRAP = gift("wrap", "Striped paper", 4, categories=("Gift Wrap & Cards", "Paper"))
CARD = gift("card", "Birthday card", 3, categories=("Gift Wrap & Cards",), occasions=("birthday",))
PLAIN = gift("plain", "Blank card", 3, categories=("Gift Wrap & Cards",))


@pytest.fixture
def drums(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A shop with tips, companions, wrap and cards."""
    made = Stage(DRUM, STICKS, WRAP, CARD, PLAIN, gift("gone", "Egg", 10, stock=False))
    monkeypatch.setattr(module, "_context", made.context)
    return made


def texts(answer: Answer) -> list[str]:
    return [message["text"] for message in answer.messages]


def on_wire(answer: Answer) -> bool:
    # The receipt goes to the gateway only.
    public = [{name: part for name, part in message.items() if name != "receipt"} for message in answer.messages]
    return all(parse_bot_message(message).model_dump(mode="json") == message for message in public)


ACTIONS = [
    (ActionExplain(), "why"), (ActionTellMore(), "tell_more"), (ActionHowToUse(), "how_to_use"),
    (ActionGoesWith(), "goes_with"), (ActionStock(), "in_stock"), (ActionShowSimilar(), "more_like"),
]  # fmt: skip
ASKING = [item for item in ACTIONS if item[1] != "in_stock"]
ALL = [*ACTIONS, (ActionCompare(), "compare"), (ActionBestOf(), "which_best")]


@pytest.mark.parametrize(("action", "intent"), ALL, ids=[name for _, name in ALL])
async def test_before_anything_is_shown_it_leads_to_the_question(stage: Stage, action: Any, intent: str) -> None:
    first = await stage.run(action, tracker(intent, "this one"))
    assert first.kinds == ["quick_replies"]
    assert texts(first) == ["nothing_shown_yet.0 ask.relationship"]
    # The same words are not said twice, and what is known is not asked again.
    state = GiftState(**first.slots["gift_state"])
    assert first.slots["gift_state"]["advice"] is None
    again = await stage.run(action, tracker(intent, "this one", state=state, brief=GiftBrief(relationship="friend")))
    assert texts(again)[0].startswith("nothing_shown_yet.1 ask.")
    assert "ask.relationship" not in texts(again)[0]


@pytest.mark.parametrize(("action", "intent"), ASKING, ids=[name for _, name in ASKING])
async def test_which_one(stage: Stage, action: Any, intent: str) -> None:
    unclear = await stage.run(action, tracker(intent, "/", state=GiftState(page=["tea", "dig"])))
    assert unclear.payloads == [f'/{intent}{{"product_id": "tea"}}', f'/{intent}{{"product_id": "dig"}}']


@pytest.mark.parametrize(("action", "intent"), ACTIONS, ids=[name for _, name in ACTIONS])
async def test_it_means_what_was_talked_about(stage: Stage, action: Any, intent: str) -> None:
    first = await stage.run(action, tracker(intent, "the lamp", state=PAGE, brief=DINOSAURS))
    assert on_wire(first)
    if intent != "more_like":
        assert first.slots["gift_state"]["focus"] == ["lamp"]


async def test_why(stage: Stage) -> None:
    answer = await stage.run(ActionExplain(), tracker("why", brief=DINOSAURS, state=PAGE, ordinal=1))
    said = dict(stage.texts.said)
    assert said["why"] == {"title": "Dinosaurs dig kit"}
    assert said["reason.interest"]["evidence"] in SHOP[0].description
    assert said["why.price"] == {"amount": "$30"}
    assert "why.but" not in said
    assert '/save_gift{"product_id": "dig"}' in answer.payloads


async def test_why_says_what_speaks_against_it(stage: Stage) -> None:
    brief = GiftBrief(interests=["dinosaurs", "tea"], age=AgeRange(min=8, max=8), budget=Budget(max=20))
    await stage.run(ActionExplain(), tracker("why", brief=brief, state=PAGE, product_id="lamp"))
    said = dict(stage.texts.said)
    assert said["against.interests"] == {"label": "tea"}
    assert said["against.budget"] == {"amount": "$24"}
    assert "against.age" in said
    await stage.run(ActionExplain(), tracker("why", brief=DINOSAURS, state=PAGE, product_id="wool"))
    assert ("why_none", {"title": "Wool blanket"}) in stage.texts.said


async def test_why_it_asks(stage: Stage) -> None:
    answer = await stage.run(ActionExplain(), tracker("why", "why do you need her age?", state=PAGE))
    assert texts(answer)[-1].startswith("why.ask")


async def test_compare(stage: Stage) -> None:
    brief = GiftBrief(interests=["dinosaurs"], age=AgeRange(min=8, max=8))
    answer = await stage.run(ActionCompare(), tracker("compare", brief=brief, state=PAGE, ordinal=[1, 3]))
    assert on_wire(answer)
    message = answer.of("comparison")
    assert [item["product_id"] for item in message["items"]] == ["dig", "book"]
    rows = {row["label"]: row["values"] for row in message["rows"]}
    assert rows["row.price"] == ["$30", "$18"]
    assert rows["fact.age"] == ["6-12", None]
    assert rows["fact.color"] == [None, "blue"]
    assert all(any(values) for values in rows.values())
    assert message["unknown"] == [["fact.color"], ["fact.age"]]
    assert message["text"].endswith("difference.age")
    assert answer.slots["gift_state"]["focus"] == ["dig", "book"]
    assert answer.payloads[:2] == ['/save_gift{"product_id": "dig"}', '/save_gift{"product_id": "book"}']
    for card in message["items"]:
        product = stage.catalog.get(card["product_id"])
        assert product is not None
        own = " ".join([product.title, product.description, *product.attributes.values()])
        assert all(reason["evidence"] in own for reason in card["reasons"])


async def test_compare_what_is_on_the_table(stage: Stage) -> None:
    four = await stage.run(ActionCompare(), tracker("compare", "compare them", state=PAGE))
    assert [item["product_id"] for item in four.of("comparison")["items"]] == PAGE.page
    state = GiftState(page=PAGE.page, focus=["puzzle"])
    two = await stage.run(ActionCompare(), tracker("compare", "compare it with the first", state=state, ordinal=1))
    assert [item["product_id"] for item in two.of("comparison")["items"]] == ["puzzle", "dig"]


async def test_compare_with_which(stage: Stage) -> None:
    answer = await stage.run(ActionCompare(), tracker("compare", "compare the lamp", state=PAGE))
    assert answer.payloads == [f'/compare{{"product_id": "{name}"}}' for name in ("dig", "book", "puzzle")]
    state = GiftState(**answer.slots["gift_state"])
    both = await stage.run(ActionCompare(), tracker("compare", "/compare", state=state, product_id="book"))
    assert [item["product_id"] for item in both.of("comparison")["items"]] == ["lamp", "book"]
    alone = await stage.run(ActionCompare(), tracker("compare", "compare", state=GiftState(page=["dig"])))
    assert texts(alone) == ["compare.too_few"]


@pytest.mark.parametrize(
    ("brief", "ids", "key"),
    [
        (GiftBrief(interests=["dinosaurs"]), ["lamp", "tea"], "difference.interest"),
        (GiftBrief(), ["book", "puzzle"], "difference.price"),
        (GiftBrief(), ["book", "tea"], "difference.kind"),
        (GiftBrief(interests=["tea"]), ["tea", "pot"], "difference.price"),
    ],
)
async def test_the_main_difference(stage: Stage, brief: GiftBrief, ids: list[str], key: str) -> None:
    answer = await stage.run(ActionCompare(), tracker("compare", brief=brief, product_id=ids))
    assert answer.of("comparison")["text"].endswith(key)


async def test_the_best(stage: Stage) -> None:
    brief = GiftBrief(interests=["dinosaurs"], age=AgeRange(min=8, max=8))
    answer = await stage.run(ActionBestOf(), tracker("which_best", "which one?", brief=brief, state=PAGE))
    assert on_wire(answer)
    assert answer.cards == ["dig"]
    assert ("best.age", {}) in stage.texts.said
    assert answer.slots["gift_state"]["focus"] == ["dig"]
    assert answer.slots["gift_state"]["page"] == PAGE.page
    by_wish = tracker("which_best", "which?", brief=DINOSAURS, state=GiftState(page=["tea", "book"]))
    assert (await stage.run(ActionBestOf(), by_wish)).cards == ["book"]
    assert ("best.interests", {"count": 1, "total": 1}) in stage.texts.said


TEENS = GiftState(page=["teen", "kit", "pan"])


@pytest.fixture
def teens(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A shop for different ages, with one thing that its words call sturdy."""
    made = Stage(
        gift("teen", "Desk lamp", 40, age_min=13, description="A lamp to read by."),
        gift("kit", "Play tent", 30, age_min=3, age_max=8, description="A tent with stars. Easy for a beginner."),
        gift("pan", "Iron pan", 50, age_min=13, description="Cast iron that lasts for generations."),
    )
    monkeypatch.setattr(module, "_context", made.context)
    return made


async def test_the_best_by_what_the_shop_vouches_for(teens: Stage) -> None:
    robust = await teens.run(ActionBestOf(), tracker("which_best", "which one is the most robust?", state=TEENS))
    assert robust.cards == ["pan"]
    assert ("best.told", {"title": "Iron pan", "quote": "Cast iron that lasts for generations."}) in teens.texts.said
    assert "best.cannot" not in dict(teens.texts.said)
    easy = await teens.run(ActionBestOf(), tracker("which_best", "which is best for a beginner?", state=TEENS))
    assert easy.cards == ["kit"]


async def test_what_can_not_be_judged_is_said_and_the_best_fit_given(teens: Stage) -> None:
    text = "which would a 15-year-old find least embarrassing?"
    asked = tracker("which_best", text, state=TEENS, age={"min": 15, "max": 15})
    answer = await teens.run(ActionBestOf(), asked)
    assert texts(answer)[0].startswith("best.cannot best")
    assert ("best.cannot", {"what": "least embarrassing"}) in teens.texts.said
    # The tent is for younger children; the age that the shop gives is why.
    assert answer.cards == ["teen"]
    assert ("best.age_said", {"age": "13+"}) in teens.texts.said
    # Whose age it is does not change the wish.
    assert answer.slots["brief"]["age"] is None


async def test_tell_more(drums: Stage) -> None:
    answer = await drums.run(ActionTellMore(), tracker("tell_more", product_id="drum"))
    assert on_wire(answer)
    message = answer.of("product_details")
    assert message["description"] == DRUM.description
    assert message["usage"] == DRUM.attributes["usage_tips"]
    assert DRUM.description in message["text"]
    assert ("tell_more.usage", {"tips": DRUM.attributes["usage_tips"]}) in drums.texts.said
    assert {"label": "fact.material", "value": "poplar"} in message["facts"]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("does it need batteries?", "“Needs two AA batteries.”"),
        ("is it washable?", "“Hand wash the strap.”"),
        ("how big is it?", "“It is 20 cm across.”"),
        ("how would she use it?", "“Play it with felt beaters in a flat.” “Keep it dry.”"),
    ],
)
async def test_questions_are_answered_word_for_word(drums: Stage, question: str, quote: str) -> None:
    state = GiftState(page=["drum", "sticks"], focus=["drum"])
    answer = await drums.run(ActionHowToUse(), tracker("how_to_use", question, state=state))
    assert ("how_to_use", {"title": "Little drum", "quotes": quote}) in drums.texts.said
    assert "/hand_off" not in answer.payloads


async def test_what_the_shop_does_not_say_is_not_made_up(drums: Stage) -> None:
    for question in ("is it waterproof?", "is it noisy?", "does it play chess?"):
        state = GiftState(page=["drum"])
        answer = await drums.run(ActionHowToUse(), tracker("how_to_use", question, state=state))
        assert texts(answer)[0] == "how_to_use.unknown", question
        # The ways on: all that the shop says of it, and a person.
        assert {'/tell_more{"product_id": "drum"}', "/hand_off"} <= set(answer.payloads)


async def test_a_button_repeats_the_question(drums: Stage) -> None:
    state = GiftState(page=["drum", "sticks"])
    asked = await drums.run(ActionHowToUse(), tracker("how_to_use", "is it washable?", state=state))
    assert asked.payloads[0] == '/how_to_use{"product_id": "drum", "question": "is it washable?"}'
    pressed = tracker("how_to_use", asked.payloads[0], state=state, product_id="drum", question="is it washable?")
    await drums.run(ActionHowToUse(), pressed)
    assert ("how_to_use", {"title": "Little drum", "quotes": "“Hand wash the strap.”"}) in drums.texts.said


async def test_what_goes_with_it(drums: Stage) -> None:
    brief = GiftBrief(occasion="birthday")
    answer = await drums.run(ActionGoesWith(), tracker("goes_with", brief=brief, product_id="drum"))
    assert on_wire(answer)
    assert answer.cards == ["sticks", "wrap", "card"]
    assert answer.slots["gift_state"]["page"] == ["sticks", "wrap", "card"]
    assert answer.slots["gift_state"]["focus"] == ["drum"]
    plain = await drums.run(ActionGoesWith(), tracker("goes_with", product_id="drum"))
    assert plain.cards == ["sticks", "wrap", "plain"]
    only_extras = await drums.run(ActionGoesWith(), tracker("goes_with", product_id="sticks"))
    assert only_extras.of("product_cards")["text"] == "goes_with.extras"


async def test_nothing_goes_with_it(stage: Stage) -> None:
    answer = await stage.run(ActionGoesWith(), tracker("goes_with", product_id="wool"))
    assert texts(answer) == ["goes_with.none"]


async def test_in_stock(stage: Stage) -> None:
    answer = await stage.run(ActionStock(), tracker("in_stock", state=PAGE, ordinal=2))
    assert texts(answer)[0] == "in_stock.in_stock"
    assert ("in_stock.in_stock", {"title": "Dinosaurs night lamp", "amount": "$24"}) in stage.texts.said
    await stage.run(ActionStock(), tracker("in_stock", product_id="gone"))
    assert ("in_stock.out_of_stock", {"title": "Dinosaurs egg", "amount": "$10"}) in stage.texts.said


async def test_where_it_is_unclear_all_are_told_to_be_in_stock(stage: Stage) -> None:
    answer = await stage.run(ActionStock(), tracker("in_stock", "is it in stock?", state=PAGE))
    titles = [values["title"] for key, values in stage.texts.said if key == "in_stock.in_stock"]
    assert titles == [product.title for product in SHOP[:4]]
    assert answer.slots["gift_state"]["focus"] == []


async def test_similar(stage: Stage) -> None:
    state = GiftState(page=["tea", "dig"], shown=["tea", "dig"])
    answer = await stage.run(ActionShowSimilar(), tracker("more_like", state=state, ordinal=1))
    assert answer.cards[0] == "pot"
    assert not {"tea", "gone"} & set(answer.cards)
    for message in (tracker("more_like", state=state, product_id="tea"), tracker("more_like", "More like Tea sampler")):
        assert (await stage.run(ActionShowSimilar(), message)).cards == answer.cards


async def test_similar_within_the_brief(stage: Stage) -> None:
    brief = GiftBrief(budget=Budget(max=20))
    message = tracker("more_like", brief=brief, state=GiftState(page=["tea"]), product_id="tea")
    assert set((await stage.run(ActionShowSimilar(), message)).cards) <= {"book", "puzzle"}
    none = tracker("more_like", brief=GiftBrief(budget=Budget(max=1)), state=GiftState(page=["tea"]), product_id="tea")
    assert texts(await stage.run(ActionShowSimilar(), none)) == ["no_similar"]


async def test_similar_but(stage: Stage) -> None:
    cheaper = tracker("more_like", "something like the first but cheaper", state=PAGE, ordinal=1)
    shown = (await stage.run(ActionShowSimilar(), cheaper)).of("product_cards")["items"]
    assert shown
    assert all(float(item["price"]["amount"]) < 30 for item in shown)
    under = tracker(
        "more_like",
        "like the first but under 20",
        state=PAGE,
        ordinal=1,
        budget={"min": None, "max": 20, "currency": "USD"},
    )
    answer = await stage.run(ActionShowSimilar(), under)
    assert set(answer.cards) <= {"book", "puzzle", "tea"}
    assert answer.slots["brief"]["budget"]["max"] == 20
    blue = tracker("more_like", "something like the lamp in blue", state=PAGE, color="blue")
    assert (await stage.run(ActionShowSimilar(), blue)).cards == ["book"]
    dear = tracker("more_like", "like the puzzle but smaller", state=PAGE)
    assert texts(await stage.run(ActionShowSimilar(), dear)) == ["no_similar_such"]
