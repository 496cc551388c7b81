"""A shopper's messages: taken, answered, refused."""

import asyncio
import json

import pytest


async def test_anonymous(gateway, chat):
    response = await gateway.http.post(f"{chat.path}/messages", json={"text": "hello"})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 401


async def test_another_conversations_token(gateway, chat, rasa):
    other = await gateway.chat()
    response = await gateway.http.post(f"{chat.path}/messages", json={"text": "hello"}, headers=other.headers)
    assert response.status_code == 403
    assert (await chat.view())["messages"] == []
    assert rasa.received == []


async def test_message_is_answered_and_logged(any_chat, rasa):
    answer = await any_chat.say("a gift for my niece", client_id="c1")

    assert answer["seq"] == 1
    assert answer["status"] == "bot"
    assert [(reply["type"], reply["text"]) for reply in answer["replies"]] == [
        ("text", "You said: a gift for my niece")
    ]
    assert answer["replies"][0]["role"] == "bot"
    view = await any_chat.view()
    assert [(m["seq"], m["role"], m["text"], m["client_id"]) for m in view["messages"]] == [
        (1, "shopper", "a gift for my niece", "c1"),
        (2, "bot", "You said: a gift for my niece", None),
    ]
    assert view["messages"][1] == answer["replies"][0]
    assert view["messages"][0]["created_at"].endswith("Z")
    assert rasa.received[0][0] == any_chat.id


async def test_brief_is_taken_from_the_slots(any_chat):
    brief = {"relationship": "niece", "age": {"min": 8, "max": 8}, "interests": ["dinosaurs"]}
    answer = await any_chat.say("brief:" + json.dumps(brief))
    assert answer["brief"] == {
        "relationship": "niece",
        "age": {"min": 8, "max": 8},
        "interests": ["dinosaurs"],
        "exclude": [],
        "budget": None,
        "occasion": None,
    }
    assert (await any_chat.view())["brief"] == answer["brief"]


async def test_a_brief_that_breaks_the_contract_is_not_taken_over(chat, rasa):
    good = (await chat.say('brief:{"relationship": "niece"}'))["brief"]
    assert (await chat.say('brief:{"age": {"min": 9, "max": 8}}'))["brief"] == good


async def test_cards_and_texts_come_through_whole(chat):
    replies = (await chat.say("cards"))["replies"]
    assert [reply["type"] for reply in replies] == ["text", "product_cards"]
    assert replies[1]["items"][0]["product_id"] == "p1"
    assert replies[1]["total"] == 14


async def test_unknown_message_types_keep_their_fields(chat):
    reply = (await chat.say('custom{"type": "hologram", "text": "Look", "depth": 3}'))["replies"][0]
    assert (reply["type"], reply["text"], reply["depth"]) == ("hologram", "Look", 3)


async def test_same_client_id_ten_times_at_once_is_one_message(any_chat, rasa):
    rasa.delay = 0.05
    answers = await asyncio.gather(*(any_chat.say("hello", client_id="same") for _ in range(10)))
    assert all(answer == answers[0] for answer in answers)
    assert len((await any_chat.view())["messages"]) == 2
    assert rasa.texts() == ["hello"]


async def test_same_client_id_later_gets_the_first_answer(any_chat):
    first = await any_chat.say("one", client_id="a")
    await any_chat.say('brief:{"relationship": "dad"}', client_id="b")
    assert await any_chat.say("something else", client_id="a") == first
    assert len((await any_chat.view())["messages"]) == 4


async def test_client_ids_belong_to_a_conversation(gateway, chat):
    other = await gateway.chat()
    await chat.say("mine", client_id="a")
    assert (await other.say("theirs", client_id="a"))["replies"][0]["text"] == "You said: theirs"


async def test_sixty_at_once_are_all_answered_in_order(any_chat, rasa):
    rasa.delay = 0.02
    answers = await asyncio.gather(*(any_chat.say(f"message {n}", client_id=f"c{n}") for n in range(60)))

    for n, answer in enumerate(answers):
        assert [reply["text"] for reply in answer["replies"]] == [f"You said: message {n}"]
    log = (await any_chat.view())["messages"]
    assert [message["seq"] for message in log] == list(range(1, 121))
    said = [message["text"] for message in log if message["role"] == "shopper"]
    assert len(set(said)) == 60
    # Answered in the order of seq, one at a time.
    assert rasa.texts() == said
    assert rasa.overlaps == 0
    answered = [m["text"].removeprefix("You said: ") for m in log if m["role"] == "bot"]
    assert answered == said


async def test_conversations_do_not_wait_for_each_other(gateway, rasa):
    rasa.delay = 0.2
    chats = [await gateway.chat() for _ in range(20)]
    async with asyncio.timeout(2.5):  # one after the other: 4 s at the least expected
        await asyncio.gather(*(chat.say("hi") for chat in chats for _ in range(1)))


@pytest.mark.parametrize("text", ["", "   ", "\n\t \n", "\u0000\u0007\u001b", "\u200b\u200d\ufeff", "\u3000"])
async def test_nothing_visible_is_refused(chat, rasa, text):
    response = await chat.post(text)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert rasa.received == []
    assert (await chat.view())["messages"] == []


async def test_a_thousand_characters_pass_and_one_more_does_not(chat, rasa):
    assert (await chat.post("x" * 1000)).status_code == 200
    assert (await chat.post("🎁" * 1000)).status_code == 200
    for text in ("x" * 1001, " " * 1001, "x" + " " * 1000):
        response = await chat.post(text)
        assert response.status_code == 413
        assert response.json()["limit"] == 1000
    assert len(rasa.received) == 2


@pytest.mark.parametrize(
    "text",
    [
        "🎁🦕🎂",
        "👩‍👧‍👦",
        "مرحبا، أريد هدية لأمي",
        "אני מחפש מתנה ל-8",
        "<script>alert(1)</script>",
        "<b onmouseover=x>&amp;</b>",
        "'; DROP TABLE messages; --",
        "{{7*7}} ${x} %s",
    ],
)
async def test_unusual_text_is_kept_to_the_letter(any_chat, rasa, text):
    await any_chat.say(text)
    assert rasa.texts() == [text]
    assert (await any_chat.view())["messages"][0]["text"] == text


async def test_control_characters_are_taken_out(any_chat, rasa):
    await any_chat.say("di\u0000no\u001bsaurs\r\nand\tmud\u0085\u009f ")
    assert rasa.texts() == ["dinosaurs\nand\tmud"]


async def test_half_a_surrogate_pair_does_no_harm(any_chat, rasa):
    response = await any_chat.http.post(
        f"{any_chat.path}/messages",
        content=b'{"text": "gift \\ud83d"}',
        headers={**any_chat.headers, "content-type": "application/json"},
    )
    assert response.status_code in (200, 422)
    assert response.headers["content-type"].endswith("json")


@pytest.mark.parametrize(
    "text",
    ["/restart", "  /restart", "\t\n/restart", "\u00a0/restart", "\u3000\u2003/restart", "\u001c/restart",
     "\u200b/restart", "\ufeff /restart", "//restart", '/inform{"age": {"min": 1}}'],
)  # fmt: skip
async def test_a_leading_slash_reaches_rasa_as_plain_text(chat, rasa, text):
    await chat.say(text)
    sent = rasa.texts()[0]
    # What Rasa does with it: strip, then look at the first character.
    assert not sent.strip().startswith("/")
    assert not sent.strip().lstrip("\u200b\ufeff").startswith("/")
    assert "\N{DIVISION SLASH}" in sent
    assert (await chat.view())["messages"][0]["text"].endswith(text.strip().lstrip("\u200b\ufeff "))


@pytest.mark.parametrize("text", ["his/hers", "8/9 years", "a /restart"])
async def test_other_slashes_stay(chat, rasa, text):
    await chat.say(text)
    assert rasa.texts() == [text]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": None},
        {"text": 5},
        {"text": "a", "payload": "/b"},
        {"text": "a", "client_id": ""},
        {"text": "a", "client_id": "x" * 65},
        {"text": "a", "client_id": "with space"},
        {"text": ["a"]},
        [],
        "hello",
    ],
)
async def test_other_forms_are_refused_without_echo(chat, body):
    response = await chat.http.post(f"{chat.path}/messages", json=body, headers=chat.headers)
    assert response.status_code == 422
    problem = response.json()
    assert problem["errors"]
    assert all(set(error) == {"field", "reason"} for error in problem["errors"])


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 20_000, b'{"text": NaN}', b""])
async def test_what_is_not_json_is_refused(chat, content):
    response = await chat.http.post(
        f"{chat.path}/messages",
        content=content,
        headers={**chat.headers, "content-type": "application/json"},
    )
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"
