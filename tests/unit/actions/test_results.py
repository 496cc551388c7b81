"""Actions that show gifts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions import context as module
from actions.affirm import ActionAffirm
from actions.explain import ActionExplain
from actions.presenting import amount, short_title
from actions.recommend_gifts import ActionRecommendGifts
from actions.reject_kind import ActionRejectKind
from actions.show_cheaper import ActionShowCheaper
from actions.show_more import ActionShowMore
from actions.show_similar import ActionShowSimilar
from actions.slots import GiftState
from bot.messages import parse_bot_message
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import SHOP, Answer, Stage
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
    assert all(parse_bot_message(message).model_dump(mode="json") == message for message in answer.messages)


async def test_a_card(stage: Stage) -> None:
    brief = GiftBrief(interests=["dinosaurs"], age=AgeRange(min=8, max=8), budget=Budget(max=35, min=30))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert texts(answer)[0] == "results_one"
    (card,) = answer.of("product_cards")["items"]
    product = SHOP[0]
    assert (card["product_id"], card["title"], card["url"]) == ("dig", product.title, "/go/dig")
    assert (card["price"], card["age"], card["saved"]) == ({"amount": "30.00", "currency": "USD"}, "6-12", False)
    evidence = [reason["evidence"] for reason in card["reasons"]]
    assert evidence == ["Dig out three dinosaurs from a block", "ages 6 to 12"]
    assert all(span in product.description for span in evidence)


async def test_what_serves_no_wish_is_not_shown_beside_what_does(stage: Stage) -> None:
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=GiftBrief(interests=["tea"])))
    assert sorted(answer.cards) == ["pot", "tea"]
    assert answer.of("product_cards")["total"] == 2
    assert texts(answer)[0] == "results_all"


async def test_nothing_fits(stage: Stage) -> None:
    brief = GiftBrief(interests=["tea"], budget=Budget(max=15))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    # The nearest, then what could be relaxed.
    assert answer.kinds == ["text", "product_cards", "quick_replies"]
    assert texts(answer) == ["nothing_fits", "nearest", "relax"]
    assert answer.cards == ["puzzle"]
    # 5 more reach the sampler (20), 30 more the pot (45) too; other interests: the puzzle (12).
    assert edits(answer) == [
        {"budget": {"min": None, "max": 20, "currency": "USD"}},
        {"budget": {"min": None, "max": 45, "currency": "USD"}},
        {"interests": []},
    ]
    told = [(key, values) for key, values in stage.texts.said if key.startswith(("relax.", "count."))]
    assert ("relax.budget", {"amount": "$5", "count": "count.one"}) in told
    assert ("count.many", {"count": 2}) in told
    assert answer.slots["gift_state"]["fits"] == 0


async def test_nothing_at_all(stage: Stage) -> None:
    brief = GiftBrief(interests=["zeppelins"], budget=Budget(max=1))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert answer.kinds == ["text", "quick_replies"]
    assert answer.payloads == ["/start_over", "/hand_off"]


async def test_relaxing_an_exclusion_and_the_age(stage: Stage) -> None:
    brief = GiftBrief(exclude=["dinosaurs", "tea", "wool"], age=AgeRange(min=2, max=2))
    answer = await stage.run(ActionRecommendGifts(), tracker(brief=brief))
    assert texts(answer)[0] == "nothing_fits"
    assert {"exclude": ["tea", "wool"]} in edits(answer)
    assert {"exclude": ["dinosaurs", "wool"]} in edits(answer)
    assert {"exclude": ["dinosaurs", "tea"]} in edits(answer)


async def test_another_currency_is_told_once_and_kept_below(stage: Stage) -> None:
    brief = GiftBrief(interests=["tea"], budget=Budget(max=40, currency="GBP"))
    message = tracker(brief=brief, budget={"min": None, "max": 40, "currency": "GBP"})
    answer = await stage.run(ActionRecommendGifts(), message)
    assert texts(answer)[0] == "other_currency"
    assert ("other_currency", {"amount": "$40"}) in stage.texts.said
    assert answer.cards == ["tea"]
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


async def test_similar(stage: Stage) -> None:
    state = GiftState(page=["tea", "dig"], shown=["tea", "dig"])
    answer = await stage.run(ActionShowSimilar(), tracker("more_like", state=state, ordinal=1))
    assert ends_loop(answer)
    assert answer.cards[0] == "pot"
    assert "tea" not in answer.cards
    assert "gone" not in answer.cards
    by_id = await stage.run(ActionShowSimilar(), tracker("more_like", state=state, product_id="tea"))
    assert by_id.cards == answer.cards
    by_title = await stage.run(ActionShowSimilar(), tracker("more_like", "More like Tea sampler", state=state))
    assert by_title.cards == answer.cards


async def test_similar_within_the_brief(stage: Stage) -> None:
    brief = GiftBrief(budget=Budget(max=20))
    message = tracker("more_like", brief=brief, state=GiftState(page=["tea"]), product_id="tea")
    assert set((await stage.run(ActionShowSimilar(), message)).cards) <= {"book", "puzzle"}
    none = tracker("more_like", brief=GiftBrief(budget=Budget(max=1)), state=GiftState(page=["tea"]), product_id="tea")
    assert texts(await stage.run(ActionShowSimilar(), none)) == ["no_similar"]


@pytest.mark.parametrize(
    ("action", "payload"), [(ActionShowSimilar(), "/more_like"), (ActionExplain(), "/why")], ids=["similar", "why"]
)
async def test_which_one(stage: Stage, action: Any, payload: str) -> None:
    nothing = await stage.run(action, tracker("why"))
    assert texts(nothing) == ["nothing_shown"]
    unclear = await stage.run(action, tracker("why", "blorp", state=GiftState(page=["tea", "dig"])))
    assert unclear.payloads == [f'{payload}{{"product_id": "tea"}}', f'{payload}{{"product_id": "dig"}}']


async def test_why(stage: Stage) -> None:
    message = tracker("why", brief=DINOSAURS, state=GiftState(page=["dig", "tea"]), ordinal=1)
    answer = await stage.run(ActionExplain(), message)
    assert ends_loop(answer)
    said = dict(stage.texts.said)
    assert said["why"] == {"title": "Dinosaurs dig kit"}
    assert said["reason.interest"]["evidence"] in SHOP[0].description
    assert "slot" not in [event["event"] for event in answer.events[2:]]


async def test_why_without_evidence(stage: Stage) -> None:
    message = tracker("why", brief=DINOSAURS, state=GiftState(page=["wool"]), product_id="wool")
    await stage.run(ActionExplain(), message)
    assert ("why_none", {"title": "Wool blanket"}) in stage.texts.said


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
