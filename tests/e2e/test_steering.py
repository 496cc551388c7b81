"""A merchant's rules on the running stack: from the next answer on, never against a shopper's limits, gone when gone."""

from __future__ import annotations

import pytest

from tests.support.merchant import Merchant
from tests.support.shopper import cards

OPENING = "a gift for my 8-year-old niece who loves dinosaurs, under $40"
BRIEF = {"relationship": "niece", "age": {"min": 8}, "interests": ["dinosaurs"], "budget": {"max": 40}}


@pytest.fixture
def merchant(stack):
    made = Merchant(stack)
    yield made
    for rule in made.call("GET", "/rules"):
        made.call("DELETE", f"/rules/{rule['id']}")
    for group in made.call("GET", "/synonyms"):
        made.call("DELETE", f"/synonyms/{group['id']}")
    made.close()


@pytest.fixture
def ask(new_shopper):
    def shown(text: str = OPENING) -> list[dict]:
        return cards(new_shopper().say(text)["replies"])

    return shown


def ids(shown: list[dict]) -> list[str]:
    return [card["product_id"] for card in shown]


def test_excluded_buried_and_pinned(ask, merchant):
    before = ids(ask())
    assert len(before) > 2
    first, second, last = before[0], before[1], before[-1]
    exclude = merchant.call("POST", "/rules", json={"name": "No", "action": "exclude", "products": [first]})
    pin = merchant.call("POST", "/rules", json={"name": "Yes", "action": "pin", "products": [last]})
    after = ids(ask())
    assert after[0] == last and first not in after and second in after
    preview = merchant.call("POST", "/preview", json={"brief": BRIEF})
    assert preview["excluded"] == [first]
    assert preview["with_rules"][0]["product_id"] == last
    for rule in (exclude, pin):
        merchant.call("DELETE", f"/rules/{rule['id']}")
    assert ids(ask()) == before


def test_no_pin_breaks_the_budget(ask, merchant):
    dear = merchant.call("POST", "/preview", json={"limit": 24})["without_rules"]
    most = max(dear, key=lambda line: float(line["price"]["amount"]))
    assert float(most["price"]["amount"]) > 15
    merchant.call("POST", "/rules", json={"name": "Dear", "action": "pin", "products": [most["product_id"]]})
    shown = ask("a gift for my sister who loves tea, under $15")
    assert shown and all(float(card["price"]["amount"]) <= 15 for card in shown)


def test_a_rule_for_some_leaves_the_others_alone(ask, merchant):
    before = ids(ask())
    when = {"relationships": ["colleague"]}
    merchant.call("POST", "/rules", json={"name": "Work", "action": "exclude", "products": before[:1], "when": when})
    assert ids(ask()) == before
    work = ask("a gift for my colleague who loves dinosaurs")
    assert before[0] not in ids(work)
    log = merchant.call("GET", "/audit", params={"action": "steering"})["lines"]
    assert (log[0]["action"], log[0]["actor"]) == ("steering.rule.add", merchant.email)
