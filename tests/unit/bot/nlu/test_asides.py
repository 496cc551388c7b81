"""Idioms and names are no wishes."""

import pytest

from bot.nlu.asides import blanked, find_asides, without_names
from bot.nlu.normalize import normalize
from tests.support.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "my sister Pearl is 86",
        "she has a cat called Pickle",
        "the twins had chicken pox, gift for mum",
        "my pal's hen do is next week",
        "i want to cheer him up",
        "she needs cheering up",
        "he drives me nuts",
        "take me through a quiz please",
        "pop it on my list then",
        "he ties his own",
        "does it need tools?",
    ],
)
def test_no_interests(text: str) -> None:
    assert read(text).values("interest") in ([], ["cats"])


def test_names() -> None:
    text = "her dogs Max and Biscuit"
    assert without_names(text, normalize(text)) == "her dogs qqq and qqqqqqq"
    assert read("HER DOGS LOVE BISCUITS").values("interest") == ["dogs", "biscuits"]


def test_a_card_number_is_no_budget() -> None:
    assert read("my card is 4111 1111 1111 1111").brief()["budget"] is None


def test_blanked() -> None:
    text = "in a pickle, really"
    assert find_asides(text) == [(0, 11)]
    assert blanked(text, find_asides(text)) == "qqqqqqqqqqq, really"


def test_who_watches_films_has_no_liking_for_watches() -> None:
    assert read("he tinkers with clocks and watches old westerns").values("interest") == ["clocks", "westerns"]
    assert read("he likes watches").values("interest") == ["watches"]


def test_sweet_is_no_sweets() -> None:
    assert read("sweet thx bye").values("interest") == []


def test_greetings_from_somebody_are_no_wish() -> None:
    assert read("my nan says hi btw, she's sat here with a cuppa").values("interest") == []


def test_a_name_before_what_they_are() -> None:
    assert read("Let's start with Mia, my daughter, she's 6").value("name") == "Mia"
