"""Training keeps what surely helps and refuses the rest with its reason; store and keeper go by one pointer."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from bot.learning import ranker
from bot.learning.ranker import Examples, Limits, learn
from bot.learning.ranker_keeper import RankerKeeper
from bot.learning.ranker_store import RankerStore
from bot.learning.ranker_training import judge_of, trained
from bot.learning.takes import ShownList
from catalog_index.brief import GiftBrief
from catalog_index.features import PARTS
from catalog_index.learned import LearnedRanker, RankerError
from catalog_index.ranker_training import measure
from tests.support.catalog import gift, search_over

LABELS = ("tea", "chess", "wool", "music")
WORDS = "amber birch cedar delta ember fjord grove heath".split()
LIMITS = Limits(sessions=20, takes=20, tolerance=0.02)
RANKER = LearnedRanker(parts={"price": 0.1}, traits={"brand:otter": 0.5}, encoder="hash-64", trained_at="2026-01-01")


@pytest.fixture(scope="module")
def search():
    return search_over(
        *(
            gift(f"{label}-{word}", f"{label} {word}", 20 + n, interests=(label,), brand="Otter" if n % 3 == 2 else "")
            for label in LABELS
            for n, word in enumerate(WORDS)
        )
    )


def sessions(search, count: int, *, liked: str, seed: int = 1) -> list[ShownList]:
    """Shoppers who take what is of a maker more often, and the first card more often than the fourth."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        brief = GiftBrief(interests=[LABELS[number % len(LABELS)]])
        first = [hit.product for hit in search.search(brief, limit=4).hits]
        more = [hit.product for hit in search.search(brief, limit=4, without={p.id for p in first}).hits]
        for shown in (first, more):
            rates = [0.7 if product.brand == liked else 0.15 for product in shown]
            grades = [float(random.random() < rate * k**-0.7) for k, rate in enumerate(rates, 1)]
            found.append(ShownList(f"s{number}", brief, tuple(product.id for product in shown), tuple(grades)))
    return found


def test_a_taste_is_kept_and_changes_the_order_that_is_searched(search):
    outcome = learn(Examples(search), sessions(search, 400, liked="Otter"), LIMITS)
    assert outcome.reason == "" and outcome.measured.least > 0 and outcome.judged is None
    found = outcome.ranker
    assert max(found.traits, key=found.traits.get) == "brand:otter"
    assert set(found.parts) <= set(PARTS)
    learned = search.ranked_by(found.over(search.index.products, search.index.encoder_name))

    def otters(found) -> int:
        brief = GiftBrief(interests=["tea"])
        return sum(hit.product.brand == "Otter" for hit in found.search(brief, limit=2).hits)

    assert otters(learned) == 2 > otters(search)
    json.dumps(outcome.to_json())


def test_no_taste_is_refused_with_its_figures(search):
    outcome = learn(Examples(search), sessions(search, 400, liked="nobody"), LIMITS)
    assert outcome.ranker is None and "does not surely help" in outcome.reason
    assert f"{outcome.measured.gain:+.4f}" in outcome.reason


def several(lists: list[ShownList]) -> list[ShownList]:
    """The same, as of more requests than there are parts of a cross-validation."""
    occasions = ("birthday", "christmas")
    told = [shown.brief.model_copy(update={"occasion": occasions[n % 3 % 2]}) for n, shown in enumerate(lists)]
    return [replace(shown, brief=brief) for shown, brief in zip(lists, told, strict=True)]


def test_requests_that_were_not_learnt_from_are_measured_where_there_are_enough(search):
    few = learn(Examples(search), sessions(search, 400, liked="Otter"), LIMITS)
    assert few.unseen is None and few.ranker is not None
    more = learn(Examples(search), several(sessions(search, 400, liked="Otter")), LIMITS)
    assert more.unseen.sessions == 8 and more.unseen.gain > 0 and more.ranker is not None


def test_what_harms_other_requests_is_refused(search, monkeypatch):
    def measured(choices, seed, *, by="session"):
        found = measure(choices, seed, by=by)
        return found if by == "session" else replace(found, gain=-0.01)

    monkeypatch.setattr(ranker, "measure", measured)
    outcome = learn(Examples(search), several(sessions(search, 400, liked="Otter")), LIMITS)
    assert outcome.ranker is None and "other requests" in outcome.reason and "-0.0100" in outcome.reason


@pytest.mark.parametrize(("limits", "said"), [(Limits(500, 1), "500"), (Limits(5, 5000), "5000")])
def test_too_little_is_refused_before_anything_is_reckoned(search, limits, said):
    outcome = learn(Examples(search), sessions(search, 60, liked="Otter"), limits)
    assert (outcome.ranker, outcome.measured) == (None, None)
    assert "too little" in outcome.reason and said in outcome.reason
    assert learn(Examples(search), [], LIMITS).reason.startswith("too little")


def test_what_harms_the_judged_wishes_is_refused(search):
    lists = sessions(search, 400, liked="Otter")
    harmed = learn(Examples(search), lists, LIMITS, judge=lambda applied: (7, 0.5 if applied is None else 0.47))
    assert harmed.ranker is None and "falls from 0.5000 to 0.4700" in harmed.reason
    spared = learn(Examples(search), lists, LIMITS, judge=lambda applied: (7, 0.5 if applied is None else 0.485))
    assert spared.ranker is not None and (spared.judged.wishes, spared.judged.learned) == (7, 0.485)


def test_the_same_feedback_teaches_the_same_and_gone_products_are_left_out(search):
    lists = sessions(search, 100, liked="Otter")
    first, again = (learn(Examples(search), lists, LIMITS).ranker for _ in range(2))
    assert first is not None and first == again
    gone = [replace(shown, product_ids=("gone", *shown.product_ids), grades=(1.0, *shown.grades)) for shown in lists]
    choices, _ = Examples(search).of(gone)
    assert all(choice.places.tolist() == [2, 3, 4, 5] for choice in choices)


def test_earlier_learning_is_no_part_of_the_base_score(search):
    ranked = search.ranked_by(
        replace(RANKER, encoder=search.index.encoder_name).over(search.index.products, search.index.encoder_name)
    )
    lists = sessions(search, 4, liked="Otter")
    plain, _ = Examples(search).of(lists)
    over, _ = Examples(ranked).of(lists)
    assert all((one.scores == two.scores).all() for one, two in zip(plain, over, strict=True))


def test_the_store_keeps_uses_and_removes(tmp_path):
    store = RankerStore(tmp_path / "rankers")
    assert (store.all(), store.current, store.remove()) == ([], "", "")
    later = replace(RANKER, traits={}, trained_at="2026-02-02")
    store.save(RANKER)
    store.save(later)
    assert store.all() == [later, RANKER] and store.current == ""
    assert store.use(RANKER.fingerprint) == RANKER and store.current == RANKER.fingerprint
    assert store.remove() == RANKER.fingerprint and store.current == ""
    assert store.get(RANKER.fingerprint) == RANKER


@pytest.mark.parametrize("name", ["0" * 12, "../secret", "", "current"])
def test_what_is_not_there_is_not_used(tmp_path, name):
    store = RankerStore(tmp_path)
    store.save(RANKER)
    with pytest.raises(RankerError, match="there is no ranker"):
        store.use(name)


def test_a_damaged_file_is_not_used(tmp_path):
    store = RankerStore(tmp_path)
    store.save(RANKER)
    path = tmp_path / f"{RANKER.fingerprint}.json"
    path.write_text(path.read_text("utf-8").replace("0.5", "0.6"), "utf-8")
    with pytest.raises(RankerError, match="damaged"):
        store.use(RANKER.fingerprint)
    path.write_text("{", "utf-8")
    assert store.all() == [] and store.current == ""
    other = tmp_path / f"{'a' * 12}.json"
    other.write_text(json.dumps(RANKER.to_json()), "utf-8")
    with pytest.raises(RankerError, match="holds"):
        store.use("a" * 12)


async def test_the_keeper_follows_the_pointer(make_settings, search):
    settings, told = make_settings(), []

    async def changed() -> None:
        told.append(keeper.ranker.fingerprint if keeper.ranker else "")

    keeper, store = RankerKeeper(settings, changed), RankerStore(settings.rankers_dir)
    await keeper.look()
    assert told == [] and keeper.over(search.index) is None
    suited = replace(RANKER, encoder=search.index.encoder_name)
    store.save(suited)
    store.use(suited.fingerprint)
    await keeper.look()
    await keeper.look()
    assert told == [suited.fingerprint]
    assert keeper.over(search.index).fingerprint == suited.fingerprint
    assert keeper.over(search.index) is keeper.over(search.index)
    store.remove()
    await keeper.look()
    assert told == [suited.fingerprint, ""] and keeper.over(search.index) is None


async def test_one_of_another_encoder_or_damaged_leaves_the_base_order(make_settings, search):
    settings = make_settings()
    store = RankerStore(settings.rankers_dir)
    other = replace(RANKER, encoder="another")
    store.save(other)
    store.use(other.fingerprint)

    async def changed() -> None: ...

    keeper = RankerKeeper(settings, changed)
    await keeper.look()
    assert keeper.ranker is not None and keeper.over(search.index) is None
    (settings.rankers_dir / f"{other.fingerprint}.json").write_text("{", "utf-8")
    keeper = RankerKeeper(settings, changed)
    await keeper.look()
    assert keeper.ranker is None


async def test_a_shop_without_feedback_is_told_so(make_settings, search):
    outcome = await trained(make_settings(), search, "v1")
    assert (outcome.sessions, outcome.takes, outcome.ranker) == (0, 0, None)
    assert outcome.reason.startswith("too little")


def test_the_judged_wishes_are_those_of_the_catalog(tmp_path, search):
    file = tmp_path / "gift-wishes.jsonl"
    assert judge_of(search, file) is None
    brief = GiftBrief(interests=["tea"]).model_dump(mode="json")
    lines = [
        {"id": "1", "text": "tea", "brief": brief, "grades": {"tea-amber": 3}},
        {"id": "2", "text": "tea", "brief": brief, "grades": {"not-here": 3}},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    judge = judge_of(search, file)
    wishes, ndcg = judge(None)
    assert wishes == 1 and 0 < ndcg <= 1
    likes = LearnedRanker(parts={}, traits={"word:amber": 9.0}, encoder=search.index.encoder_name)
    assert judge(likes.over(search.index.products, search.index.encoder_name))[1] == 1.0
    file.write_text(json.dumps(lines[1]), "utf-8")
    assert judge_of(search, file) is None
