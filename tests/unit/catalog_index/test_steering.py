"""A merchant's rules, synonyms and prior inside the search: they order and hide, and break no limit of a shopper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.search import GiftSearch
from catalog_index.steering import Condition, Plan, Rule, Steering, Targets, Window
from tests.support.catalog import gift, search_over
from tests.support.strategies import briefs, catalogs

TODAY = date(2026, 11, 23)
SHOP = (
    gift("dino", "Dinosaur dig", 25, interests=("dinosaurs",), brand="Dig Co", categories=("Toys", "Science")),
    gift("dino2", "Dinosaur book", 15, interests=("dinosaurs",), brand="Pages", categories=("Books",)),
    gift("dino3", "Dinosaur mask", 10, interests=("dinosaurs",), brand="Dig Co", categories=("Toys", "Masks")),
    gift("tea", "Teapot", 30, interests=("tea",), brand="Pages", categories=("Kitchen",)),
    gift("sneaker", "Trainers in red", 60, interests=("trainers",), categories=("Shoes",)),
    gift("dear", "Dinosaur skull", 900, interests=("dinosaurs",), brand="Dig Co", categories=("Toys",)),
)
DINO = GiftBrief(interests=["dinosaurs"])


def steered(*rules: Rule, synonyms=(), today: date = TODAY, over: GiftSearch | None = None, **options) -> GiftSearch:
    search = over or search_over(*SHOP)
    plan = Plan(rules, synonyms)
    return search.steered(Steering.over(Targets(search.index.products), plan, today=lambda: today, **options))


def rule(action: str, **fields) -> Rule:
    return Rule(1, "a rule", action, **fields)


def ids(search: GiftSearch, brief: GiftBrief, **options) -> list[str]:
    return [hit.product.id for hit in search.search(brief, limit=6, **options).hits]


def scores(search: GiftSearch, brief: GiftBrief) -> dict[str, float]:
    return {hit.product.id: hit.score for hit in search.search(brief, limit=6).hits}


def test_what_is_excluded_is_in_no_answer_and_not_counted():
    plain, search = search_over(*SHOP), steered(rule("exclude", brands=("dig co",)))
    assert set(ids(search, DINO)[:1]) == {"dino2"}
    assert {"dino", "dino3", "dear"}.isdisjoint(ids(search, DINO))
    assert (plain.count(DINO), search.count(DINO)) == (4, 1)
    similar = [hit.product.id for hit in search.similar(SHOP[1], GiftBrief()).hits]
    assert {"dino", "dino3", "dear"}.isdisjoint(similar)
    # Whoever holds the search from before sees no change.
    assert "dino" in ids(plain, DINO)


def test_an_exclusion_for_some_briefs_leaves_the_others_alone():
    search = steered(rule("exclude", products=("dino",), condition=Condition(relationships=("Colleague",))))
    assert "dino" in ids(search, DINO)
    assert "dino" not in ids(search, DINO.model_copy(update={"relationship": "colleague"}))


def test_a_pin_stands_first_but_never_beyond_the_shopper_s_limits():
    pin = rule("pin", products=("dear", "dino3", "dino"))
    assert ids(steered(pin), DINO)[:2] == ["dear", "dino3"]
    within = DINO.model_copy(update={"budget": Budget(max=50)})
    assert ids(steered(pin), within)[:2] == ["dino3", "dino"]
    assert "dino3" not in ids(steered(pin), within, without=["dino3"])
    assert ids(steered(pin), DINO, sort="cheaper") == ids(search_over(*SHOP), DINO, sort="cheaper")
    assert ids(steered(pin, most_pins=0), DINO) == ids(search_over(*SHOP), DINO)


def test_a_pin_of_something_else_is_shown_beside_what_fits_and_counted():
    search = steered(rule("pin", products=("tea",)))
    found = search.search(DINO, limit=6)
    assert (found.hits[0].product.id, found.hits[0].pinned, found.hits[0].matched) == ("tea", True, ())
    assert found.total == search.count(DINO) + 1
    # Where nothing serves the wish, a pin must not hide that.
    nothing = search.search(GiftBrief(interests=["zithers"]), limit=6)
    assert nothing.total == 0 and not any(hit.pinned for hit in nothing.hits)


def test_a_pin_for_an_interest_says_that_the_product_serves_it():
    search = steered(rule("pin", products=("tea",), condition=Condition(interests=("zither",))))
    brief = GiftBrief(interests=["zithers"])
    found = search.search(brief, limit=6)
    assert (found.total, found.hits[0].product.id, found.hits[0].matched) == (1, "tea", ("zithers",))
    assert search.count(brief) == 1 and search.serves(SHOP[3], brief) == ("zithers",)


def test_boost_and_bury_move_by_their_strength_and_turn_no_stranger_into_a_match():
    plain = scores(search_over(*SHOP), DINO)
    for strength, step in ((1, 0.1), (2, 0.25), (3, 0.6)):
        up = scores(steered(rule("boost", categories=("masks",), strength=strength)), DINO)
        down = scores(steered(rule("bury", categories=("masks",), strength=strength)), DINO)
        assert up["dino3"] - plain["dino3"] == pytest.approx(step, abs=1e-5)
        assert plain["dino3"] - down["dino3"] == pytest.approx(step, abs=1e-5)
        assert up["dino"] == plain["dino"]
    order = ids(
        steered(rule("boost", products=("tea",), strength=3), rule("bury", brands=("dig co",), strength=3)), DINO
    )
    assert order.index("tea") > max(order.index(name) for name in ("dino", "dino2", "dino3", "dear"))


def test_synonyms_work_both_ways_and_give_reasons():
    plain, search = search_over(*SHOP), steered(synonyms=(("kicks", "trainers", "gym shoes"),))
    for word in ("kicks", "gym shoe"):
        brief = GiftBrief(interests=[word])
        assert plain.count(brief) == 0
        assert ids(search, brief)[0] == "sneaker"
        assert search.count(brief) == 1
        [hit] = search.search(brief, limit=1).hits
        assert any(reason.evidence.lower() in "trainers in red" for reason in hit.reasons)
    assert search.count(GiftBrief(interests=["tea"])) == 1


def test_a_prior_is_added_to_the_scores():
    prior = np.zeros(len(SHOP), dtype=np.float32)
    prior[2] = 0.05
    plain, search = scores(search_over(*SHOP), DINO), scores(steered(prior=prior), DINO)
    assert search["dino3"] - plain["dino3"] == pytest.approx(0.05, abs=1e-6)
    assert search["dino"] == plain["dino"]


@pytest.mark.parametrize(
    ("window", "day", "acts"),
    [
        (Window(), TODAY, True),
        (Window(TODAY, TODAY), TODAY, True),
        (Window(date(2026, 11, 24)), TODAY, False),
        (Window(None, date(2026, 11, 22)), TODAY, False),
        (Window(date(2020, 11, 1), date(2020, 12, 24), True), TODAY, True),
        (Window(date(2020, 11, 1), date(2020, 12, 24), True), date(2030, 12, 25), False),
        (Window(date(2020, 12, 20), date(2021, 1, 6), True), date(2030, 1, 6), True),
        (Window(date(2020, 12, 20), date(2021, 1, 6), True), date(2030, 1, 7), False),
    ],
)
def test_rules_act_on_their_days(window, day, acts):
    search = steered(rule("exclude", products=("dino",), window=window), today=day)
    assert ("dino" not in ids(search, DINO)) == acts


BRIEF = GiftBrief(
    relationship="niece", age=AgeRange(min=8), interests=["dinosaurs"], occasion="christmas", budget=Budget(max=40)
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition(), True),
        (Condition(relationships=("nephew", "Niece ")), True),
        (Condition(relationships=("nephew",)), False),
        (Condition(occasions=("xmas",)), True),
        (Condition(occasions=("birthday",)), False),
        (Condition(interests=("Dinosaur",)), True),
        (Condition(interests=("tea",)), False),
        (Condition(age=AgeRange(min=6, max=8)), True),
        (Condition(age=AgeRange(min=9)), False),
        (Condition(budget_max=40), True),
        (Condition(budget_max=39), False),
        (Condition(budget_min=40), True),
        (Condition(budget_min=41), False),
        (Condition(relationships=("niece",), interests=("tea",)), False),
    ],
)
def test_every_part_of_a_condition_must_hold(condition, holds):
    assert condition.holds(BRIEF) == holds
    # What a brief does not say holds never.
    assert Condition.holds(condition, GiftBrief()) == (condition == Condition())


@given(catalogs(), briefs(), st.data())
@settings(max_examples=40, deadline=None)
def test_no_rules_whatever_let_a_shopper_s_limit_be_broken_or_an_exclusion_show(shop, brief, data):
    plain = search_over(*shop)
    known = [product.id for product in shop]
    some = st.lists(st.sampled_from(known), unique=True).map(tuple) if known else st.just(())
    rules = [
        replace(rule(action, products=data.draw(some), strength=data.draw(st.integers(1, 3))), id=number)
        for number, action in enumerate(data.draw(st.lists(st.sampled_from(["pin", "boost", "bury", "exclude"]))))
    ]
    search = steered(*rules, over=plain)
    allowed = {product.id for product, ok in zip(shop, plain.filters.mask(brief), strict=True) if ok}
    gone = {name for item in rules if item.action == "exclude" for name in item.products}
    shown = ids(search, brief)
    assert set(shown) <= allowed - gone
    assert len(shown) == len(set(shown))
