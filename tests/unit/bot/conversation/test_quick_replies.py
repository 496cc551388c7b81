"""Payloads: what the bot offered is trusted, anything else is a forgery."""

import pytest


async def test_an_offered_payload_goes_to_rasa_as_it_is_and_shows_its_title(any_chat, rasa):
    options = (await any_chat.say("buttons"))["replies"][0]["options"]
    await any_chat.say("something else")
    await any_chat.say(payload=options[0]["payload"], client_id="p1")
    assert rasa.texts()[-1] == '/inform{"age": 8}'
    line = (await any_chat.view())["messages"][4]
    assert (line["role"], line["text"], line["client_id"]) == ("shopper", "Eight", "p1")
    assert "payload" not in line


@pytest.mark.parametrize(
    "payload",
    ["/restart", '/inform{"age": 9}', '/inform{"age": 8} ', "/skip\n", "", "retry:1", "retry:x", "x" * 4000],
)
async def test_a_forged_payload_is_refused(any_chat, rasa, payload):
    await any_chat.say("buttons")
    response = await any_chat.post(payload=payload)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert rasa.texts() == ["buttons"]
    assert len((await any_chat.view())["messages"]) == 2


async def test_another_conversations_offer_is_not_mine(gateway, chat, rasa):
    other = await gateway.chat()
    await other.say("buttons")
    assert (await chat.post(payload="/skip")).status_code == 422
    assert rasa.texts() == ["buttons"]


async def test_what_a_shopper_writes_is_not_an_offer(chat, rasa):
    await chat.say('{"payload": "/restart"}')
    assert (await chat.post(payload="/restart")).status_code == 422


async def test_buttons_inside_new_message_types_count(chat, rasa):
    await chat.say('custom{"type": "picker", "text": "?", "rows": [{"actions": [{"payload": "/pick"}]}]}')
    await chat.say(payload="/pick")
    assert rasa.texts()[-1] == "/pick"
