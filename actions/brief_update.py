"""How a message changes the brief."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from pydantic import ValidationError

from actions.answers import answered, number_means, take_answer
from actions.budget_change import changed_budget
from actions.message import Said
from actions.put_right import take_right
from actions.recipients import everybody, switch
from actions.slots import QUESTIONS, GiftState, wish_of
from actions.taste import take_qualities
from actions.told_each import tell_each
from actions.turning import same_interests
from actions.whose import ALL, KIDS, turn_to
from bot.conversation.recipients import Recipient
from bot.nlu.exclusions import covered_by
from bot.nlu.money import NO_CURRENCY
from bot.nlu.references import LOWER_LIMIT, UPPER_LIMIT
from bot.nlu.relationships import gender_of
from catalog_index.analysis import stems
from catalog_index.brief import GiftBrief
from catalog_index.exclusions import names_kind
from catalog_index.people import ADULT_AGE, GROWN_UP

_MOST = 20
# What can be said of several people at once ("no plastic for both").
_OF_ALL = frozenset({"age", "exclude", "budget", "occasion", "budget_change"})


def updated(brief: GiftBrief, state: GiftState, said: Said, *, currency: str = "USD") -> GiftBrief:
    """The brief after a message; `state` is changed in place where the change concerns it.

    The message may be about another person than the one talked about: the brief is then that person's, and `state`
    keeps the others. `currency` is the shop's, meant where an amount is said without one.
    """
    edit = said.one("brief_edit")
    if isinstance(edit, dict):
        return _edited(brief, state, edit, currency)
    people = everybody(brief, state)
    if len(people) > 1 and (told := tell_each(brief, state, said, people, currency)) is not None:
        if told != brief:
            state.forget_shown(kinds=False)
        return told
    if (alike := same_interests(brief, state, said, people)) is not None:
        return alike
    before = state.current
    brief, said = turn_to(brief, state, said)
    if state.current != before and not said.entities:
        said = Said(said.intent, "", [])  # "the baby" says whom it is about, not what is liked
    text = said.text.lower()
    if state.others and ALL.search(text) and not said.has("relationship"):
        children = (
            {person.id for person in everybody(brief, state) if _is_child(person)} if KIDS.search(text) else set()
        )
        if children and state.current not in children:
            brief = switch(brief, state, min(children))
        _tell_others(state, said, currency, children)
    return _taken(brief, state, said, currency)


def _taken(brief: GiftBrief, state: GiftState, said: Said, currency: str) -> GiftBrief:
    before = wish_of(brief, state)
    data = brief.model_dump(mode="json")
    _take_entities(data, state, said)
    take_answer(data, state, said)
    allowed = _ALLOWED.search(said.text.lower())
    for what in said.all("drop"):
        if what == "occasion" and said.has("occasion"):
            continue  # "not graduation, her birthday"
        if allowed and _AS_WELL.match(said.text.lower()[allowed.end() :]) and not _named_in(data["exclude"], str(what)):
            data["interests"] = _merged(data["interests"], [str(what)])
        else:
            _drop(data, state, str(what), allowed=allowed is not None)
    for change in said.all("budget_change"):
        data["budget"] = changed_budget(data["budget"], change, state, currency)
    if said.intent == "not_sure" and state.asked and not answered(data, state.asked):
        state.skipped = list(dict.fromkeys([*state.skipped, state.asked]))
    if data["budget"] and data["budget"].get("currency") in (None, NO_CURRENCY):
        data["budget"] = {**data["budget"], "currency": currency}
    new = _valid(data, brief)
    if wish_of(new, state) != before:
        state.forget_shown(kinds=new.interests != brief.interests)
    return new


def _is_child(person: Recipient) -> bool:
    return _is_young(person.brief.get("age"))


def _is_young(age: Mapping[str, Any] | None) -> bool:
    return age is not None and age.get("max") is not None and age["max"] < ADULT_AGE


def _tell_others(state: GiftState, said: Said, currency: str, whom: Collection[int]) -> None:
    """Take what a message says of everybody (or only of some, `whom`) into the other people's briefs."""
    kept = [item for item in said.entities if item["entity"] in _OF_ALL]
    if not kept:
        return
    known = {item.name for item in fields(GiftState)}
    told = []
    for other in state.others:
        if whom and other["id"] not in whom:
            told.append(other)
            continue
        own = GiftState(**{name: value for name, value in other["state"].items() if name in known})
        brief = _taken(GiftBrief.model_validate(other["brief"]), own, Said(said.intent, "", kept), currency)
        told.append(
            other | {"brief": brief.model_dump(mode="json"), "state": {n: getattr(own, n) for n in other["state"]}}
        )
    state.others = told


def _take_entities(data: dict[str, Any], state: GiftState, said: Said) -> None:
    if relationship := said.one("relationship"):
        if relationship in GROWN_UP and not said.has("age") and _is_young(data["age"]):
            data["age"] = None  # "something for the parents rather than the baby"
        data["relationship"] = relationship
        state.gender = gender_of(relationship)
        _unskip(state, "relationship")
    if name := said.one("name"):
        state.name = str(name)
    if gender := said.one("gender"):
        state.gender = state.gender or gender
    take_right(data, state, said)
    for name in ("age", "budget", "occasion"):
        value = said.one(name)
        if name != "occasion" and _is_number(value, said) and number_means(data, state, said) not in (None, name):
            continue  # "about forty" means what was asked
        if value is not None:
            if name == "age" and _within(data["age"], value):
                continue  # "a teenager" of 15
            data[name] = value
            _unskip(state, name)
    topics = tuple(data["interests"])
    # "Not just books" rules no books out.
    widened = state.only if said.has("any_kind") else []
    excluded = [label for label in said.all("exclude") if label not in widened]
    interests = [label for label in said.all("interest") if label not in said.all("only")]
    if narrowed := _topics(said, excluded, topics):
        # "Not science, only bugs": of what was liked, this alone counts, and what it was is nothing to avoid.
        data["interests"] = narrowed
        excluded = [label for label in excluded if not _of_topics(label, topics)]
    if interests:
        kept = [] if said.has("correction") and not excluded and not said.has("drop") else data["interests"]
        data["interests"] = _merged(kept, interests)
        data["exclude"] = [label for label in data["exclude"] if label not in interests]
        _unskip(state, "interests")
    if excluded:
        data["exclude"] = _merged(data["exclude"], excluded)
        # "No alcohol" takes the wine away that was liked before.
        gone = {*excluded, *covered_by(excluded)}
        data["interests"] = [label for label in data["interests"] if label not in gone]
    take_qualities(state, said)
    _take_wishes(state, said, excluded, narrowed)


def _is_number(value: Any, said: Said) -> bool:
    """Whether an age or a budget is the number of which a message may mean either."""
    number = said.one("number")
    return isinstance(value, dict) and isinstance(number, dict) and value.get("max") == number.get("max")


def _within(age: dict[str, Any] | None, other: Any) -> bool:
    """Whether an age (JSON) is more exact than another and agrees with it."""
    if not age or not isinstance(other, dict) or age["max"] is None or age == other:
        return False
    highest = other.get("max")
    return bool(other["min"] <= age["min"] and (highest is None or age["max"] <= highest))


def _topics(said: Said, excluded: Collection[str], interests: Collection[str]) -> list[str]:
    """What alone is wanted that is an interest ("only bugs"), rather than a kind of ware ("only books")."""
    instead_of = any(_of_topics(label, interests) for label in excluded)
    return [label for label in said.all("only") if label in interests or (instead_of and not names_kind(label))]


def _of_topics(label: str, topics: Collection[str]) -> bool:
    """Whether a label names one of the topics, as "science" does "science experiments"."""
    words = set(stems(label))
    return any(words <= set(stems(topic)) for topic in topics)


def _take_wishes(state: GiftState, said: Said, excluded: list[str], topics: Collection[str]) -> None:
    """What is wished beside the brief: kinds of things that are no `topics`, what instead, how many."""
    if kinds := [label for label in said.all("only") if label not in topics or names_kind(label)]:
        state.only = _merged([], kinds)
    elif state.only:
        state.only = [] if said.has("any_kind") else [kind for kind in state.only if kind not in excluded]
    if instead := said.all("instead"):
        state.instead = _merged([], instead)
    quantity = said.one("quantity")
    if isinstance(quantity, dict):
        state.quantity = quantity


_BUDGET_WORDS = {"budget", "price", "limit", "price limit", "money"}


# "Books are fine after all" takes back that they are not.
_ALLOWED = re.compile(r"(?<=\w) (?:fine|ok(?:ay)?|alright|all right|allowed)\b(?!,)")


# "Animals are fine too", of what was never ruled out, is one more thing that would do.
_AS_WELL = re.compile(r" (?:too|as well|also)\b")


def _named_in(labels: Collection[str], what: str) -> bool:
    return any(set(stems(label)) & set(stems(what)) for label in labels)


def _drop(data: dict[str, Any], state: GiftState, what: str, *, allowed: bool = False) -> None:
    """Take back a part of the brief by its name, or a label by words of it; only of what is excluded, if `allowed`."""
    words = set(stems(what))
    if what in (LOWER_LIMIT, UPPER_LIMIT):
        side = "min" if what == LOWER_LIMIT else "max"
        data["budget"] = {**data["budget"], side: None} if data["budget"] else None
        return
    if what in _BUDGET_WORDS or what in ("age", "occasion"):
        name = "budget" if what in _BUDGET_WORDS else what
        data[name] = None
        if name in QUESTIONS and name not in state.skipped:
            state.skipped = [*state.skipped, name]
        return
    for name in ("exclude",) if allowed else ("interests", "exclude"):
        data[name] = [label for label in data[name] if not set(stems(label)) & words]
    state.only = [kind for kind in state.only if not set(stems(kind)) & words]


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
    before = wish_of(brief, state)
    if isinstance(kinds := edit.get("only"), list):
        state.only = [str(kind) for kind in kinds]
    new = _valid(data, brief)
    if wish_of(new, state) != before:
        state.forget_shown(kinds=new.interests != brief.interests)
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
