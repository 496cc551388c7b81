"""Words and stems."""

import sys
import threading

import pytest
import snowballstemmer

from catalog_index.analysis import STOP_WORDS, stem, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café-Crème, 2nd!", ["cafe", "creme", "2nd"]),
        ("snake_case & T-shirts", ["snake", "case", "t", "shirts"]),
        ("ﬁne № 5", ["fine", "no", "5"]),
        ("", []),
        ("🎁 — …", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["dinosaur", "dinosaurs"], "dinosaur"),
        (["knitting", "knits", "knitted"], "knit"),
        (["baking", "bakes", "bake"], "bake"),
        (["puzzles", "puzzle"], "puzzl"),
    ],
)
def test_stem_joins_forms(forms: list[str], expected: str) -> None:
    assert {stem(form) for form in forms} == {expected}


def test_stems_leave_stop_words_out_unless_told() -> None:
    assert stems("The Lord of the Rings") == ["lord", "ring"]
    assert stems("The Lord of the Rings", keep_stop_words=True) == ["the", "lord", "of", "the", "ring"]
    assert {"the", "of", "for"} <= STOP_WORDS


def test_stems_in_many_threads() -> None:
    plain = snowballstemmer.stemmer("english")
    made = [f"{start}{middle}{end}" for start in ("rel", "con", "tin", "mag") for middle in ("at", "iss", "umb", "ork")
            for end in ("ation", "fully", "nesses", "ings", "ization")]  # fmt: skip
    expected = {word: plain.stemWord(word) for word in made}
    failures: list[object] = []

    def work(offset: int) -> None:
        try:
            for word in made[offset:] + made[:offset]:
                found = stem(word)
                if found != expected[word]:
                    failures.append((word, found))
        except Exception as error:
            failures.append(error)

    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            stem.cache_clear()
            threads = [threading.Thread(target=work, args=(20 * number,)) for number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        sys.setswitchinterval(switch)
    assert failures == []
