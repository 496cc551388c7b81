"""Words the assistant knows, found in texts with their spellings and slips."""

from pathlib import Path

import pytest

from bot.nlu.normalize import normalize, singular
from bot.nlu.vocabulary import (
    Vocabulary,
    has_own_name,
    is_common_word,
    key_of,
    load_vocabularies,
    own_name,
    read_vocabularies,
    tokenize,
)
from tests.support.reading import vocabularies

WORDS = {
    "dinosaurs": "dinosaurs",
    "dino": "dinosaurs",
    "video games": "video games",
    "games": "games",
    "star wars": "star wars",
    "hip hop": "hip hop",
}


def found(text: str, **options: bool) -> list[tuple[str, str, bool]]:
    """Label, the text it stands for, and whether it is written right."""
    matches = Vocabulary(WORDS, **options).find(text)
    return [(match.label, text[match.start : match.end], match.exact) for match in matches]


def test_variants_singular_and_plural() -> None:
    assert found("a dinosaur, dinosaurs and dinos") == [
        ("dinosaurs", "dinosaur", True),
        ("dinosaurs", "dinosaurs", True),
        ("dinosaurs", "dinos", True),
    ]


def test_the_longest_wins() -> None:
    assert found("video games or games") == [("video games", "video games", True), ("games", "games", True)]


def test_hyphens_join_and_punctuation_parts() -> None:
    assert found("star-wars") == [("star wars", "star-wars", True)]
    assert found("star, wars") == []


@pytest.mark.parametrize("slip", ["dinosours", "dinosour", "dinosuars", "dinasaurs", "dionsaurs"])
def test_slips(slip: str) -> None:
    assert found(slip) == [("dinosaurs", slip, False)]
    assert found(slip, correct_typos=False) == []


@pytest.mark.parametrize("word", ["gamer", "wares", "gates", "dine", "video", "xq"])
def test_other_words_are_no_slips(word: str) -> None:
    assert found(word) == []


def test_label_of_a_whole_phrase() -> None:
    words = Vocabulary(WORDS)
    assert (words.label("Dino"), words.label("the dino"), words.label("")) == ("dinosaurs", None, None)
    assert words.labels == {"dinosaurs", "video games", "games", "star wars", "hip hop"}


def test_own_names() -> None:
    table = {"rap": "hip hop", "hiphop": "hip hop", "hip hop": "hip hop"}
    named = Vocabulary(table, own_names=True)
    assert (named.label("rap"), named.label("hiphop")) == ("rap", "hip hop")
    assert Vocabulary(table).label("rap") == "hip hop"
    assert named.names == {"rap", "hip hop"}
    assert named.labels == {"hip hop"}


@pytest.mark.parametrize(
    ("variant", "label", "own"),
    [
        ("knits", "knitting", False),
        ("baker", "baking", False),
        ("bookworm", "reading", False),
        ("whiskey", "whisky", False),
        ("orchids", "plants", True),
        ("rap", "hip hop", True),
    ],
)
def test_has_own_name(variant: str, label: str, own: bool) -> None:
    assert has_own_name(variant, label) is own
    assert own_name(variant, label) == (variant if own else label)


def test_tokens() -> None:
    text = "mum's 2nd t-shirts, r&b"
    assert [(token.text, token.form) for token in tokenize(text)] == [
        ("mum's", "mum"),
        ("2nd", "2nd"),
        ("t-shirts", "t-shirt"),
        ("r&b", "r&b"),
    ]
    assert all(text[token.start : token.end] == token.text for token in tokenize(text))


def test_key_of() -> None:
    assert key_of("Board-Games") == ("board", "game") == key_of("board game")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("puzzles", "puzzle"), ("hobbies", "hobby"), ("quizzes", "quiz"), ("boxes", "box"), ("watches", "watch"),
        ("chess", "chess"), ("cactus", "cactus"), ("tennis", "tennis"), ("gas", "ga"), ("as", "as"), ("ties", "tie"),
    ],
)  # fmt: skip
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [("It’s – “Ok”…", 'it\'s - "ok".'), ("ÉTÉ", "été"), ("İ", "İ"), ("a\u00a0b\tc\r", "a b c "), ("ß", "ß")],
)
def test_normalize_keeps_the_length(text: str, plain: str) -> None:
    assert normalize(text) == plain
    assert len(plain) == len(text)


def test_common_words() -> None:
    assert is_common_word("house")
    assert not is_common_word("dinosour")


def test_lookups_and_synonyms() -> None:
    entries = [
        {"intent": "greet", "examples": "- hi\n"},
        {"synonym": "dinosaurs", "examples": "- dino\n- t rex\n"},
        {"lookup": "interest", "examples": "- dinosaurs\n- chess\n"},
        {"lookup": "thing", "examples": "- wool\n"},
        {"synonym": "nothing we know", "examples": "- nix\n"},
    ]
    assert read_vocabularies(entries) == {
        "interest": {"dinosaurs": "dinosaurs", "chess": "chess", "dino": "dinosaurs", "t rex": "dinosaurs"},
        "thing": {"wool": "wool"},
    }


def test_files_without_entries(tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("")
    (tmp_path / "one.yml").write_text('version: "3.1"\nnlu:\n- lookup: interest\n  examples: |\n    - chess\n')
    assert load_vocabularies(tmp_path) == {"interest": {"chess": "chess"}}


def test_what_ships_has_every_kind_and_variants_lead_to_labels() -> None:
    kinds = vocabularies()
    assert set(kinds) == {"relationship", "occasion", "interest", "thing", "as_label"}
    as_label = {key_of(variant) for variant in kinds.pop("as_label")}
    assert as_label <= {key_of(variant) for table in kinds.values() for variant in table}
    for table in kinds.values():
        assert all(table[label] == label for label in table.values())
