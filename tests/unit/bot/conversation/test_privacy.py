"""Personal data in messages: masked, told, stored nowhere; what only looks like it stays."""

from __future__ import annotations

import logging
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.iso7064 import mod_97_10

from bot.conversation.privacy import Privacy
from bot.texts import load_texts
from tests.support.fake_rasa import FakeRasa
from tests.support.gateway import Gateway

TEXTS = load_texts("en")
PRIVACY = Privacy(TEXTS, ["US"])
CARD = "4111 1111 1111 1111"
GAPS = st.sampled_from(["", " ", "-"])


def mark(kind: str) -> str:
    return TEXTS("privacy.mark", what=TEXTS(f"privacy.{kind}"))


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Card numbers of 13 to 19 digits, in groups of four."""
    length = draw(st.integers(13, 19))
    body = draw(st.sampled_from("3456")) + draw(st.text(string.digits, min_size=length - 2, max_size=length - 2))
    number = body + luhn.calc_check_digit(body)
    gap = draw(GAPS if length > 14 or number[0] == "4" else st.sampled_from([" ", "-"]))
    return gap.join(number[at : at + 4] for at in range(0, length, 4))


@st.composite
def accounts(draw: st.DrawFn) -> str:
    country, length = draw(st.sampled_from([("DK", 14), ("NL", 14), ("PT", 21), ("AT", 16)]))
    if country == "NL":
        bban = draw(st.text(string.ascii_uppercase, min_size=4, max_size=4)) + draw(
            st.text(string.digits, min_size=10, max_size=10)
        )
    else:
        bban = draw(st.text(string.digits, min_size=length, max_size=length))
    number = country + mod_97_10.calc_check_digits(bban + country) + bban
    return iban.format(number) if draw(st.booleans()) else number


@given(cards(), st.sampled_from(["{}", "my card is {}", "{} thanks", "here: {}, ok?", "gift for mum {} under $40"]))
def test_cards_are_masked(number: str, frame: str) -> None:
    masked = PRIVACY.mask(frame.format(number))
    assert masked.kinds == ("card",)
    assert masked.text == frame.format(mark("card"))


@given(accounts())
def test_accounts_are_masked(number: str) -> None:
    masked = PRIVACY.mask(f"send it to {number} please")
    assert mark("account") in masked.text or "card" in masked.kinds or not iban.is_valid(number)
    assert number not in masked.text or not iban.is_valid(number)


@given(st.emails())
def test_mail_addresses_are_masked(address: str) -> None:
    local = address.split("@")[0]
    if all(c.isalnum() or c in "._+-%'" for c in local) and local[-1].isalnum():
        assert PRIVACY.mask(f"write to {address} please").text == f"write to {mark('email')} please"


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        ("call me on (212) 555-0123", "phone", "555"),
        ("212-555-0123", "phone", "212"),
        ("+44 20 7946 0958 after six", "phone", "7946"),
        ("my number is 020 7946 0958", "phone", "7946"),
        ("+49 (0)30 901820", "phone", "901820"),
        ("my password is hunter2", "password", "hunter2"),
        ("password: correcthorse", "password", "correcthorse"),
        ("pin 4711", "password", "4711"),
        ("ssn 123-45-6789", "identity", "6789"),
        ("my social security number is 123456789", "identity", "6789"),
        ("DE89 3704 0044 0532 0130 00", "account", "3704"),
        ("gb82west12345698765432", "account", "west"),
        ("jane at gmail dot com", "email", "jane"),
        ("JANE.DOE@Example.ORG", "email", "JANE"),
        ("4222222222222", "card", "4222"),
        ("378282246310005 cvc 1234 exp 12/27", "card", "12"),
        ("４１１１ １１１１ １１１１ １１１１", "card", "１"),
        ("4111.1111.1111.1111", "card", "1111"),
    ],
)
def test_kinds(text: str, kind: str, secret: str) -> None:
    masked = PRIVACY.mask(text)
    assert masked.kinds == (kind,)
    assert secret not in masked.text
    assert mark(kind) in masked.text


@pytest.mark.parametrize(
    "text",
    [
        "between $100 and $200",
        "under 40, ages 8-12",
        "budget 2,500.00 - 3,500.00",
        "$1 000 000 000",
        "1.234.567.890.123",
        "order 10443 and order 112-3456789-0123456",
        "isbn 9780306406157",
        "gtin 4006381333931",
        "part no 1234567890",
        "lego 75192, 10294 and 21325",
        "born 12/05/1990, party on 24.12.2026 at 18:30",
        "my password is not working",
        "the pin is gold",
        "1800 flowers",
        "call my 8 year old at 5",
        "12 34 56",
        "meet me at 5",
        "#1 and #2 @ home",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert PRIVACY.mask(text) == PRIVACY.mask(text).__class__(text, ())


@given(
    st.lists(
        st.one_of(
            st.integers(0, 120).map("{} years old".format),
            st.integers(1, 9999).map("under ${}".format),
            st.decimals(1, 9999, places=2).map("for {} dollars".format),
            st.integers(1, 99_999).map("product {}".format),
            st.integers(1, 999_999).map("order #{}".format),
            st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda pair: f"{pair[0]}-{pair[1]} pieces"),
        ),
        min_size=1,
        max_size=4,
    ).map(", ".join)
)
def test_prices_ages_and_product_numbers_stay(text: str) -> None:
    assert PRIVACY.mask(text).text == text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = PRIVACY.mask(text)
    assert PRIVACY.mask(once.text).text == once.text
    assert (once.text == text) == (not once.kinds)


def test_the_notice_names_every_kind() -> None:
    notice = PRIVACY.notice(("card", "email", "phone"))
    assert all(TEXTS(f"privacy.{kind}") in notice for kind in ("card", "email", "phone"))


async def test_stored_sent_and_logged_without_it(
    gateway: Gateway, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = await gateway.chat()
    answer = await chat.say(f"gift for mum, my card is {CARD}, mail jane@example.org", client_id="a")
    assert answer["replies"][0]["type"] == "text"
    assert answer["replies"][0]["text"] == PRIVACY.notice(("card", "email"))
    assert len(answer["replies"]) > 1
    view = await chat.view()
    for secret in ("4111", "jane@", "example.org"):
        assert secret not in str(view)
        assert secret not in str(rasa.received)
        assert secret not in caplog.text
    assert rasa.texts(chat.id)[0].startswith("gift for mum, my card is")
    assert "removed" not in rasa.texts(chat.id)[0]
    again = await chat.say(f"gift for mum, my card is {CARD}, mail jane@example.org", client_id="a")
    assert again == answer
    assert [m["role"] for m in (await chat.view())["messages"]].count("shopper") == 1


async def test_a_message_of_nothing_else_leads_back(gateway: Gateway, rasa: FakeRasa) -> None:
    chat = await gateway.chat()
    answer = await chat.say(CARD)
    assert answer["replies"][0]["text"] == PRIVACY.notice(("card",))
    assert rasa.texts(chat.id) == ["/nothing_left"]


async def test_labels_of_the_brief(gateway: Gateway, rasa: FakeRasa) -> None:
    chat = await gateway.chat()
    response = await chat.edit(interests=["tea", f"card {CARD}"], occasion="call 212-555-0123", relationship="aunt")
    assert response.status_code == 200
    answer = response.json()
    assert answer["brief"]["interests"] == ["tea"]
    assert answer["brief"]["occasion"] is None
    assert answer["brief"]["relationship"] == "aunt"
    assert answer["replies"][0]["text"] == PRIVACY.notice(("card", "phone"))
    assert "4111" not in str(rasa.received)


async def test_the_answer_after_an_outage_keeps_the_notice(gateway: Gateway, rasa: FakeRasa) -> None:
    chat = await gateway.chat()
    rasa.mode = "empty"
    await chat.say(CARD, client_id="b")
    rasa.mode = "ok"
    answer = await chat.say(CARD, client_id="b")
    assert answer["replies"][0]["text"] == PRIVACY.notice(("card",))
    assert "4111" not in str(await chat.view())


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        (f"my card is {CARD}", True),
        (f"charge it to my visa please: {CARD}", True),
        ("write to me at jo@example.org", True),
        (f"a gift for my aunt, my card is {CARD}", False),
        ("my card is lost", False),
    ],
)
def test_what_stands_around_personal_data_is_no_wish(text: str, nothing: bool) -> None:
    assert PRIVACY.leaves_nothing(PRIVACY.mask(text).text) is nothing
