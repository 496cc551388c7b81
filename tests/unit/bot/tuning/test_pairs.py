"""What shoppers took becomes pairs and grades."""

from bot.tuning.pairs import Pair, Take, asked, catalog_pairs, shopper_pairs, split
from tests.support.catalog import gift

SHOP = {one.id: one for one in [gift("mug", interests=("coffee",)), gift("rod", interests=("fishing",)), gift("pan")]}


def take(product_id="mug", value=1.0, *, interests=("cuppa",), place=1, session="a"):
    return Take(session, interests, product_id, place, value)


def test_takes_count_for_the_wording_more_at_places_where_few_look_within_bounds():
    found = asked([take(place=1), take("pan", place=4), take("rod", place=1000)], SHOP)
    grades = found["cuppa"].grades()
    assert grades["mug"] == 1.0
    assert grades["pan"] == 4**0.7
    assert grades["rod"] == 4.0


def test_a_name_of_the_catalog_counts_only_for_products_that_have_it():
    found = asked([take("mug", interests=("Fishing", "Cuppa", "coffee"))], SHOP)
    assert found.keys() == {"cuppa", "coffee"}


def test_what_is_turned_down_more_than_taken_is_no_answer_but_a_wrong_one():
    found = asked([take(), take("pan"), take("pan", -1.0), take("rod", -1.0), take("gone")], SHOP)
    assert found["cuppa"].grades() == {"mug": 1.0}
    pairs = shopper_pairs(found, ["cuppa"], SHOP)
    assert {pair.asks for pair in pairs} == {"cuppa"}
    assert {pair.answers.split(".")[0] for pair in pairs} == {SHOP["mug"].title}
    assert all(pair.refused for pair in pairs)


def test_the_catalog_says_of_itself_what_its_titles_and_labels_mean():
    pairs = catalog_pairs(list(SHOP.values()))
    assert any(pair.asks == "coffee" and SHOP["mug"].title in pair.answers for pair in pairs)
    assert all(isinstance(pair, Pair) and pair.answers and len(pair.answers) <= 240 for pair in pairs)


def test_more_takes_move_no_wording_from_one_side_to_the_other():
    words = [f"word {number}" for number in range(200)]
    learnt, held = split(words, 1)
    assert sorted(learnt + held) == sorted(words)
    assert 30 < len(held) < 90
    assert set(split([*words, "new"], 1)[1]) - {"new"} == set(held)
    assert split(words, 2)[1] != held
