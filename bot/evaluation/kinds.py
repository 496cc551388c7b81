"""Of what kinds an answer is: recognised by message types, by what its buttons do, and by the locale file's texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from bot.evaluation.answer import Answer

_TYPES = {
    "product_cards": "cards",
    "comparison": "comparison",
    "product_details": "details",
    "policy": "policy",
    "countdown": "countdown",
    "quiz": "quiz",
    "wishlist": "wishlist",
}
# A kind is there when a button of the answer starts with one of these.
_BUTTONS = {
    "question": ("/not_sure", "/inform"),
    "conflict": ("/edit_brief",),
    "offers_person": ("/hand_off",),
}
# A kind is there when one of these texts was said (names of the locale file, with wildcards).
_TEXTS = {
    "small_talk": ("greet*", "how_are_you*", "thank*", "goodbye*", "compliment*", "bot_challenge*", "help*", "affirm*"),
    "about_itself": ("bot_challenge*", "help*"),
    "apology": ("missed*",),
    "off_topic": ("off_topic*",),
    "calm": ("insult*", "unsafe*"),
    "hand_off": ("handed_off*", "waiting.next*", "waiting.position*"),
    "privacy_note": ("privacy.notice*",),
    "reasons": ("why", "why.*", "why_none*"),
    "which": ("*_which*", "which_*"),
    "no_more": ("no_more*", "no_cheaper*", "no_dearer*", "no_other_kind*", "no_similar*", "no_earlier*"),
    "nothing_fits": ("nothing_fits*", "nothing_at_all*", "conflict.nothing*", "nearest*"),
    "nothing_shown": ("nothing_shown*",),
}  # fmt: skip
# Some answer in words, and none of these: for questions that can be answered in more than one way.
_UNHELPFUL = frozenset({"apology", "off_topic", "calm", "nothing_shown"})
KINDS = frozenset({*_TYPES.values(), *_BUTTONS, *_TEXTS, "helpful"})


class Phrasebook:
    """Tells which texts of a locale file were said."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._patterns = {key: _pattern(text) for key, text in texts.items()}

    def said(self, text: str) -> set[str]:
        """The names of all texts of the file that stand in a text."""
        return {key for key, pattern in self._patterns.items() if pattern.search(text)}


def kinds_of(answer: Answer, phrasebook: Phrasebook) -> set[str]:
    """All kinds of an answer."""
    found = {_TYPES[reply["type"]] for reply in answer.replies if reply["type"] in _TYPES and _full(reply)}
    payloads = [option["payload"] for option in answer.options]
    for kind, starts in _BUTTONS.items():
        if any(payload.startswith(starts) for payload in payloads):
            found.add(kind)
    said = phrasebook.said(answer.text)
    found |= {kind for kind, patterns in _TEXTS.items() if _any_matches(said, patterns)}
    if answer.text.strip() and not found & _UNHELPFUL:
        found.add("helpful")
    return found


def _full(reply: Mapping[str, Any]) -> bool:
    return reply["type"] != "product_cards" or bool(reply["items"])


def _any_matches(names: Iterable[str], patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _pattern(text: str) -> re.Pattern[str]:
    """A text of the locale file as a pattern; its gaps hold anything on the same line."""
    pieces = (r".+?" if re.fullmatch(r"\{\w+\}", part) else re.escape(part) for part in re.split(r"(\{\w+\})", text))
    return re.compile(rf"(?<!\w){''.join(pieces)}(?!\w)")
