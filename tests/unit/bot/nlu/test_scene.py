"""What stands in a conversation, by its slots."""

from bot.nlu.scene import OPENING, Scene, scene_of


def test_nothing_said_is_an_opening():
    empty = {"brief": {"relationship": None, "interests": []}, "gift_state": {"page": [], "seen": None, "asked": None}}
    assert scene_of({}) == scene_of(empty) == OPENING


def test_facts_cards_and_other_people_make_a_wish_under_way():
    assert scene_of({"brief": {"age": {"low": 8, "high": 8}}}) == Scene(under_way=True)
    assert scene_of({"gift_state": {"page": ["a"], "asked": "budget"}}) == Scene(True, True, "budget")
    assert scene_of({"gift_state": {"page": [], "seen": {"age": None}}}) == Scene(True, True)
    assert scene_of({"gift_state": {"others": [{"id": 1}]}}, "greet") == Scene(True, several=True, last="greet")


def test_only_one_kind_of_thing_is_looked_for():
    assert scene_of({"gift_state": {"only": ["books"]}}) == Scene(narrowed=True)


def test_whom_the_gift_is_for():
    assert scene_of({"brief": {"relationship": "myself"}}).for_shopper
    assert not scene_of({"brief": {"relationship": "mother"}}).for_shopper
