"""Stories, tasks and questions of the world against wishes worded like them."""

from __future__ import annotations

import pytest

from bot.nlu.statements import asks_of_the_world, is_no_ware, tells_no_wish


@pytest.mark.parametrize(
    "text",
    [
        "my aunt rents a caravan",
        "my brother is 31 and broke",
        "our neighbours are moving the fence",
        "my cousin bit the dentist",
        "i'm 58 and i sold my house",
        "my boss needs a lawyer",
        "my dad likes to complain",
        "my wife loves me",
        "my uncle collects benefits",
        "who wrote the jungle book",
        "do grown-ups get presents in spain",
    ],
)
def test_tells_no_wish(text: str) -> None:
    assert tells_no_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "my aunt loves caravans",
        "my brother is 31",
        "my dad fishes",
        "niece, 8, dinosaurs, $40",
        "i have an 8 year old nephew",
        "my cousin collects stamps",
        "she plays the cello",
        "my wife needs a new wallet",
        "he's always fixing old radios",
        "i think she has a cat",
        "what is good for a boy of 6",
    ],
)
def test_a_wish_is_none_of_these(text: str) -> None:
    assert not tells_no_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "suggest a series for the kids",
        "plan a holiday in Greece for four under 2000",
        "recipe for 10 people",
        "i need a plumber for my mum",
        "write a poem for my gran",
        "ideas for a second date",
        "show me how to fold a napkin",
    ],
)
def test_no_ware_is_asked_for(text: str) -> None:
    assert is_no_ware(text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "suggest a book for my dad",
        "i need a recipe book for my mum",
        "ideas for my sister",
        "a story book for a boy of 4",
    ],
)
def test_a_ware_may_be_named_after_one(text: str) -> None:
    assert not is_no_ware(text)


def test_questions_about_the_stock_are_not_of_the_world() -> None:
    assert asks_of_the_world("where do whales sleep")
    assert not asks_of_the_world("do you have anything with whales")
    assert not asks_of_the_world("what about whales")


def test_in_the_middle_of_a_wish_less_is_a_story() -> None:
    assert tells_no_wish("he got gloves last year")
    assert not tells_no_wish("he got gloves last year", under_way=True)
