"""Whole messages, and any message at all."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.nlu.understanding import Reader, Understanding
from catalog_index.brief import AgeRange, GiftBrief
from tests.support.reading import ROOT, read, reader

EMPTY = {"relationship": None, "age": None, "interests": [], "exclude": [], "budget": None, "occasion": None}
KINDS = {
    "relationship", "age", "interest", "exclude", "budget", "occasion", "ordinal", "correction", "gender", "number",
    "shopper_age", "drop", "person", "instead", "only", "color", "quantity", "budget_change", "name", "quality",
    "denied", "wrong", "sex", "beside",
}  # fmt: skip


def dollars(low: float | None, high: float | None) -> dict[str, object]:
    return {"min": low, "max": high, "currency": "USD"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "I need a gift for my 8-year-old niece who loves dinosaurs, under $40",
            {
                "relationship": "niece",
                "age": {"min": 8, "max": 8},
                "interests": ["dinosaurs"],
                "budget": dollars(None, 40),
            },
        ),
        (
            "under $40, she loves dinosaurs, my 8yo niece",
            {
                "relationship": "niece",
                "age": {"min": 8, "max": 8},
                "interests": ["dinosaurs"],
                "budget": dollars(None, 40),
            },
        ),
        (
            "bday prezzie 4 my dad hes 65 likes fishing n whisky no socks 30-50 quid",
            {
                "relationship": "father",
                "age": {"min": 65, "max": 65},
                "interests": ["fishing", "whisky"],
                "exclude": ["socks"],
                "budget": {"min": 30, "max": 50, "currency": "GBP"},
                "occasion": "birthday",
            },
        ),
        (
            "My grandma is in her eighties, money is no object, she's into gardening",
            {
                "relationship": "grandmother",
                "age": {"min": 80, "max": 89},
                "interests": ["gardening"],
                "budget": dollars(None, None),
            },
        ),
        (
            "secret santa for a colleague, £15 max, she doesn't drink",
            {
                "relationship": "colleague",
                "exclude": ["alcohol"],
                "budget": {"min": None, "max": 15, "currency": "GBP"},
                "occasion": "secret santa",
            },
        ),
        ("GIFT FOR MY MUM", {"relationship": "mother"}),
        (
            "gift for my mum’s birthday – she loves tea",
            {"relationship": "mother", "interests": ["tea"], "occasion": "birthday"},
        ),
        ("Hello!", {}),
        ("", {}),
        ("asdf qwer zxcv", {}),
        ("😀🎁🎉", {}),
        ("\x00\x07\x1b[31m", {}),
        ("<script>alert(1)</script>", {}),
        ("שלום, אני מחפש מתנה", {}),
    ],
)
def test_brief(text: str, parts: dict[str, object]) -> None:
    assert read(text).brief() == EMPTY | parts


def test_the_shops_currency() -> None:
    assert read("max 40", "EUR").value("budget") == {"min": None, "max": 40, "currency": "EUR"}


def test_without_any_vocabulary() -> None:
    assert Reader({}).read("gift for my 8yo niece, under $40").brief() == EMPTY | {
        "age": {"min": 8, "max": 8},
        "budget": dollars(None, 40),
    }


def test_values() -> None:
    understood = read("she loves tea and chess")
    assert (understood.value("interest"), understood.values("interest")) == ("tea", ["tea", "chess"])
    assert (Understanding().value("age"), Understanding().values("age")) == (None, [])


def check(text: str) -> None:
    """What must hold for every message."""
    understood = read(text)
    for finding in understood.findings:
        assert finding.kind in KINDS
        assert 0 <= finding.start <= finding.end <= len(text)
    for kind in ("relationship", "age", "budget", "occasion"):
        assert len(understood.values(kind)) <= 1
    for value in understood.values("age"):
        AgeRange.model_validate(value)
    for value in understood.values("budget"):
        low, high = value["min"], value["max"]
        assert low is None or high is None or low <= high
    for value in understood.values("number"):
        assert value["min"] <= value["max"]
    brief = understood.brief()
    json.dumps(brief, allow_nan=False)
    assert not set(brief["interests"]) & set(brief["exclude"])
    assert len(set(brief["interests"])) == len(brief["interests"])
    assert len(set(brief["exclude"])) == len(brief["exclude"])
    for label in (*brief["interests"], *brief["exclude"], brief["relationship"] or "x", brief["occasion"] or "x"):
        assert label.strip() == label
        assert 0 < len(label) <= 60
    if brief["budget"] is None or (brief["budget"]["max"] or 1) <= 10_000_000 >= (brief["budget"]["min"] or 0):
        GiftBrief.model_validate(brief | {key: brief[key][:20] for key in ("interests", "exclude")})


ANYTHING = st.text(max_size=1000)
ODD = st.text(
    st.one_of(
        st.characters(max_codepoint=0x9F),
        st.characters(min_codepoint=0x590, max_codepoint=0x6FF),
        st.sampled_from("\u200e\u200f\u202e\u200b\ufeff\x00\x1b\ue000\ue100\uffff½²٤٠４０İßŉ🎁👩‍👧$£€¥<>&;/|'\"-.,#%"),
        st.characters(categories=["So", "Sk", "Nd", "No", "Mn"]),
    ),
    max_size=200,
)
SAID = st.sampled_from(
    """under $40|forty bucks|30-50|£45 max|about 50|€35|money is no object|my 8yo|in his eighties|teenage|turns 5
    |newborn|for my|niece|dad's|sister's son|myself|loves|hates|no|not|allergic to|already has|dinosaurs|tea|chess and
    |wine|peppa pig|mother's day|birthday|30th|early 30s|the big 5-0|save the second one|make it|actually|i'm 34|she
    |he's|between|and|or|to|-|,|.|?|12|1,200.50|a couple of hundred|1.5k|0|999|months old|years|20 quid|max|over|less
    |<b>|</b>|/inform|{"age": 8}|free|allergy|enough|anything but|without|nothing|everything|last year|spent|married
    |and my dad|for my mum (|twins|, one likes|the other|5 and 8|each|for all three|if there's nothing for|then|less|more|only
    |the blue one|vegan|same budget|by 10|her|it's for him|a 4yo girl,|together|anniversary|xmas|dinosour|whittle|loves to|collects|old coins|my wife says|%|$|'|"|""".replace(
        "\n", ""
    ).split("|")
)
SENTENCES = st.lists(SAID, max_size=40).map(" ".join).map(lambda text: text[:1000])
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(ANYTHING)
@EXAMPLES
def test_any_text(text: str) -> None:
    check(text)


@given(ODD)
@EXAMPLES
def test_odd_characters(text: str) -> None:
    check(text)


@given(SENTENCES)
@EXAMPLES
def test_any_mixture_of_what_shoppers_say(text: str) -> None:
    check(text)


@given(SENTENCES, ODD)
@EXAMPLES
def test_sentences_with_odd_characters(sentence: str, odd: str) -> None:
    check(f"{sentence[:500]}{odd}{sentence[500:]}")


LONG = [
    "1" * 1000, "9" * 15, " " * 1000, "\n" * 1000, "-" * 1000, "'" * 1000, "." * 1000, "," * 1000, "$" * 1000,
    "a" * 1000, "😀" * 1000, "for my " * 140, "a, " * 330, "no " * 333, "no" * 500, "a-" * 500, "a " * 500,
    "1-" * 500, "1 " * 500, "1," * 500, "1." * 500, "1 000 " * 160, "one " * 250, "hundred " * 125, "$1 " * 333,
    "loves " * 166, "hates " * 166, "always " * 142, "really " * 142, "not " * 250, "without " * 125, "my " * 333,
    "mom's " * 166, "friends " * 125, "gift for " * 111, "and " * 250, "dinosour " * 111, "old coins and " * 71,
    "collecting old " * 66, "x allergic " * 90, "has lots of " * 83, "budget is about " * 62, "no wine, beer, " * 66,
    "turning 5 " * 100, "early mid late 20s " * 52, "between 1 and " * 71, "niece, 8, " * 100, "xqzwvkj " * 125,
    " ".join(f"w{a}{b}qzr" for a in "abcdefghijklm" for b in "abcdefghijk")[:1000], "שלום " * 200, "and my dad, 5, " * 66, "twins, one likes lego, the other horses. " * 24,
    "if there's nothing for hiking then coffee " * 23, "my son and my daughter " * 43, "5 and " * 166, "he has a " * 111,
    "4yo girl and " * 76, "less tea, more wine " * 50, "the red one " * 83, "only books " * 90, "vegan " * 166, "<b>" * 333,
]  # fmt: skip


def test_no_message_takes_forever() -> None:
    """All of them in one process that is given minutes: one regular expression gone wild takes hours."""
    code = (
        "import json, sys\n"
        "from tests.support.reading import read\n"
        "for text in json.load(sys.stdin):\n"
        "    read(text)\n"
        "    print(repr(text[:16]), flush=True)\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(LONG),
            capture_output=True,
            text=True,
            timeout=300,
            cwd=ROOT,
        )
    except subprocess.TimeoutExpired as expired:
        read_so_far = (expired.stdout or b"").decode().splitlines()
        pytest.fail(f"stuck at {LONG[len(read_so_far)][:32]!r}")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(LONG)


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:12]))
def test_long_messages_are_read_like_any(text: str) -> None:
    check(text[:120])


def test_an_allergy_is_no_interest() -> None:
    brief = read("my mom's 70th birthday, she likes gardening, nut allergy, 50 max").brief()
    assert brief["interests"] == ["gardening"]
    assert brief["exclude"] == ["nuts"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("gift for my girlfriend, 2 year anniversary", {"relationship": "girlfriend", "occasion": "anniversary"}),
        ("can we increase to 150?", {"budget": dollars(None, 150)}),
        ("could I go cheaper for her? say 20", {"budget": dollars(None, 20)}),
        ("something nice for their kitchen", {"interests": ["kitchenware"]}),
        ("for the kitchen table", {}),
        ("she like very much the yoga, maximum 50 dollar", {"interests": ["yoga"], "budget": dollars(None, 50)}),
        ("what about whisky then, he likes a drop", {"interests": ["whisky"]}),
        ("not a cup, everyone gives cups", {"exclude": ["cups"]}),
        ("none of them a knife", {"exclude": ["knives"]}),
        ("she won't want anything childish or paint by numbers", {"exclude": ["paint by numbers"]}),
        ("she already owns a stand mixer and like a million teapots", {"exclude": ["stand mixers", "teapots"]}),
        (
            "he's got lights, he's got a bell and about nine water bottles",
            {"exclude": ["lights", "bells", "water bottles"]},
        ),
        ("get her wine? she has been sober since March, so nothing boozy", {"exclude": ["alcohol"]}),
        ("I want it engraved with his initials", {}),
        ("she's turning 8 so make it 8", {"age": {"min": 8, "max": 8}, "occasion": "birthday"}),
        ("is the hoop heavy", {}),
        ("your mum likes fishing", {"interests": ["fishing"]}),
        ("she has a tripod", {"exclude": ["tripods"]}),
        ("he did the volcano thing last year", {"exclude": ["volcanoes"]}),
        ("not cups, she has loads", {"exclude": ["cups"]}),
        ("she doesn't have pierced ears so no earrings", {"exclude": ["earrings"]}),
        ("no let's stick to drawing", {"interests": ["drawing"]}),
        ("my girlfriend runs a lot", {"relationship": "girlfriend", "interests": ["running"]}),
        ("a present for the mother of my husband", {"relationship": "mother-in-law"}),
        ("he has trouble reading", {}),
        ("maybe something for the flat", {"interests": ["home decor"]}),
    ],
)
def test_what_shoppers_say_by_the_way(text: str, parts: dict[str, object]) -> None:
    assert read(text).brief() == EMPTY | parts


def test_what_is_put_right() -> None:
    said = read("and it's horses not dinosaurs, sorry")
    assert said.values("interest") == ["horses"]
    assert said.values("drop") == ["dinosaurs"]
    assert said.value("correction") is True


@pytest.mark.parametrize(("text", "number"), [("ok then 55, whatever there is", 55), ("hmm 35 after all", 35)])
def test_a_number_with_words_around(text: str, number: int) -> None:
    assert read(text).value("number") == {"min": number, "max": number}


def test_people_by_name_alone() -> None:
    said = read("my twins turn 13, Maya is all about baking and Leo only cares about basketball. $40 each")
    people = said.values("person")
    assert [person["label"] for person in people] == ["Maya", "Leo"]
    assert [person["interests"] for person in people] == [["baking"], ["basketball"]]
    assert all(person["budget"]["max"] == 40 and person["age"]["min"] == 13 for person in people)
    assert not read("Lego is great and Minecraft is too").values("person")


def test_amounts_said_after_what_each_likes() -> None:
    people = read("my dad is a birdwatcher, my boss collects vinyl. 50 for dad and 30 for the boss").values("person")
    assert [(person["interests"], person["budget"]["max"]) for person in people] == [
        (["birdwatching"], 50),
        (["vinyl"], 30),
    ]


def test_whoever_said_it_is_for_themselves_tells_of_themselves() -> None:
    text = "never mind, i'll just tell you. i'm into yoga and scented candles"
    assert reader().read(text).values("interest") == []
    found = reader().read(text, for_shopper=True).values("interest")
    assert found[0] == "yoga" and "candles" in found[1]
    assert reader().read("for my mum, i'm off to yoga", for_shopper=True).values("interest") == []


def test_those_named_are_what_was_said_of_all_before() -> None:
    people = read("gifts for 2 nephews: Sam is 7 and obsessed with sharks, Theo is 11, plays guitar").values("person")
    assert [(one["label"], one["relationship"]) for one in people] == [("Sam", "nephew"), ("Theo", "nephew")]


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("he like run and coffee", ["running", "coffee"]),
        ("she like swim, cook and paint", ["swimming", "cooking", "painting"]),
        ("he's a gamer and loves video games", ["video games"]),
        ("a gamer, 14", ["gaming"]),
    ],
)
def test_said_in_few_or_too_many_words(text: str, interests: list[str]) -> None:
    assert read(text).values("interest") == interests
