"""Simulated shops: the same seeds say the same, a taste is learnt, no taste refused; and the judged corpus."""

from __future__ import annotations

import json

import pytest

from bot.evaluation.ranker import FIRST_SEED, Simulation, Verdict, reliable
from bot.evaluation.ranker_relevance import judged_queries
from bot.learning.ranker import Limits
from catalog_index.evaluate import Dataset
from tests.support.catalog import gift, search_over
from tests.support.fake_encoder import HashEncoder

LIMITS = Limits(sessions=30, takes=30)
WORDS = "amber birch cedar delta ember fjord grove heath iris jade kelp larch".split()


@pytest.fixture(scope="module")
def simulation():
    labels = ("tea", "chess", "dinosaurs", "running", "music", "wool")
    shop = [
        gift(
            f"{label}{number}",
            f"{label} {word}{' handmade' if number % 3 == 0 else ''}",
            5 * 1.4 ** (7 * number % 12),
            interests=(label,),
            brand=("Otter", "Heron", "Wren", "Fox")[number % 4],
            categories=(("Home", "Play")[number % 2], label),
        )
        for label in labels
        for number, word in enumerate(WORDS)
    ]
    return Simulation(search_over(*shop))


def test_the_same_seeds_say_the_same_and_a_taste_is_learnt(simulation):
    one, two = (simulation.run("taste", 3, 400, LIMITS) for _ in range(2))
    assert one == two
    assert [shop.seed for shop in one.shops] == [FIRST_SEED, FIRST_SEED + 1, FIRST_SEED + 2]
    assert one.kept >= 2 and one.gain[0] > 3
    assert all(shop.gain == 0 == shop.unseen and shop.reason for shop in one.shops if not shop.kept)


def test_no_taste_is_refused(simulation):
    found = simulation.run("noise", 4, 300, LIMITS)
    assert found.kept == 0 and found.gain == (0, 0, 0)
    assert all("does not surely help" in shop.reason for shop in found.shops)


def test_a_whole_shop_with_nothing_to_choose_from_is_told_so():
    with pytest.raises(ValueError, match="too few"):
        Simulation(search_over(gift("a", interests=("tea",))))


@pytest.mark.parametrize(
    ("low", "unseen", "kept", "good"),
    [(1.0, 0.0, 0, True), (-0.1, 0.0, 0, False), (1.0, -2.0, 0, False), (1.0, 0.0, 2, False), (1.0, 0.0, 1, True)],
)
def test_what_is_reliable(simulation, low, unseen, kept, good):
    shops = simulation.run("noise", 2, 30, LIMITS).shops * 10
    taste = Verdict("taste", shops, 20, (5.0, low, 9.0), (1.0, unseen, 2.0))
    assert reliable(taste, Verdict("noise", shops, kept, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))) is good


def corpus(*, told: bool) -> Dataset:
    """Queries for kinds of things; good are those of one maker where `told`, else those that the base order puts
    first."""
    kinds = [f"thing{number}" for number in range(40)]
    products = [
        gift(f"{kind}-{word}", f"{kind} {word}", brand="Otter" if place == 7 else "Heron")
        for kind in kinds
        for place, word in enumerate(WORDS)
    ]
    search = search_over(*products)
    best = {kind: search.find(kind, limit=1)[0].product.id for kind in kinds}
    good = {kind: f"{kind}-{WORDS[7]}" if told else best[kind] for kind in kinds}
    return Dataset(products, {kind: kind for kind in kinds}, {kind: {good[kind]: 3.0} for kind in kinds})


def test_what_can_be_learnt_of_a_judged_corpus_is_kept_and_what_cannot_refused():
    encoder = HashEncoder(dimension=256)
    found = judged_queries(corpus(told=True), encoder)
    assert found.kept and found.learned > found.base + 0.1 and 0 < found.least <= found.low <= found.gain <= found.high
    assert found.queries == 40 and json.dumps(found.to_json())
    right = judged_queries(corpus(told=False), encoder)
    assert right.base == 1.0 and not right.kept


def test_a_corpus_of_few_queries_is_told_so():
    dataset = Dataset([gift("a", "tea")], {"1": "tea"}, {"1": {"a": 1.0}})
    with pytest.raises(ValueError, match="can't be split"):
        judged_queries(dataset, HashEncoder())
