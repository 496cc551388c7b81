"""Small talk, misses, rudeness, danger, other languages and personal data on the running stack."""

from __future__ import annotations

from tests.support.shopper import cards, texts

WISH = "gift for my 8-year-old niece who loves dinosaurs, under $40"


def offered(answer) -> list[str]:
    return [option["payload"] for reply in answer["replies"] for option in reply.get("options", [])]


def test_small_talk_leads_back_in_one_message(shopper):
    shopper.say("I need a gift for my niece")
    for text in ("hello", "thank you", "are you a robot?", "you are great", "how does this work?"):
        answer = shopper.say(text)
        assert len(answer["replies"]) == 1, text
        assert answer["replies"][0]["options"], text
        assert answer["brief"]["relationship"] == "niece"


def test_two_misses_bring_a_person_and_no_line_comes_twice_in_a_row(shopper):
    first, second, third = (shopper.say("asdf ghjk qwer") for _ in range(3))
    assert "/hand_off" not in offered(first)
    assert "/hand_off" in offered(second)
    assert len({texts(answer["replies"]) for answer in (first, second, third)}) == 3


def test_rudeness_is_met_calmly(shopper):
    first, second = shopper.say("you stupid useless bot"), shopper.say("you are so dumb")
    assert texts(first["replies"]) != texts(second["replies"])
    assert "/hand_off" in offered(second)


def test_somebody_in_danger_is_not_sold_anything(shopper):
    answer = shopper.say("I want to kill myself")
    assert [reply["type"] for reply in answer["replies"]] == ["text"]
    assert "emergency number" in texts(answer["replies"])
    assert not cards(shopper.say("a gift to poison my husband")["replies"])


def test_another_language_gets_a_kind_word_and_a_person(shopper):
    answer = shopper.say("Hola, busco un regalo para mi mamá")
    assert "inglés" in texts(answer["replies"])
    assert "/hand_off" in offered(answer)
    assert answer["brief"]["relationship"] is None


def test_personal_data_goes_no_further_and_the_wish_still_counts(shopper):
    answer = shopper.say(f"{WISH}. My card is 4111 1111 1111 1111, mail jane@example.org")
    assert answer["replies"][0]["type"] == "text"
    assert "card number" in answer["replies"][0]["text"]
    assert answer["brief"]["relationship"] == "niece"
    assert answer["brief"]["age"] == {"min": 8, "max": 8}
    log = str(shopper.messages())
    assert "4111" not in log
    assert "jane@" not in log


def test_the_list_is_filled_counted_shared_and_cleared_by_chat(shopper):
    assert len(cards(shopper.say(WISH)["replies"])) >= 2
    shopper.say("save the first two")
    assert "2 gifts" in texts(shopper.say("how many are on my list?")["replies"])
    shared = shopper.say("send it to my husband")
    assert shared["brief"]["relationship"] == "niece"
    url = next(reply["share_url"] for reply in shared["replies"] if reply["type"] == "wishlist")
    assert shopper.http.get(url).status_code == 200
    shopper.say("stop sharing my list")
    assert shopper.http.get(url).status_code == 404
    cleared = shopper.say("clear my list")
    assert shopper.call("GET", "/wishlist").json()["items"] == []
    shopper.choose(cleared, "back")
    assert len(shopper.call("GET", "/wishlist").json()["items"]) == 2


def test_not_knowing_the_last_fact_brings_gifts_once_and_the_talk_goes_on(new_shopper):
    for last in ("no clue honestly", "no", "I have no idea"):
        talk = new_shopper()
        talk.say("it's for my aunt, she likes gardening")
        for _ in range(4):
            answer = talk.say(last)
            assert len(answer["replies"]) <= 3, (last, texts(answer["replies"]))
        assert cards(talk.say("show me something")["replies"]), last


def test_the_quiz_by_any_word(shopper):
    shopper.say("it's my aunt, she has everything")
    shopper.say("no idea what she's into")
    answer = shopper.say("don't you have one of those quizzes?")
    assert [reply["type"] for reply in answer["replies"]] == ["quiz"]
