"""Which messages ask about the shop or about days, and which only mention them."""

import pytest

from bot.nlu.normalize import normalize
from bot.nlu.shop_talk import shop_intent, speaks_of_delivery


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Will it arrive by the 24th?", "delivery_by"),
        ("can I still get it before Christmas", "delivery_by"),
        ("if I order on Friday, when does it come", "delivery_by"),
        ("is express fast enough for Valentine's", "delivery_by"),
        ("by next Tuesday to Canada", "delivery_by"),
        ("when do i have to order for hanukkah", "delivery_by"),
        ("how soon can you get it to me", "delivery_by"),
        ("where's my order", "track_order"),
        ("my parcel still hasn't come", "track_order"),
        ("When is Diwali?", "occasion_date"),
        ("how many days until mother's day", "occasion_date"),
        ("how many days to order for christmas", "occasion_date"),
        ("what holidays are coming up", "occasion_help"),
        ("how much is shipping", "shop_question"),
        ("can you gift wrap it?", "shop_question"),
        ("do you ship to Ireland", "shop_question"),
        ("can I return it if she doesn't like it", "shop_question"),
        ("could it be sent to her house directly", "shop_question"),
        ("can it come wrapped by friday", "shop_question"),
        ("great. when's the last day for sending it back?", "shop_question"),
        ("until when can I return it", "shop_question"),
        ("if grandma hates it can she swap it?", "shop_question"),
        ("what's the policy if he doesn't like it?", "shop_question"),
        ("and how do I pay?", "shop_question"),
        ("how long does it take to ship?", "shop_question"),
        ("Hmm. And would it get here in two weeks? It's the 24th her do", "delivery_by"),
        ("and valentines", "occasion_date"),
        ("and for christmas", None),
        ("he doesn't like it", None),
        ("how long does it take to assemble?", None),
        ("how much do I pay for the first one?", None),
        ("Anyway, she cried when I got her a trowel. Have you got more?", None),
        ("what do you give at a housewarming", None),
        ("something for christmas for my dad", None),
        ("I need it by friday", None),
        ("my mum's birthday is on the 24th", None),
        ("he returns home next week", None),
        ("a birthday card", None),
    ],
)
def test_intents(text, intent):
    assert shop_intent(normalize(text), []) == intent


def test_a_wish_with_a_day_stays_a_wish():
    text = "can you find me a gift for my niece that arrives before christmas"
    assert shop_intent(normalize(text), ["relationship", "occasion"]) is None


def test_words_of_delivery():
    assert speaks_of_delivery("would it get here in two weeks")
    assert not speaks_of_delivery("tell me a bit more about it would you")
