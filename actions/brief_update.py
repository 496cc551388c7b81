"""How a message changes the brief."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from actions.message import Said
from actions.slots import QUESTIONS, GiftState
from bot.nlu.money import NO_CURRENCY
from bot.nlu.phrases import open_label
from bot.nlu.relationships import gender_of
from catalog_index.analysis import stems
from catalog_index.brief import GiftBrief

_MOST = 20
_COMMAND = re.compile(r"^\s*/")
_WISHING = re.compile(
    r"\b(?:gifts?|presents?|need|want|help|something|anything|ideas?|looking|find|buy|get|show|please|shop|you|what|who|how|why|where|when|budget|price|less|more|increase|cheap|spend|none|nothing|no)\b"
)
_PLAIN_WORDS = re.compile(r"[^\W\d_][\w\s,&'.!+-]*")
_CHILD_WORDS = dict.fromkeys(("child", "kid", "a kid", "boy", "girl", "a boy", "a girl", "baby", "kids"), "child")
# An unknown word is somebody only with an article: "my landlord", not "blorp".
_SOMEBODY = re.compile(r"(?:it'?s )?(?:for )?(?:my|our|the|a|an) (?P<who>[a-z]{3,}(?: [a-z]{3,})?)")
_GROWN_UP = 18
# Intents that say nothing of the wish, whatever words they hold.
_NOT_AN_ANSWER = {
    "greet", "thank", "goodbye", "bot_challenge", "off_topic", "insult", "help", "hand_off", "start_over", "more",
    "cheaper", "show_now", "share_wishlist", "show_wishlist", "affirm", "deny", "reject_kind", "save_gift",
}  # fmt: skip


def updated(brief: GiftBrief, state: GiftState, said: Said, *, currency: str = "USD") -> GiftBrief:
    """The brief after a message; `state` is changed in place where the change concerns it.

    `currency` is the shop's, meant where an amount is said without one.
    """
    edit = said.one("brief_edit")
    if isinstance(edit, dict):
        return _edited(brief, state, edit, currency)
    if _is_next_recipient(brief, state, said):
        brief = GiftBrief()
        _reset(state)
    data = brief.model_dump(mode="json")
    _take_entities(data, state, said)
    _take_answer(data, state, said)
    for what in said.all("drop"):
        _drop(data, state, str(what))
    if said.intent == "not_sure" and state.asked and not _answered(data, state.asked):
        state.skipped = [*state.skipped, state.asked]
    if data["budget"] and data["budget"].get("currency") in (None, NO_CURRENCY):
        data["budget"] = {**data["budget"], "currency": currency}
    new = _valid(data, brief)
    if new != brief:
        state.forget_shown()
    return new


def _reset(state: GiftState) -> None:
    state.__dict__.update(GiftState().__dict__)


def _is_next_recipient(brief: GiftBrief, state: GiftState, said: Said) -> bool:
    if said.intent == "next_recipient":
        return True
    other = said.one("relationship")
    if not other or not brief.relationship or other == brief.relationship or said.has("correction"):
        return False
    return bool(state.page)


def _take_entities(data: dict[str, Any], state: GiftState, said: Said) -> None:
    if relationship := said.one("relationship"):
        data["relationship"] = relationship
        state.gender = gender_of(relationship)
        _unskip(state, "relationship")
    if gender := said.one("gender"):
        state.gender = state.gender or gender
    for name in ("age", "budget", "occasion"):
        if said.has("number") and name != state.asked and state.asked in ("age", "budget"):
            continue  # "about forty" means what was asked
        if (value := said.one(name)) is not None:
            data[name] = value
            _unskip(state, name)
    excluded, interests = said.all("exclude"), said.all("interest")
    if interests:
        kept = [] if said.has("correction") and not excluded else data["interests"]
        data["interests"] = _merged(kept, interests)
        data["exclude"] = [label for label in data["exclude"] if label not in interests]
        _unskip(state, "interests")
    if excluded:
        data["exclude"] = _merged(data["exclude"], excluded)
        data["interests"] = [label for label in data["interests"] if label not in excluded]


def _take_answer(data: dict[str, Any], state: GiftState, said: Said) -> None:
    """An answer that means something only after the question: "8", "about forty", "axolotls"."""
    question = state.asked
    number = said.one("number")
    if isinstance(number, dict):
        child = (data["age"] or {}).get("max")
        if question is None and child is not None and child < _GROWN_UP and number.get("max", _GROWN_UP) < _GROWN_UP:
            question = "age"  # "actually, 5" of a child of four
        if question == "budget" or (question is None and data["budget"] and not said.has("age")):
            data["budget"] = {
                "min": number.get("min") if number.get("max") != number.get("min") else None,
                "max": number.get("max"),
                "currency": (data["budget"] or {}).get("currency", NO_CURRENCY),
            }
        elif (
            question in ("age", "relationship")
            and _whole_years(number)
            and not said.has("budget" if question != "age" else "")
        ):
            data["age"] = {"min": int(number["min"]), "max": int(number["max"])}
        return
    if question not in ("interests", "relationship") or _answered(data, question) or _COMMAND.match(said.text):
        return
    if said.intent in _NOT_AN_ANSWER or said.intent == "not_sure" or said.entities:
        return
    if question == "relationship":
        data["relationship"] = _somebody(said.text.lower().strip(" .!"))
        return
    label = open_label(said.text.lower().strip(" .!"))
    if (
        not label
        or not _PLAIN_WORDS.fullmatch(said.text)
        or len(said.text.split()) > 4
        or _WISHING.search(said.text.lower())
    ):
        return
    data["interests"] = [label]


def _somebody(text: str) -> str | None:
    """Whom an answer names in words that the NLU does not know, None where it names nobody."""
    match = None if _WISHING.search(text) else _SOMEBODY.fullmatch(text)
    return _CHILD_WORDS.get(text) or (match["who"] if match else None)


_BUDGET_WORDS = {"budget", "price", "limit", "price limit", "money"}


def _drop(data: dict[str, Any], state: GiftState, what: str) -> None:
    """Take back a part of the brief by its name, or a label by words of it."""
    words = set(stems(what))
    if what in _BUDGET_WORDS or what in ("age", "occasion"):
        name = "budget" if what in _BUDGET_WORDS else what
        data[name] = None
        if name in QUESTIONS and name not in state.skipped:
            state.skipped = [*state.skipped, name]
        return
    for name in ("interests", "exclude"):
        data[name] = [label for label in data[name] if not set(stems(label)) & words]


def _whole_years(number: dict[str, Any]) -> bool:
    low, high = number.get("min"), number.get("max")
    return low is not None and high is not None and low == int(low) and high == int(high) and 0 <= low <= high <= 120


def _answered(data: dict[str, Any], question: str) -> bool:
    return bool(data.get(question))


def _unskip(state: GiftState, question: str) -> None:
    state.skipped = [name for name in state.skipped if name != question]


def _merged(known: list[str], new: list[str]) -> list[str]:
    return list(dict.fromkeys([*known, *new]))[-_MOST:]


def _edited(brief: GiftBrief, state: GiftState, edit: dict[str, Any], currency: str) -> GiftBrief:
    """The brief with some fields set; null or [] clears one, which then is not asked for again."""
    data = brief.model_dump(mode="json") | {key: value for key, value in edit.items() if key in GiftBrief.model_fields}
    if isinstance(data["budget"], dict):
        data["budget"] = {"currency": currency, **data["budget"]}
    for name in GiftBrief.model_fields:
        if data[name] is None and name in ("interests", "exclude"):
            data[name] = []
        if name in edit and name in QUESTIONS:
            _unskip(state, name)
            if not data[name]:
                state.skipped = [*state.skipped, name]
    if "relationship" in edit:
        state.gender = gender_of(data["relationship"])
    new = _valid(data, brief)
    if new != brief:
        state.forget_shown()
    return new


def _valid(data: dict[str, Any], fallback: GiftBrief) -> GiftBrief:
    """The brief from its parts; a part that is out of bounds (an age of 300) is left as it was."""
    try:
        return GiftBrief.model_validate(data)
    except ValidationError as error:
        old = fallback.model_dump(mode="json")
        for name in {str(item["loc"][0]) for item in error.errors()}:
            data[name] = old[name]
        return GiftBrief.model_validate(data)
