"""Words that only the shop's catalog knows, in messages."""

from __future__ import annotations

import pytest

from bot.nlu.understanding import Reader

SHOP = {
    "brand": {"Bellmoss": "bellmoss nursery", "bellmoss nursery": "bellmoss nursery", "tumblegate toys": "tumblegate toys"},
    "category": {"corkscrews": "corkscrews", "globes": "globes"},
    "material": {"brass": "brass", "wood": "wood", "wooden": "wood", "merino wool": "merino wool"},
    "catalog_interest": {"klumping": "klumping"},
}  # fmt: skip
KNOWN = {
    "interest": {"toys": "toys", "dinosaurs": "dinosaurs"},
    "relationship": {"niece": "niece", "brother": "brother", "dad": "father"},
    "thing": {"plastic": "plastic"},
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(KNOWN | SHOP)


@pytest.mark.parametrize(
    ("text", "interests", "exclude"),
    [
        ("something from Bellmoss for my niece", ["bellmoss nursery"], []),
        ("Do you have anything by bellmoss nursery?", ["bellmoss nursery"], []),
        ("no Tumblegate Toys please", [], ["tumblegate toys"]),
        ("she hates anything from Bellmoss", [], ["bellmoss nursery"]),
        ("not dinosaurs but something by Bellmoss", ["bellmoss nursery"], ["dinosaurs"]),
        ("my dad wants something made of brass", ["brass"], []),
        ("a gift in merino wool", ["merino wool"], []),
        ("nothing made of wood", [], ["wood"]),
        ("is it made of brass?", [], []),
        ("he works with brass", [], []),
        ("looking for corkscrews for my brother", ["corkscrews"], []),
        ("my niece loves globes and dinosaurs", ["globes", "dinosaurs"], []),
        ("a gift for my niece, she is into klumping", ["klumping"], []),
    ],
)
def test_read(reader, text, interests, exclude):
    brief = reader.read(text).brief()
    assert (sorted(brief["interests"]), brief["exclude"]) == (sorted(interests), exclude)


def test_without_them_nothing_of_it_is_read():
    brief = Reader(KNOWN).read("something from Bellmoss, made of brass, for my niece").brief()
    assert (brief["relationship"], brief["interests"]) == ("niece", [])


def test_a_slip_is_no_brand(reader):
    assert reader.read("something from Belmos for my niece").brief()["interests"] == []


def test_the_shoppers_own_things_are_no_wish(reader):
    assert reader.read("I have globes at home").brief()["interests"] == []
