"""The quiz on the real stack: asked for in words, taken over the API, ending in the chat, its result shared."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.shopper import Shopper, cards, texts


def step(shopper: Shopper, answers: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    response = shopper.call("POST", "/quiz", json={"answers": answers, **more})
    assert response.status_code == 200, response.text
    return response.json()


def take(shopper: Shopper, wanted: dict[str, str], **more: Any) -> list[dict[str, Any]]:
    """Answer to the end: as wanted, else with the last option; the counts must be true at each step."""
    answers: list[dict[str, Any]] = []
    while (now := step(shopper, answers, **more))["question"]:
        question = now["question"]
        option = next(
            (o for o in question["options"] if o["id"] == wanted.get(question["id"])), question["options"][-1]
        )
        answers.append({"question": question["id"], "answer": option["id"]})
        assert step(shopper, answers, **more)["count"] == option["count"] <= now["count"]
    return answers


def finish(shopper: Shopper, answers: list[dict[str, Any]], client_id: str, **more: Any) -> dict[str, Any]:
    body = {"answers": answers, "client_id": client_id, **more}
    response = shopper.call("POST", "/quiz/finish", json=body)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(
    "words", ["quiz me", "take the quiz", "help me choose", "I have no idea", "surprise quiz", "do you have a quiz?"]
)
def test_asked_for_in_words(shopper, words):
    assert [reply["type"] for reply in shopper.say(words)["replies"]] == ["quiz"]


def test_without_the_quiz_its_buttons_lead_through_questions(shopper):
    answer = shopper.choose(shopper.say("quiz me"), "for me")
    assert answer["brief"]["relationship"] == "myself"
    assert [option for reply in answer["replies"] for option in reply.get("options", [])]


def test_to_the_gifts_and_on(shopper):
    shopper.say("quiz me")
    answers = take(shopper, {"who": "friend", "vibe": "kitchen", "avoid": "alcohol"})
    assert 4 <= len(answers) <= 6
    count = step(shopper, answers)["count"]
    answer = finish(shopper, answers, "quiz-1")
    assert answer["brief"]["relationship"] == "friend"
    # Which questions are asked is the catalog's to say; what was answered must be in the brief.
    picked = {item["question"]: item["answer"] for item in answers}
    assert answer["brief"]["exclude"] == {"alcohol": ["alcohol"], "nothing": []}[picked.get("avoid", "nothing")]
    shown = cards(answer["replies"])
    assert min(3, count) <= len(shown) <= count
    assert [reply["total"] for reply in answer["replies"] if reply["type"] == "product_cards"] == [count]
    assert finish(shopper, answers, "quiz-1") == answer

    saved = shopper.say("save the first one")
    assert shown[0]["title"] in texts(saved["replies"])
    cheaper = shopper.say("cheaper")
    assert cheaper["brief"]["relationship"] == "friend"


def test_at_a_loss_in_the_middle_of_the_questions(shopper):
    shopper.say("a gift for my niece, she is 8")
    answer = shopper.say("I don't know what she likes at all")
    assert "quiz" in [reply["type"] for reply in answer["replies"]]
    first = step(shopper, [])
    assert first["question"]["id"] not in ("who", "age")
    assert len(first["known"]) == 2
    done = finish(shopper, take(shopper, {"vibe": "lab"}), "quiz-1")
    assert done["brief"]["relationship"] == "niece"
    assert done["brief"]["age"] == {"min": 8, "max": 8}
    assert cards(done["replies"])


def test_for_oneself_beside_somebody_else(shopper):
    shopper.say("a gift for my dad who loves golf, up to 50")
    answers = take(shopper, {"vibe": "sofa"}, for_whom="myself")
    done = finish(shopper, answers, "quiz-1", for_whom="myself")
    assert done["brief"]["relationship"] == "myself"
    back = shopper.say("back to my dad")
    assert back["brief"]["relationship"] == "father"
    assert back["brief"]["interests"] == ["golf"]


def test_its_result_is_shared(shopper):
    answers = take(shopper, {"who": "partner", "vibe": "stage"})
    shown = [card["product_id"] for card in cards(finish(shopper, answers, "quiz-1")["replies"])]
    made = shopper.call("POST", "/quiz/share", json={"answers": answers})
    assert made.status_code == 201
    path = urlsplit(made.json()["url"]).path
    page = shopper.http.get(path, headers={"Authorization": ""})
    assert page.status_code == 200
    assert page.headers["x-robots-tag"].startswith("noindex")
    for product_id in shown:
        assert f"/go/{product_id}" in page.text
    assert shopper.id not in page.text
    assert shopper.http.get(path[:-1]).status_code == 404
