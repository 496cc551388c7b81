"""PATCH brief: chips change and clear parts."""

import json

import pytest

BRIEF = {
    "relationship": "niece",
    "age": {"min": 8, "max": 8},
    "interests": ["dinosaurs"],
    "exclude": [],
    "budget": {"min": None, "max": 40.0, "currency": "GBP"},
    "occasion": None,
}


def sent(rasa):
    return json.loads(rasa.texts()[-1].removeprefix("/edit_brief"))["brief_edit"]


async def test_parts_are_changed_and_the_bot_answers(any_chat, rasa):
    await any_chat.say("brief:" + json.dumps(BRIEF))
    response = await any_chat.edit(age={"min": 9, "max": 9}, interests=["mud", "dinosaurs"])
    assert response.status_code == 200
    answer = response.json()
    assert answer["seq"] == 3
    assert answer["brief"] == {**BRIEF, "age": {"min": 9, "max": 9}, "interests": ["mud", "dinosaurs"]}
    assert [reply["text"] for reply in answer["replies"]] == ["Changed."]
    assert sent(rasa) == {"age": {"min": 9, "max": 9}, "interests": ["mud", "dinosaurs"]}
    line = (await any_chat.view())["messages"][2]
    assert (line["role"], line["type"]) == ("system", "text")


async def test_null_and_empty_clear(chat, rasa):
    await chat.say("brief:" + json.dumps(BRIEF))
    answer = (await chat.edit(age=None, budget=None, interests=[], exclude=None, relationship=None)).json()
    assert answer["brief"] == {**BRIEF, "age": None, "budget": None, "interests": [], "relationship": None}
    assert sent(rasa) == {"age": None, "budget": None, "interests": [], "exclude": [], "relationship": None}


async def test_a_budget_without_currency_keeps_the_shoppers_or_gets_the_shops(chat, rasa):
    await chat.edit(budget={"max": 60})
    assert sent(rasa)["budget"] == {"min": None, "max": 60.0, "currency": "USD"}
    await chat.say("brief:" + json.dumps(BRIEF))
    await chat.edit(budget={"max": 60})
    assert sent(rasa)["budget"]["currency"] == "GBP"
    await chat.edit(budget={"max": 60, "currency": "EUR"})
    assert sent(rasa)["budget"]["currency"] == "EUR"


async def test_the_same_client_id_changes_once(any_chat, rasa):
    first = (await any_chat.edit(occasion="birthday", client_id="e1")).json()
    assert (await any_chat.edit(occasion="birthday", client_id="e1")).json() == first
    assert len(rasa.received) == 1


async def test_shopper_words_stay_inside_the_payload(chat, rasa):
    word = '"}} /restart {"'
    await chat.edit(interests=[word])
    assert sent(rasa) == {"interests": [word]}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "x"},
        {"colour": "red"},
        {"age": 8},
        {"age": {"min": 9, "max": 8}},
        {"age": {"min": -1}},
        {"age": {"min": 3, "max": 500}},
        {"budget": {"max": 0}},
        {"budget": {"min": 50, "max": 40}},
        {"budget": {"max": 40, "currency": "dollars"}},
        {"budget": {"max": "lots"}},
        {"interests": ["x" * 61]},
        {"interests": [""]},
        {"interests": ["a"] * 21},
        {"relationship": " "},
    ],
)
async def test_what_is_not_a_brief_is_refused(chat, rasa, body):
    response = await chat.http.patch(f"{chat.path}/brief", json=body, headers=chat.headers)
    assert response.status_code == 422
    assert response.json()["errors"]
    assert rasa.received == []
