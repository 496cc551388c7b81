"""Answers that mean something only after the question that stands: "8", "about forty", "axolotls"."""

from __future__ import annotations

import re
from typing import Any

from actions.message import Said
from actions.slots import GiftState
from bot.nlu.attribution import CHILDREN
from bot.nlu.intents import LIST_TALK, NO_WISH
from bot.nlu.money import NO_CURRENCY
from bot.nlu.phrases import open_label
from bot.nlu.unreadable import is_gibberish
from bot.nlu.vocabulary import is_common_word
from catalog_index.people import GROWN_UP

# "15 max", and "ok 15 then", which gives in as nobody does about an age.
_OF_MONEY = re.compile(
    r"\b(?:then|max|tops|limit|at (?:the )?most|or less|enough)\b|^\W*(?:ok(?:ay)?|fine|alright|all right)\b"
)
_LEAST_AMOUNT = 3
# One word may be a name that nobody here knows ("krav maga" is two); three are nonsense.
_STRANGE_WORDS = 2
_COMMAND = re.compile(r"^\s*/")
_WISHING = re.compile(
    r"\b(?:gifts?|presents?|need|want|help|something|anything|ideas?|looking|find|buy|get|show|please|shop|you|what|who|how|why|where|when|budget|price|less|more|increase|cheap|spend|none|nothing|no)\b"
)
_PLAIN_WORDS = re.compile(r"[^\W\d_][\w\s,&'.!+-]*")
_CHILD_WORDS = dict.fromkeys(("child", "kid", "a kid", "boy", "girl", "a boy", "a girl", "baby", "kids"), "child")
# An unknown word is somebody only with an article: "my landlord", not "blorp".
_SOMEBODY = re.compile(r"(?:it'?s )?(?:for )?(?:my|our|the|a|an) (?P<who>[a-z]{3,}(?: [a-z]{3,})?)")
_GROWN_UP = 18
_UP_TO = re.compile(r"\b(?:tops|max(?:imum)?|limit|at most|budget|or less)\b")
_IT_WOULD_BE = re.compile(
    r" (?:would|might|could) be (?:\w+ )?(?:nice|great|good|lovely|perfect|ideal|cool|best|amazing|fun)\W*$"
)
# A number that names none of the gifts on the table, where nothing was asked.
_LEAST_PRICE = 10
_FILLER = re.compile(r"(?:h+m+|u+h+m*|u+m+|e+r+m*|e+h+|o+h+|a+h+|huh|wait|well|so|and|but|then|lo+l|ha(?:ha)+)\W*")
# Intents that say nothing of the wish, whatever words they hold.
_NOT_AN_ANSWER = {
    "greet", "thank", "goodbye", "bot_challenge", "off_topic", "insult", "help", "hand_off", "start_over", "more",
    "cheaper", "dearer", "previous", "show_now", "list_recipients", "share_wishlist", "show_wishlist", "affirm", "deny",
    "reject_kind", "save_gift",
}  # fmt: skip


def take_answer(data: dict[str, Any], state: GiftState, said: Said) -> None:
    """An answer that means something only after the question: "8", "about forty", "axolotls"."""
    number = said.one("number")
    if isinstance(number, dict):
        meant = number_means(data, state, said)
        if meant == "budget":
            data["budget"] = {
                "min": number.get("min") if number.get("max") != number.get("min") else None,
                "max": number.get("max"),
                "currency": (data["budget"] or {}).get("currency", NO_CURRENCY),
            }
        elif meant == "age":
            data["age"] = {"min": int(number["min"]), "max": int(number["max"])}
        return
    question = state.asked
    if question not in ("interests", "relationship") or answered(data, question) or _COMMAND.match(said.text):
        return
    if said.intent in _NOT_AN_ANSWER | NO_WISH | LIST_TALK or said.intent == "not_sure" or said.entities:
        return
    if is_gibberish(said.text) or _FILLER.fullmatch(said.text.lower()):
        return
    if question == "relationship":
        data["relationship"] = _somebody(said.text.lower().strip(" .!"))
        return
    label = open_label(_IT_WOULD_BE.sub("", said.text.lower()).strip(" .!"))
    strange = [word for word in re.findall(r"[a-z]{3,}", said.text.lower()) if not is_common_word(word)]
    if (
        not label
        or len(strange) > _STRANGE_WORDS
        or not _PLAIN_WORDS.fullmatch(said.text)
        or len(said.text.split()) > 4
        or _WISHING.search(said.text.lower())
    ):
        return
    data["interests"] = [label]


def number_means(data: dict[str, Any], state: GiftState, said: Said) -> str | None:
    """What a message that is only a number tells: "age", "budget", or None where it tells neither."""
    number, question = said.one("number"), state.asked
    if not isinstance(number, dict):
        return None
    if (denied := said.one("denied")) is not None:
        # "Not 8, 18": whatever was taken to be 8.
        for name in ("age", "budget"):
            if denied in ((data[name] or {}).get("min"), (data[name] or {}).get("max")):
                return name
    highest = number.get("max") or 0
    if question == "interests" or (said.has("correction") and question and not answered(data, question)):
        known = data["budget"] or data["age"] or data["relationship"] in (*GROWN_UP, "myself")
        question = None if known else question  # "make it 60" changes what is known
    child = (data["age"] or {}).get("max")
    young = child is not None and child < _GROWN_UP and highest < _GROWN_UP
    if question is None and young and not _OF_MONEY.search(said.text.lower()):
        question = "age"  # "actually, 5" of a child of four
    of_nothing = question in (None, "interests") and not data["age"] and not data["budget"]
    if of_nothing and data["relationship"] in CHILDREN and highest < _GROWN_UP and _whole_years(number):
        return "age"  # "son" - "10"
    grown_up = bool(data["age"]) or data["relationship"] in GROWN_UP
    if question is None and grown_up and (state.has_shown or not data["age"]):
        question = "budget"  # how old a grown-up is matters less
    if question is None and state.has_shown and not data["budget"] and highest >= _LEAST_PRICE:
        question = "budget"
    if question is None and data["age"] and not data["budget"] and not young and not said.has("correction"):
        question = "budget"
    if question == "age" and said.has("budget") and _UP_TO.search(said.text.lower()):
        question = "budget"  # "80 tops"
    if question == "budget" or (question is None and data["budget"] and not said.has("age")):
        return "budget" if highest >= _LEAST_AMOUNT else None  # "1" names a card
    if question in ("age", "relationship") and _whole_years(number) and not (question != "age" and said.has("budget")):
        return "age"
    return None


def _somebody(text: str) -> str | None:
    """Whom an answer names in words that the NLU does not know, None where it names nobody."""
    match = None if _WISHING.search(text) else _SOMEBODY.fullmatch(text)
    return _CHILD_WORDS.get(text) or (match["who"] if match else None)


def _whole_years(number: dict[str, Any]) -> bool:
    low, high = number.get("min"), number.get("max")
    return low is not None and high is not None and low == int(low) and high == int(high) and 0 <= low <= high <= 120


def answered(data: dict[str, Any], question: str) -> bool:
    """Whether the brief (as JSON) holds an answer to a question."""
    return bool(data.get(question))
