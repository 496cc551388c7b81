"""Questions about the shop, in the middle of a search: quoted, linked, never made up."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.shopper import cards

FILES = "".join(path.read_text("utf-8") for path in Path("data/policies").glob("*.md"))
WISH = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"


def policies(answer):
    return [message for message in answer["replies"] if message["type"] == "policy"]


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("what's your return policy?", "returns#how-long-you-have"),
        ("do you gift wrap?", "gift-wrap#gift-wrapping"),
        ("can I pay with PayPal?", "payment#ways-to-pay"),
        ("how much is shipping?", "shipping#methods-times-and-prices"),
        ("where is my order?", "orders#tracking-your-parcel"),
    ],
)
def test_a_question_gets_the_passage_with_a_link_that_leads_to_it(shopper, stack, question, page):
    (policy,) = policies(shopper.say(question))
    assert all(line in FILES for line in policy["quote"].splitlines())
    assert policy["url"].endswith(f"/policies/{page}")
    path, anchor = urlsplit(policy["url"]).path, urlsplit(policy["url"]).fragment
    assert f'id="{anchor}"' in httpx.get(stack.url + path, trust_env=False).text


def test_the_wish_survives_a_question(shopper):
    shopper.say(WISH)
    answer = shopper.say("will it arrive before Christmas?")
    assert policies(answer)
    assert answer["brief"]["relationship"] == "niece" and answer["brief"]["occasion"] is None
    assert cards(shopper.say("show me more")["replies"])


def test_a_question_while_something_is_asked(shopper):
    shopper.say("a gift for my dad")
    answer = shopper.say("can I return it?")
    assert policies(answer) and answer["brief"]["relationship"] == "father"
    assert any(message["type"] == "quick_replies" for message in answer["replies"])


def test_a_day_to_arrive_by_is_reckoned(shopper):
    soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=40)
    (policy,) = policies(shopper.say(f"will it arrive by {soon.isoformat()}?"))
    assert policy["text"].startswith("Yes")
    (policy,) = policies(shopper.say("can you deliver it by today?"))
    assert not policy["text"].startswith("Yes")


def test_what_no_page_says_is_offered_to_a_person(shopper):
    answer = shopper.say("do you have a loyalty program?")
    assert not policies(answer)
    assert shopper.choose(answer, "person")["replies"]
