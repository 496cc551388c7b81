"""Actions that show gifts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions import context as module
from actions.affirm import ActionAffirm
from actions.presenting import amount, short_title
from actions.recommend_gifts import ActionRecommendGifts
from actions.reject_kind import ActionRejectKind
from actions.show_cheaper import ActionShowCheaper
from actions.show_dearer import ActionShowDearer
from actions.show_more import ActionShowMore
from actions.show_previous import ActionShowPrevious
from actions.slots import GiftState, wish_of
from bot.messages import parse_bot_message
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import SHOP, Answer, Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker

DINOSAURS = GiftBrief(relationship="friend", interests=["dinosaurs"], budget=Budget(max=60))
LOOP_ENDS = [("active_loop", None), ("slot", "requested_slot")]
NEXT_STEPS = ["/more", "/cheaper", "/reject_kind", "/next_recipient"]
DINOSAUR_IDS = {"dig", "lamp", "book", "puzzle", "fossil"}


def texts(answer: Answer) -> list[str]:
    return [message["text"] for message in answer.messages]


def edits(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(p.removeprefix("/edit_brief"))["brief_edit"] for p in answer.payloads if "brief_edit" in p]


def ends_loop(answer: Answer) -> bool:
    return [(event["event"], event["name"]) for event in answer.events[:2]] == LOOP_ENDS


async def test_recommend(stage: Stage) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=DINOSAURS))
    assert answer.kinds == ["product_cards", "quick_replies"]
    assert len(answer.cards) == 4
    assert set(answer.cards) < DINOSAUR_IDS
    assert answer.of("product_cards")["total"] == 5
    assert answer.payloads == NEXT_STEPS
    state = answer.slots["gift_state"]
    assert (state["page"], state["shown"], state["fits"]) == (answer.cards, answer.cards, 5)
    # The receipt goes to the gateway only.
    public = [{name: part for name, part in message.items() if name != "receipt"} for message in answer.messages]
    assert all(parse_bot_message(message).model_dump(mode="json") == message for message in public)
    assert answer.messages[0]["receipt"]["candidates"]


async def test_a_card(stage: Stage) -> None:
    brief = GiftBrief(interests=["dinosaurs"], age=AgeRange(min=8, max=8), budget=Budget(max=35, min=30))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert texts(answer)[0] == "conflict.few.two"
    (card,) = answer.of("product_cards")["items"]
    product = SHOP[0]
    assert (card["product_id"], card["title"], card["url"]) == ("dig", product.title, "/go/dig")
    assert (card["price"], card["age"], card["saved"]) == ({"amount": "30.00", "currency": "USD"}, "6-12", False)
    evidence = [reason["evidence"] for reason in card["reasons"]]
    assert evidence == ["Dig out three dinosaurs from a block", "ages 6 to 12"]
    assert all(span in product.description for span in evidence)


@pytest.fixture
def crossed(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A shop where chess is served by few things, and one more is akin to it."""
    made = Stage(
        gift("set", "Walnut set", 30, interests=("chess",), description="For two."),
        gift("clock", "Brass clock", 60, interests=("chess",), description="For players in a hurry."),
        # Means the same by its words, though the word in it is another one.
        gift("draughts", "Draughts draughts", 20, description="Draughts."),
        gift("scarf", "Green scarf", 20, description="Of wool."),
    )
    search = made.catalog.search
    monkeypatch.setattr(search, "near", lambda product, brief: product.id == "draughts")
    monkeypatch.setattr(module, "_context", made.context)
    return made


async def test_what_is_akin_fills_a_short_row_and_is_named_so(crossed: Stage) -> None:
    answer = await crossed.run(ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["chess"])))
    assert set(answer.cards[:2]) == {"set", "clock"}
    assert answer.cards[2:] == ["draughts"]
    # Only what serves the wish is counted.
    assert answer.of("product_cards")["total"] == 2
    assert texts(answer)[0] == "results_near.many"


async def test_a_filled_row_says_once_that_it_is_only_one(crossed: Stage) -> None:
    brief = GiftBrief(interests=["chess"], budget=Budget(max=40))
    before = GiftState(seen=wish_of(GiftBrief(budget=Budget(max=40)), GiftState()))
    answer = await crossed.run(ActionRecommendGifts(), tracker(brief=brief, state=before))
    assert answer.cards == ["set", "draughts"]
    # What has changed comes first, then which wishes leave one, and beneath only the changes.
    assert texts(answer) == ["results_near.changed", "relax"]
    said = dict(crossed.texts.said)
    assert said["results_near.changed"] == {"changes": "Changed.interests_new", "few": "results_near"}
    assert said["results_near"] == {"few": "conflict.few.two"}


async def test_what_is_not_akin_fills_no_row(stage: Stage) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["tea"], budget=Budget(max=50))))
    assert sorted(answer.cards) == ["pot", "tea"]
    assert texts(answer)[0] == "results_all"


async def test_what_serves_no_wish_is_not_shown_beside_a_full_row(stage: Stage) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["dinosaurs"])))
    assert set(answer.cards) <= DINOSAUR_IDS


async def test_another_currency_is_told_once_and_kept_below(stage: Stage) -> None:
    brief = GiftBrief(interests=["tea"], budget=Budget(max=40, currency="GBP"))
    message = tracker(brief=brief, budget={"min": None, "max": 40, "currency": "GBP"})
    answer = await stage.run(ActionRecommendGifts(), message)
    assert texts(answer)[0] == "other_currency"
    assert ("other_currency", {"amount": "$40"}) in stage.texts.said
    assert answer.cards[0] == "tea"
    # Not said again when the message was of something else.
    again = await stage.run(ActionRecommendGifts(), tracker(brief=brief, interest="tea"))
    assert again.kinds == ["product_cards", "quick_replies"]


async def test_more(stage: Stage) -> None:
    first = await stage.run(ActionRecommendGifts(), tracker(brief=DINOSAURS))
    state = GiftState(**first.slots["gift_state"])
    answer = await stage.run(ActionShowMore(), tracker("more", brief=DINOSAURS, state=state))
    assert ends_loop(answer)
    assert set(answer.cards) == DINOSAUR_IDS - set(first.cards)
    assert answer.slots["gift_state"]["page"] == answer.cards
    assert set(answer.slots["gift_state"]["shown"]) == DINOSAUR_IDS
    # Then there are no more, and the way on is shown with counts.
    state = GiftState(**answer.slots["gift_state"])
    last = await stage.run(ActionShowMore(), tracker("more", brief=DINOSAURS, state=state))
    assert last.kinds == ["text", "quick_replies"]
    assert texts(last)[0] == "no_more"
    assert {"interests": []} in edits(last)


async def test_cheaper(stage: Stage) -> None:
    state = GiftState(page=["fossil", "dig", "lamp"], shown=["fossil", "dig", "lamp"])
    answer = await stage.run(ActionShowCheaper(), tracker("cheaper", brief=DINOSAURS, state=state))
    assert ends_loop(answer)
    # Clearly below the middle price of the page, 30, and not on it.
    assert sorted(answer.cards) == ["book", "puzzle"]
    assert ("cheaper", {"amount": "$25.50"}) in stage.texts.said


async def test_cheaper_than_the_cheapest(stage: Stage) -> None:
    state = GiftState(page=["puzzle"], shown=["puzzle"])
    answer = await stage.run(ActionShowCheaper(), tracker("cheaper", brief=DINOSAURS, state=state))
    assert "no_cheaper" in texts(answer)
    assert "product_cards" not in answer.kinds


async def test_cheaper_before_anything_was_shown(stage: Stage) -> None:
    answer = await stage.run(ActionShowCheaper(), tracker("cheaper", brief=DINOSAURS))
    assert set(answer.cards) <= DINOSAUR_IDS
    assert "puzzle" in answer.cards


async def test_dearer_and_back(stage: Stage) -> None:
    state = GiftState(page=["puzzle", "book", "lamp"], shown=["puzzle", "book", "lamp"])
    answer = await stage.run(ActionShowDearer(), tracker("dearer", brief=DINOSAURS, state=state))
    assert ends_loop(answer)
    # Clearly above the middle price of the page, 18, and not on it.
    assert sorted(answer.cards) == ["dig", "fossil"]
    assert ("dearer", {"amount": "$20.70"}) in stage.texts.said
    after = GiftState(**answer.slots["gift_state"])
    back = await stage.run(ActionShowPrevious(), tracker("previous", brief=DINOSAURS, state=after))
    assert back.cards == ["puzzle", "book", "lamp"]
    none = await stage.run(
        ActionShowPrevious(), tracker("previous", brief=DINOSAURS, state=GiftState(**back.slots["gift_state"]))
    )
    assert texts(none)[0] == "no_earlier"
    assert none.kinds[-1] == "quick_replies"


async def test_earlier_gifts_that_break_the_wish_by_now_stay_away(stage: Stage) -> None:
    brief = DINOSAURS.model_copy(update={"budget": Budget(max=20)})
    state = GiftState(page=["puzzle"], pages=[["fossil", "book", "gone"]], shown=["puzzle"])
    answer = await stage.run(ActionShowPrevious(), tracker("previous", brief=brief, state=state))
    assert answer.cards == ["book"]


async def test_nothing_dearer_within_the_budget(stage: Stage) -> None:
    brief = DINOSAURS.model_copy(update={"budget": Budget(max=30)})
    shown = ["dig", "lamp", "book", "puzzle"]
    answer = await stage.run(
        ActionShowDearer(), tracker("dearer", brief=brief, state=GiftState(page=shown, shown=shown))
    )
    assert texts(answer)[0] == "no_dearer"
    assert any((edit.get("budget") or {}).get("max", 0) > 30 for edit in edits(answer))


async def test_what_they_have_never_comes_again(stage: Stage) -> None:
    state = GiftState(page=["dig", "book"], shown=["dig", "book"])
    message = tracker(
        "reject_kind", "Not for us: Dinosaurs picture atlas (already has it)", brief=DINOSAURS, state=state
    )
    answer = await stage.run(ActionRejectKind(), message)
    after = answer.slots["gift_state"]
    assert (after["never"], after["owned"], after["avoided"]) == (["book"], ["Books"], [])
    assert answer.slots["brief"]["interests"] == ["dinosaurs"]
    again = await stage.run(
        ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["dinosaurs"]), state=GiftState(**after))
    )
    assert "book" not in again.cards


async def test_too_expensive_brings_cheaper_ones(stage: Stage) -> None:
    state = GiftState(page=["dig", "book"], shown=["dig", "book"])
    message = tracker("reject_kind", "Not for us: Dinosaurs dig kit (too expensive)", brief=DINOSAURS, state=state)
    answer = await stage.run(ActionRejectKind(), message)
    assert set(answer.cards) <= {"lamp", "book", "puzzle"}
    assert texts(answer)[0] == "cheaper"


async def test_the_wrong_age_asks_for_the_right_one(stage: Stage) -> None:
    message = tracker(
        "reject_kind", "Not for us: Dinosaurs dig kit (wrong age)", brief=DINOSAURS, state=GiftState(page=["dig"])
    )
    answer = await stage.run(ActionRejectKind(), message)
    assert texts(answer)[0] == "wrong_age_unknown"
    assert any('"age"' in payload for payload in answer.payloads)
    assert answer.slots["gift_state"]["asked"] == "age"


async def test_the_same_wish_again_brings_other_gifts(stage: Stage) -> None:
    first = await stage.run(ActionRecommendGifts(), tracker(brief=DINOSAURS))
    again = await stage.run(
        ActionRecommendGifts(), tracker(brief=DINOSAURS, state=GiftState(**first.slots["gift_state"]))
    )
    assert not set(again.cards) & set(first.cards)
    changed = GiftState(**first.slots["gift_state"])
    cheaper = await stage.run(
        ActionRecommendGifts(), tracker(brief=DINOSAURS.model_copy(update={"budget": Budget(max=25)}), state=changed)
    )
    assert texts(cheaper)[0] == "changed"


async def test_what_was_wished_instead(stage: Stage) -> None:
    brief = GiftBrief(interests=["zeppelins"])
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief, state=GiftState(instead=["tea"])))
    assert sorted(answer.cards) == ["pot", "tea"]
    assert texts(answer)[0] == "results_instead"
    assert answer.slots["brief"]["interests"] == ["zeppelins"]
    found = GiftBrief(interests=["dinosaurs"])
    first = await stage.run(ActionRecommendGifts(), tracker(brief=found, state=GiftState(instead=["tea"])))
    assert set(first.cards) <= DINOSAUR_IDS


async def test_only_one_kind_of_thing(stage: Stage) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=DINOSAURS, state=GiftState(only=["puzzles"])))
    assert answer.cards == ["puzzle"]


async def test_with_nothing_known_many_tastes(stage: Stage) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker("show_now", state=GiftState(hurry=True)))
    assert texts(answer)[0] == "results_anything"
    assert len(answer.cards) == 4


async def test_not_that_kind(stage: Stage) -> None:
    state = GiftState(page=["dig", "fossil"], shown=["dig", "fossil"])
    answer = await stage.run(ActionRejectKind(), tracker("reject_kind", brief=DINOSAURS, state=state))
    assert ends_loop(answer)
    assert answer.slots["gift_state"]["avoided"] == ["Science"]
    assert not {"dig", "fossil"} & set(answer.cards)
    assert answer.cards[0] in DINOSAUR_IDS


async def test_not_one_of_them(stage: Stage) -> None:
    state = GiftState(page=["dig", "lamp", "book"], shown=["dig", "lamp", "book"])
    answer = await stage.run(ActionRejectKind(), tracker("reject_kind", brief=DINOSAURS, state=state, ordinal=2))
    assert answer.slots["gift_state"]["avoided"] == ["Lamps"]
    titled = tracker("reject_kind", "Not for us: Dinosaurs picture atlas", brief=DINOSAURS, state=state)
    assert (await stage.run(ActionRejectKind(), titled)).slots["gift_state"]["avoided"] == ["Books"]


async def test_no_other_kind(stage: Stage) -> None:
    kinds = [product.categories[-1] for product in SHOP]
    message = tracker("reject_kind", brief=DINOSAURS, state=GiftState(page=["dig"], shown=["dig"], avoided=kinds))
    answer = await stage.run(ActionRejectKind(), message)
    assert texts(answer)[0] == "no_other_kind"
    assert "product_cards" not in answer.kinds


async def test_yes(stage: Stage) -> None:
    asked = await stage.run(ActionAffirm(), tracker("affirm"))
    assert asked.messages[0]["text"] == "ask.relationship"
    assert asked.slots["gift_state"]["asked"] == "relationship"
    first = await stage.run(ActionRecommendGifts(), tracker(brief=DINOSAURS))
    state = GiftState(**first.slots["gift_state"])
    more = await stage.run(ActionAffirm(), tracker("affirm", brief=DINOSAURS, state=state))
    assert set(more.cards) == DINOSAUR_IDS - set(first.cards)
    done = await stage.run(ActionAffirm(), tracker("affirm", brief=DINOSAURS))
    assert done.payloads == NEXT_STEPS


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [(10, "USD", "$10"), (12.5, "EUR", "€12.50"), (120, "SEK", "120 SEK"), (5.009999, "GBP", "£5.01")],
)
def test_amount(value: float, currency: str, text: str) -> None:
    assert amount(value, currency) == text


def test_short_titles() -> None:
    assert short_title("Tea pot") == "Tea pot"
    long = short_title("A very long title of a tea pot that goes on and on")
    assert len(long) <= 34
    assert long.endswith("…")


def test_without_a_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_context", None)
    with pytest.raises(RuntimeError, match="set_context"):
        module.context()


async def test_just_show_me_something_shows_at_least_the_same_again(stage: Stage) -> None:
    brief = GiftBrief(interests=["dinosaurs"], budget=Budget(max=60))
    state = GiftState(page=["dig", "lamp"], shown=sorted(DINOSAUR_IDS), talked=1)
    state.seen = wish_of(brief, state)
    answer = await stage.run(ActionRecommendGifts(), tracker("show_now", "just show me", brief=brief, state=state))
    assert answer.cards == ["dig", "lamp"]
    answer = await stage.run(ActionRecommendGifts(), tracker("inform", "dinosaurs", brief=brief, state=state))
    assert "product_cards" not in answer.kinds
