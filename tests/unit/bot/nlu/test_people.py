"""Several recipients in one message."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.parts import Part, told_apart
from tests.support.reading import read


def people(text: str, *names: str) -> list[tuple[Any, ...]]:
    """The label and some more parts of each recipient that a message names."""
    return [tuple(value.get(name) for name in ("label", *names)) for value in read(text).values("person")]


def age(years: int) -> dict[str, int]:
    return {"min": years, "max": years}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "twins, both 10, one likes lego, the other horses",
            [("first twin", age(10), ["lego"]), ("second twin", age(10), ["horses"])],
        ),
        ("my two nephews, 5 and 8", [("nephew, 5", age(5), None), ("nephew, 8", age(8), None)]),
        (
            "my two nephews, 5 and 8, both mad on minecraft",
            [("nephew, 5", age(5), ["minecraft"]), ("nephew, 8", age(8), ["minecraft"])],
        ),
        (
            "3 kids: 4yo girl into unicorns, 7 and 9 yr old boys who love football",
            [
                ("girl", age(4), ["unicorns"]),
                ("boy, 7", age(7), ["football"]),
                ("boy, 9", age(9), ["football"]),
            ],
        ),
        (
            "a boy of 3 who loves trucks, a girl of 6 who does ballet, and a 15 year old who only cares about music",
            [("boy", age(3), ["trucks"]), ("girl", age(6), ["ballet"]), ("teenager", age(15), ["music"])],
        ),
        (
            "my partner's kids are 7 and 11, youngest loves bluey, oldest is into chess",
            [("child, 7", age(7), ["bluey"]), ("child, 11", age(11), ["chess"])],
        ),
        (
            "my daughters are 3 and 6, princess stuff for the little one, spy gear for the older one",
            [("daughter, 3", age(3), ["princess stuff"]), ("daughter, 6", age(6), ["spy gear"])],
        ),
        (
            "my two girls, 6 and 9, the older one loves gymnastics and the younger one is into slime",
            [("girl, 6", age(6), ["slime"]), ("girl, 9", age(9), ["gymnastics"])],
        ),
        (
            "a present for my niece, 7, who loves fairies, and one for my nephew, 4, dinosaurs",
            [("niece", age(7), ["fairies"]), ("nephew", age(4), ["dinosaurs"])],
        ),
        (
            "my niece and nephew, she loves horses and he is into cars",
            [("niece", None, ["horses"]), ("nephew", None, ["cars"])],
        ),
        (
            "Something for my sister who is 30 and loves yoga. Also for my brother, 25, gaming",
            [("sister", age(30), ["yoga"]), ("brother", age(25), ["gaming"])],
        ),
    ],
)
def test_each_with_their_own(text: str, found: list[tuple[Any, ...]]) -> None:
    assert people(text, "age", "interests") == found


def test_children_of_somebody() -> None:
    text = "three grandchildren: a boy of 3 who loves trucks, a girl of 6 who does ballet, and a 15 year old into music"
    assert people(text, "relationship") == [
        ("grandson", "grandson"),
        ("granddaughter", "granddaughter"),
        ("grandchild", "grandchild"),
    ]


def dollars(most: float) -> dict[str, Any]:
    return {"min": None, "max": most, "currency": "USD"}


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("gifts for my mum (gardening, under 30) and my dad (golf, up to 50)", [30, 50]),
        ("presents for my niece and nephew, 5 and 8, 20 each", [20, 20]),
        ("my son is 8 and loves minecraft and my daughter is 5, she likes frozen. 30 dollars each", [30, 30]),
        ("$60 for both: my niece (fairies) and my nephew (trucks)", [30, 30]),
        ("dad: 70, hates gadgets. mum: 68, watercolours. $40 each", [40, 40]),
    ],
)
def test_budgets(text: str, amounts: list[float]) -> None:
    assert [value["budget"] for value in read(text).values("person")] == [dollars(amount) for amount in amounts]


def test_what_is_said_of_all_is_everyones() -> None:
    text = "christmas presents for my niece and nephew, 5 and 8, no plastic"
    assert people(text, "exclude", "occasion") == [
        ("niece", ["plastic"], "christmas"),
        ("nephew", ["plastic"], "christmas"),
    ]


def test_the_brief_is_the_first_ones() -> None:
    brief = read("gifts for my mum (gardening, under 30) and my dad (golf, up to 50)").brief()
    assert brief["relationship"] == "mother"
    assert brief["interests"] == ["gardening"]
    assert brief["budget"] == dollars(30)


def test_genders() -> None:
    assert people("my son (8) and my daughter (5)", "gender") == [("son", "male"), ("daughter", "female")]


@pytest.mark.parametrize(
    "text",
    [
        "for my parents",
        "for mum and dad, they love wine",
        "for a couple who like cooking",
        "my wife's mother",
        "my niece, her mother says she likes horses",
        "my niece and her husband love hiking",
        "gift for twin nephews aged 6, they like superheroes",
        "my sister and her three kids (4, 7 and 11) are coming, she likes candles",
        "gift for my brother, 30, from me and my sister",
        "for my husband, he loves golf and my mom says no ties",
        "a gift for my 8 or 9 year old nephew",
        "my dad likes jazz and my budget is 40",
        "we have 2 kids so not much time, gift for my wife",
        "kids 6-8, science kits",
        "a present from my son for his teacher",
        "bruv is 17, loves drill music and trainers",
    ],
)
def test_one_recipient(text: str) -> None:
    assert read(text).values("person") == []


@pytest.mark.parametrize(
    ("text", "relationship"),
    [
        ("for mum and dad, they love wine", "parents"),
        ("something for my nan and grandad", "grandparents"),
        ("need ideas for my wife. her dad is 70 and it's actually for him", "father-in-law"),
        ("my husband's birthday was last week, this one is for his mother's birthday", "mother-in-law"),
        ("my daughter's teacher", "teacher"),
        ("my 11 year old's best friend, likes roblox", "child's friend"),
        ("we're his nan and grandad, he is seven", "grandson"),
        ("my late husband chose the presents. our grandson is eleven", "grandson"),
        ("my colleague just had a baby girl, something for the newborn", "colleague's baby"),
        ("my kids' bus driver", None),
        ("the dog sitter, she likes tea", None),
        ("nothing noisy or their dad will kill me", None),
        ("got a fiver mate", None),
        # What somebody does, or who has said something, is not whom it is for.
        ("shes a nurse, 29, always tired", None),
        ("he's a primary school teacher", None),
        ("29, nurse", None),
        ("my niece, a nurse", "niece"),
        ("parents said no toys", None),
        ("grandparents are paying so up to 100", None),
        ("my parents said they want a lamp", "parents"),
        ("a thank you for the nurse who looked after us", "nurse"),
        ("gifts for my bridesmaids, 15 dollars each", "bridesmaid"),
        ("the best man collects vinyl", "groomsman"),
    ],
)
def test_who_is_meant(text: str, relationship: str | None) -> None:
    assert read(text).value("relationship") == relationship


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "gifts for my three grandchildren, a girl of 4 and two boys, 7 and 9",
            [("granddaughter", age(4)), ("grandson", age(7)), ("grandson", age(9))],
        ),
        ("presents for my sister's kids, a boy of 5 and a girl of 8", [("nephew", age(5)), ("niece", age(8))]),
        ("mum 60 gardening, dad 62 golf", [("mother", age(60)), ("father", age(62))]),
        ("gift for my twins, boy and girl, 7", [(None, age(7)), (None, age(7))]),
        ("a gift for my boss and one for my assistant", [("boss", None), ("employee", None)]),
        # A row of names with ages: lilies are flowers, and "max 5" might be a price.
        (
            "presents for my three kids: Tom 12 football, Lily 9 horses, Max 5 dinosaurs",
            [("child", age(12)), ("child", age(9)), ("child", age(5))],
        ),
        (
            "Tom (12) likes football, Lily (9) loves horses and Max (5) dinosaurs",
            [(None, age(12)), (None, age(9)), (None, age(5))],
        ),
        (
            "need 3 gifts: mum gardening, dad golf, brother gaming",
            [("mother", None), ("father", None), ("brother", None)],
        ),
        ("gifts for Anna 7 and Ben 10", [(None, age(7)), (None, age(10))]),
    ],
)
def test_each_of_several(text: str, told: list[tuple[Any, ...]]) -> None:
    assert [(one.get("relationship"), one.get("age")) for one in read(text).values("person")] == told


def test_what_both_like() -> None:
    both = read("one for my niece 8 and one for my nephew 10, both love lego").values("person")
    assert [one["interests"] for one in both] == [["lego"], ["lego"]]


def test_a_baby_is_no_child_of_zero() -> None:
    babies = [Part("child", ((0, 1),), None, 0), Part("child", ((0, 1),), None, 4)]
    assert [part.label for part in told_apart(babies)] == ["child, baby", "child, 4"]


def test_the_number_behind_a_name_is_no_price() -> None:
    people = read("my nephews: Sam is 7, Theo 11").values("person")
    assert [(one["label"], one.get("budget")) for one in people] == [("Sam", None), ("Theo", None)]
    assert read("Max 50 for my dad").value("budget")["max"] == 50


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (
            "xmas ideas for mom and dad. mom gardens, dad is into bbq",
            {"mother": ["gardening"], "father": ["bbq"]},
        ),
        (
            "my grandma and grandpa: grandpa likes golf and grandma knits",
            {"grandfather": ["golf"], "grandmother": ["knitting"]},
        ),
        # Only one of them is told of, or what one says: the pair stays one.
        ("mum and dad, dad says mum likes tea", {}),
        ("for mum and dad, they love wine", {}),
    ],
)
def test_a_pair_of_whom_each_is_told_of(text: str, wishes: dict[str, list[str]]) -> None:
    told = [value for value in read(text).values("person") if isinstance(value, dict)]
    assert {person["label"]: person["interests"] for person in told} == wishes


@pytest.mark.parametrize(
    "text",
    ["need 3 gifts: son 6 dinosaurs, daughter 9 horses, baby 1", "my son is 6, my daughter 9 and the baby is 1"],
)
def test_the_baby_of_a_list(text: str) -> None:
    told = [value for value in read(text).values("person") if isinstance(value, dict)]
    assert [person["label"] for person in told] == ["son", "daughter", "baby"]
    assert told[-1]["age"] == {"min": 1, "max": 1} and "relationship" not in told[-1]


def persons(text: str) -> dict[str, dict[str, Any]]:
    return {value["label"]: value for value in read(text).values("person") if isinstance(value, dict)}


def test_people_at_work_go_by_what_they_are() -> None:
    told = persons(
        "Need gifts for 3 people: our receptionist who is retiring and loves knitting, an intern who is into coding, "
        "and our CFO who plays golf. $50 each max"
    )
    assert {label: one["interests"] for label, one in told.items()} == {
        "receptionist": ["knitting"],
        "intern": ["coding"],
        "cfo": ["golf"],
    }
    assert [one.get("occasion") for one in told.values()] == ["retirement", None, None]
    assert all(one["budget"]["max"] == 50 for one in told.values())


@pytest.mark.parametrize(
    "text",
    [
        "xmas for my son 5 n my daughter 11. he loves dinosaurs, shes into chess. 30 each",
        "my son is 5 and my daughter is 11. she likes chess and he likes dinosaurs",
    ],
)
def test_what_he_and_she_like_is_told_after_both(text: str) -> None:
    told = persons(text)
    assert {label: (one["age"]["min"], one["interests"]) for label, one in told.items()} == {
        "son": (5, ["dinosaurs"]),
        "daughter": (11, ["chess"]),
    }
