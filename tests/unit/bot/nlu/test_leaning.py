"""Questions that lean on the shop's answer before them."""

import pytest

from bot.nlu.leaning import leans_on_shop, names_day, says_nothing_alone


@pytest.mark.parametrize(
    "text",
    [
        "how much would that be?",
        "and to mexico?",
        "ok and how long does it take",
        "what if he has opened it already",
        "is there a fee for that",
        "and without a receipt?",
        "what about express",
        "can i pay in cash then",
        "thanks. and when is it free?",
    ],
)
def test_goes_on_about_the_shop(text: str) -> None:
    assert leans_on_shop(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it heavy?",
        "how much are these?",
        "does the puzzle need a big table for that",
        "show me more",
        "is there anything cheaper",
        "what about something with cats",
        "save the first",
        "and if there is one thing that i can tell you about him then it is that he loves the sea",
    ],
)
def test_is_about_gifts_or_more_than_a_question(text: str) -> None:
    assert not leans_on_shop(text)


def test_only_with_the_question_before_it_some_mean_anything():
    assert says_nothing_alone("ok and how much is that?")
    assert not says_nothing_alone("and without a receipt?")


def test_the_day_that_counts() -> None:
    assert names_day("christmas party is on 18th december")
    assert names_day("it's for friday")
    assert names_day("i need it by friday")
    assert not names_day("the second one is nice")
