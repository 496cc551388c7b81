"""What a product's text says it is free of."""

import pytest

from catalog_index.claims import IMITATION, without_claims


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("A dairy-free bar", "dairy"),
        ("Free from nuts, gluten and milk. Sold in tins.", "gluten"),
        ("It needs no batteries.", "batteries"),
        ("Made without plastic", "plastic"),
        ("No screens, no batteries.", "screens"),
        ("An hour away from screens", "screens"),
        ("Non-alcoholic beer for two", "beer"),
        ("Screen-printed by hand", "screen"),
        ("Steel wool soap pads", "wool"),
        ("A tin of wing nuts", "nuts"),
        ("Solid walnut box", "walnut"),
    ],
)
def test_taken_out(text: str, gone: str) -> None:
    assert gone in text.lower()
    assert gone not in without_claims(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Comes without batteries", "batteries"),
        ("Contains milk and nuts", "nuts"),
        ("May hold traces of milk", "milk"),
        ("Walnut brownies", "walnut"),
        ("Almond milk soap", "almond"),
        ("Peanut butter fudge", "peanut"),
        ("A free gift of wool", "wool"),
        ("Real leather", "leather"),
    ],
)
def test_kept(text: str, kept: str) -> None:
    assert kept in without_claims(text)


@pytest.mark.parametrize("text", ["Vegan leather", "faux fur", "Imitation suede", "PU leather", "plant-based leather"])
def test_an_imitation_is_named_as_one(text: str) -> None:
    assert without_claims(text) == IMITATION


def test_of_plants() -> None:
    assert without_claims("Oat milk and cocoa butter") == "oat and cocoa"
