"""People of the conversation named without a relationship: "the one who likes horses", "the older one", "and him?"."""

from __future__ import annotations

import re

from actions.message import Said
from actions.slots import GiftState
from actions.together import FACTS
from bot.conversation.recipients import Recipient
from bot.nlu.relationships import gender_of
from catalog_index.analysis import stems

BACK = re.compile(r"\b(?:back to|return to|switch(?: back)? to|again)\b")
OTHER_ONE = re.compile(
    r"\b(?:the|my) other (?:one|twin|kid|child|boy|girl|person|nephew|niece|son|daughter)?\b|\bfor the other\b"
)
GENERIC = frozenset(stems("one who that likes like loves love into gift now back next person for year old again show"))
_LEAD = (
    r"^\W*(?:(?:and|now|ok|okay|so|good|great|thanks|next|then|back to|on to|what about|how about|for|again)[\s,]+)*"
)
_SOMEBODY = (
    r"(?:one|girl|boy|lad|lass|kid|child|teen(?:ager)?|baby|toddler|twin|older|oldest|younger|youngest|elder|eldest|"
    r"smallest|biggest|little|big|\d{1,2}[ -]?(?:years?|yrs?|yo|y/o|months?)|woman|man|lady|guy|adult|grown[- ]?up)\b"
)
_DESCRIBED = re.compile(
    rf"{_LEAD}the (?:\w+ )?{_SOMEBODY}|\bfor the (?:\w+ )?{_SOMEBODY}"
    r"|\bthe (?:one|twin|boy|girl|kid|child|person) (?:who|that|with|into|of)\b"
)
_PRONOUN = re.compile(
    r"\b(?:and|about|back to|now|next|then|again|for)(?: for| about)? (?:him|her)\b"
    r"|^\W*(?:him|her)(?: again| next| now)?\W*$"
)
# "Same budget as him" compares with somebody, and turns to nobody.
_LIKENED = re.compile(r"\b(?:same|as much|like|more|less) (?:\w+ ){0,3}(?:as|for|than) (?:him|her|them)\W*$")
_OLDER = re.compile(r"\b(?:older|oldest|elder|eldest|bigger|biggest|big)\b")
_YOUNGER = re.compile(r"\b(?:younger|youngest|smaller|smallest|small|little|wee)\b")
_GROUPS = (
    (re.compile(r"\bteen(?:ager)?\b"), 13, 19),
    (re.compile(r"\bbaby\b"), 0, 1),
    (re.compile(r"\btoddler\b"), 1, 3),
    (re.compile(r"\b(?:kid|child)\b"), 0, 17),
    (re.compile(r"\b(?:adult|grown[- ]?up)\b"), 18, 120),
)
_SMALL = 3
_YEARS = re.compile(r"\b(\d{1,2})[ -]?(?:years?|yrs?|yo|y/o)\b")
_COMMANDS = frozenset({"cheaper", "dearer", "more", "show_now"})
_SEXES = (
    (re.compile(r"\bthe (?:\w+ )?(?:girl|lass|woman|lady)\b"), "female"),
    (re.compile(r"\bthe (?:\w+ )?(?:boy|lad|man|guy)\b"), "male"),
)


def described(people: list[Recipient], state: GiftState, said: Said) -> Recipient | None:
    """Another person whom a message turns to, None where it goes on about the one talked about."""
    text = said.text.lower()
    others = [person for person in people if not person.current]
    if not others:
        return None
    if _LIKENED.search(text):
        return None
    for person in others:
        if person.label and person.label[:1].isupper() and _said(person.label, text):
            return person
    for other in state.others:
        if (name := other["state"].get("name")) and _said(name, text):
            return next(person for person in others if person.id == other["id"])
    if OTHER_ONE.search(text) and len(others) == 1:
        return others[0]
    if (found := _by_pronoun(others, state, said)) is not None:
        return found
    if not (_DESCRIBED.search(text) or BACK.search(text) or said.intent == "switch_recipient"):
        return None
    most = max(likeness(text, person) for person in people)
    alike = [person for person in people if likeness(text, person) == most]
    if most > 0 and len(alike) == 1:
        return None if alike[0].current else alike[0]
    # "The little one" of a boy and a girl, "the oldest boy" of the boys alone.
    sex = next((sex for pattern, sex in _SEXES if pattern.search(text)), None)
    genders = genders_of(people, state)
    fitting = [person for person in alike if sex is None or genders[person.id] == sex] or alike
    if sex is not None and len(fitting) == 1:
        return None if fitting[0].current else fitting[0]
    if (aged := _by_age(text, fitting)) is not None:
        return None if aged.current else aged
    if most > 0 or (sex is not None and len(fitting) < len(people)):
        best = max(fitting, key=lambda person: not person.current)
        return None if best.current else best
    # "Back to them": whoever was talked about before.
    return others[-1] if BACK.search(text) and not any(said.has(fact) for fact in FACTS) else None


def _said(name: str, text: str) -> bool:
    """Whether a name stands in a lower-case text."""
    return re.search(rf"\b{re.escape(name.lower())}\b", text) is not None


def genders_of(people: list[Recipient], state: GiftState) -> dict[int, str | None]:
    """Whether each is known to be "female" or "male", by number."""
    told = {other["id"]: other["state"].get("gender") for other in state.others} | {state.current: state.gender}
    return {person.id: told.get(person.id) or gender_of(person.brief.get("relationship")) for person in people}


def likeness(text: str, person: Recipient) -> int:
    """How many of the words that tell a person from others a text has."""
    text = _YEARS.sub(r"\1", text)  # "the 9yo"
    told = [person.label, *person.brief.get("interests", []), str((person.brief.get("age") or {}).get("min", ""))]
    return len((set(stems(text)) - GENERIC) & set(stems(" ".join(told))))


def _by_age(text: str, people: list[Recipient]) -> Recipient | None:
    aged = sorted((p for p in people if p.brief.get("age")), key=lambda person: int(person.brief["age"]["min"]))
    if not aged:
        return None
    if _OLDER.search(text):
        return aged[-1]
    for pattern, low, high in _GROUPS:
        within = [person for person in aged if low <= person.brief["age"]["min"] <= high]
        if pattern.search(text) and within and not (len(within) > 1 and _YOUNGER.search(text)):
            return within[0]
        if pattern.search(text) and high <= _SMALL and aged[0].brief["age"]["min"] <= 2 * _SMALL:
            return aged[0]  # "the toddler" of four
    return aged[0] if _YOUNGER.search(text) else None


def _by_pronoun(others: list[Recipient], state: GiftState, said: Said) -> Recipient | None:
    """Whom "him" means where the one talked about is no man, or nobody knows, and one other is."""
    gender = said.one("gender")
    turned = _PRONOUN.search(said.text.lower()) is not None
    telling = bool(state.gender) and any(said.has(fact) for fact in FACTS)
    if not gender or gender == state.gender or not (turned or telling):
        return None
    if said.intent in _COMMANDS and state.gender is None:
        return None  # "cheaper ones for her" goes on about a friend who may well be a woman
    fitting = {other["id"] for other in state.others if other["state"].get("gender") == gender}
    return next((person for person in others if person.id in fitting), None) if len(fitting) == 1 else None
