"""Reasons rest on verbatim spans of a product's data."""

from __future__ import annotations

import itertools
import re

import pytest

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Product
from catalog_index.reasons import MOST_REASONS, Reason, reasons_for
from tests.support.catalog import demo_products, demo_search, gift

DIG = gift(
    "dig",
    "Dinosaur Dig Kit",
    description="Chip twelve dinosaur fossils out of a plaster block. Brush and chisel included. Ages 6-10.",
    interests=("dinosaurs", "science"),
    occasions=("birthday",),
    age_min=6,
    age_max=10,
    attributes={"product_highlight": "Twelve fossils to dig up"},
)
DINOSAURS = {"dinosaurs": [[{"dinosaur"}]]}


def test_interest_and_age() -> None:
    brief = GiftBrief(interests=["dinosaurs"], age=AgeRange(min=8, max=8))
    assert reasons_for(DIG, brief, DINOSAURS) == (
        Reason("interest", "dinosaurs", "Chip twelve dinosaur fossils out of a plaster block"),
        Reason("age", "8", "Ages 6-10"),
    )


def test_the_occasion() -> None:
    assert Reason("occasion", "birthday", "birthday") in reasons_for(DIG, GiftBrief(occasion="birthday"), {})
    assert reasons_for(DIG, GiftBrief(occasion="easter"), {}) == (Reason("highlight", "", "Twelve fossils to dig up"),)


def test_the_highlight_where_no_interest_speaks() -> None:
    assert reasons_for(DIG, GiftBrief(), {}) == (Reason("highlight", "", "Twelve fossils to dig up"),)
    assert reasons_for(gift("a"), GiftBrief(), {}) == ()


def test_the_title_or_a_label_where_the_text_says_nothing() -> None:
    titled = gift("a", "Dinosaur lamp", description="Glows.")
    assert reasons_for(titled, GiftBrief(interests=["dinosaurs"]), DINOSAURS) == (
        Reason("interest", "dinosaurs", "Dinosaur lamp"),
    )
    labelled = gift("a", "Lamp", interests=("dinosaurs",))
    assert reasons_for(labelled, GiftBrief(interests=["dinosaurs"]), DINOSAURS)[0].evidence == "dinosaurs"


def test_no_evidence_no_reason() -> None:
    assert reasons_for(gift("a", "Lamp"), GiftBrief(interests=["dinosaurs"]), DINOSAURS) == ()


def test_what_is_denied_is_no_evidence() -> None:
    denied = gift("a", "Night sky map", description="No telescope is needed to enjoy it.")
    assert reasons_for(denied, GiftBrief(interests=["telescopes"]), {"telescopes": [[{"telescop"}]]}) == ()


def test_adults_are_not_told_that_it_is_for_adults() -> None:
    product = gift("a", "Knife", description="For ages 18 and up.", age_min=18)
    assert reasons_for(product, GiftBrief(age=AgeRange(min=40, max=40)), {}) == ()


@pytest.mark.parametrize(
    ("age", "label"), [(AgeRange(min=8, max=8), "8"), (AgeRange(min=7, max=9), "7-9"), (AgeRange(min=6), "6+")]
)
def test_the_age_is_named_as_asked(age: AgeRange, label: str) -> None:
    (reason,) = [reason for reason in reasons_for(DIG, GiftBrief(age=age), {}) if reason.kind == "age"]
    assert reason.label == label


def test_at_most_three() -> None:
    many = {name: [[{"dinosaur"}]] for name in "abcdef"}
    brief = GiftBrief(interests=list("abcdef"), age=AgeRange(min=8, max=8), occasion="birthday")
    assert len(reasons_for(DIG, brief, many)) == MOST_REASONS == 3


def sixty_briefs() -> list[GiftBrief]:
    """Interests, ages, occasions and budgets of every kind, three interests a brief at most."""
    labels = sorted({label for product in demo_products() for label in product.interests})
    occasions = sorted({label for product in demo_products() for label in product.occasions})
    ages = [None, AgeRange(min=0, max=0), AgeRange(min=3, max=5), AgeRange(min=8, max=8), AgeRange(min=13, max=19),
            AgeRange(min=40, max=40), AgeRange(min=70)]  # fmt: skip
    budgets = [None, Budget(max=30), Budget(min=20, max=80), Budget(max=200)]
    picks = zip(itertools.cycle(ages), itertools.cycle(budgets), itertools.cycle([None, *occasions]), range(60))
    return [
        GiftBrief(
            interests=[labels[(number * 7 + step) % len(labels)] for step in range(number % 4)],
            age=age,
            budget=budget,
            occasion=occasion,
            relationship=("mother", None, "nephew", "friend")[number % 4],
        )
        for age, budget, occasion, number in picks
    ]


def data_of(product: Product) -> list[str]:
    return [product.title, product.description, product.brand, *product.categories, *product.interests,
            *product.occasions, *product.attributes.values()]  # fmt: skip


@pytest.mark.parametrize(
    "brief", sixty_briefs(), ids=lambda brief: re.sub(r"\W+", "-", ",".join(brief.interests) or "any")
)
def test_evidence_is_verbatim_over_the_whole_demo_catalog(brief: GiftBrief) -> None:
    """Every product that fits, not only the first page."""
    search = demo_search()
    seen = 0
    for row in search.fitting_rows(brief):
        product = search.index.products[int(row)]
        serves = search.serves(product, brief)
        reasons = search.reasons(product, brief, serves)
        assert len(reasons) <= MOST_REASONS
        for reason in reasons:
            assert reason.evidence.strip()
            assert any(reason.evidence in text for text in data_of(product)), (product.id, reason)
            assert reason.kind != "interest" or reason.label in serves
            seen += 1
    assert seen >= len(search.fitting_rows(brief)) * 0.5


HORSES = {"horses": [[{"hors", "horse"}]]}


@pytest.mark.parametrize(
    "text",
    ["Made for a free spirit who loves horses", "Horses for the wall, with free delivery", "Horses run free here"],
)
def test_what_is_called_free_denies_nothing(text: str) -> None:
    (reason,) = reasons_for(gift("a", "Print", description=text), GiftBrief(interests=["horses"]), HORSES)
    assert "orses" in reason.evidence


@pytest.mark.parametrize(
    "text", ["A calm print, free of horses", "A horse-free calendar for all", "It isn’t about horses"]
)
def test_what_is_free_of_it_is_no_evidence(text: str) -> None:
    assert reasons_for(gift("a", "Print", description=text), GiftBrief(interests=["horses"]), HORSES) == ()


def test_a_strong_point_stands_for_the_title_and_the_first_label_only() -> None:
    brief = GiftBrief(interests=["horses"])
    point = {"product_highlight": "Gallops on parquet"}
    about = gift("a", "Hobby horse", attributes=point)
    labelled = gift("b", "Lamp", interests=("horses", "sleep"), attributes=point)
    besides = gift("c", "Lamp", interests=("sleep", "horses"), attributes=point)
    assert reasons_for(about, brief, HORSES) == (Reason("highlight", "", "Gallops on parquet"),)
    assert reasons_for(labelled, brief, HORSES) == (Reason("highlight", "", "Gallops on parquet"),)
    assert reasons_for(besides, brief, HORSES) == (Reason("interest", "horses", "horses"),)


def test_the_strong_point_of_what_serves_no_wish_is_no_reason() -> None:
    other = gift("a", "Lamp", attributes={"product_highlight": "Fades itself out"})
    assert reasons_for(other, GiftBrief(interests=["horses"]), {}) == ()


def test_a_span_about_somebody_else_gives_way() -> None:
    text = "A thank-you for the uncle who rides horses. Twelve prints of horses at the gallop."
    product = gift("a", "Prints", description=text)
    reasons = reasons_for(product, GiftBrief(interests=["horses"], relationship="father"), HORSES)
    assert reasons[0].evidence == "Twelve prints of horses at the gallop"
    alone = gift("a", "Prints", description="A thank-you for the uncle who rides horses.")
    assert reasons_for(alone, GiftBrief(interests=["horses"]), HORSES)[0].evidence.startswith("A thank-you")


def test_what_is_made_for_toddlers_speaks_for_no_grown_up() -> None:
    product = gift("a", "Toddler rocking horse", description="A small horse for the nursery.", age_min=1, age_max=3)
    assert reasons_for(product, GiftBrief(interests=["horses"], relationship="friend"), HORSES) == ()
    assert reasons_for(product, GiftBrief(interests=["horses"], age=AgeRange(min=2, max=2)), HORSES)
