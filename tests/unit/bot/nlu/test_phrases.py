"""Lists of things, cut into labels."""

import pytest

from bot.nlu.phrases import cut, gerund, gerund_of_third_person, list_items, open_label, plural
from tests.support.reading import vocabulary


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("chess", ["chess"]),
        ("chess, yoga and tea", ["chess", "yoga", "tea"]),
        ("chess/yoga & tea", ["chess", "yoga", "tea"]),
        ("chess and chess", ["chess"]),
        ("chess but no money", ["chess"]),
        ("chess. yoga", ["chess"]),
        ("chess under 40 dollars", ["chess"]),
        ("widget polishing and yoga", ["widget polishing", "yoga"]),
        ("everything", []),
        ("", []),
        ("it", []),
    ],
)
def test_list_items(text: str, items: list[str]) -> None:
    assert list_items(text, vocabulary("interest")) == items


def test_a_list_has_an_end() -> None:
    text = "chess, " * 100 + "yoga"
    assert list_items(text, vocabulary("interest")) == ["chess"]


@pytest.mark.parametrize(
    ("text", "rest"), [("chess and tea, but", "chess and tea, "), ("chess (a lot)", "chess "), ("tea", "tea"), ("", "")]
)
def test_cut(text: str, rest: str) -> None:
    assert cut(text) == rest


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("axolotls", "axolotls"),
        ("the old clocks", "clocks"),
        ("old clockwork", "old clockwork"),
        ("a lot of axolotls", "axolotls"),
        ("axolotl stuff", "axolotl"),
        ("watching birds of prey", "watching birds of prey"),
        ("anything", None),
        ("surprises", None),
        ("", None),
        ("12", None),
        ("a b", None),
        ("!?", None),
        ("x" * 41, None),
        ("one two three four five", None),
    ],
)
def test_open_label(words: str, label: str | None) -> None:
    assert open_label(words) == label


def test_a_verb_becomes_its_gerund() -> None:
    assert open_label("whittle", verb=True) == "whittling"


@pytest.mark.parametrize(
    ("verb", "doing"),
    [
        ("hunts", "hunting"), ("fishes", "fishing"), ("bakes", "baking"), ("knits", "knitting"), ("runs", "running"),
        ("swims", "swimming"), ("studies", "studying"), ("skis", "skiing"), ("canoes", "canoeing"),
    ],
)  # fmt: skip
def test_gerund_of_third_person(verb: str, doing: str) -> None:
    assert gerund_of_third_person(verb) == doing


def test_gerund() -> None:
    assert [gerund(verb) for verb in ("hike", "see", "jog", "knitting", "paint")] == [
        "hiking", "seeing", "jogging", "knitting", "painting",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("mug", "mugs"), ("puzzle", "puzzles"), ("watch", "watches"), ("box", "boxes"), ("toy", "toys"),
        ("hobby", "hobbies"), ("candles", "candles"), ("knitting", "knitting"), ("activewear", "activewear"), ("", ""),
    ],
)  # fmt: skip
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected
