"""What was understood wrong, and is put right: "you got his age wrong", "I said a girl, not a boy"."""

from __future__ import annotations

from typing import Any

from actions.message import Said
from actions.slots import QUESTIONS, GiftState

_PAIRS = (
    ("mother", "father"), ("sister", "brother"), ("daughter", "son"), ("niece", "nephew"), ("aunt", "uncle"),
    ("grandmother", "grandfather"), ("granddaughter", "grandson"), ("wife", "husband"), ("girlfriend", "boyfriend"),
    ("goddaughter", "godson"), ("stepdaughter", "stepson"), ("stepmother", "stepfather"),
    ("fianc\u00e9e", "fianc\u00e9"),
    ("mother-in-law", "father-in-law"), ("sister-in-law", "brother-in-law"), ("daughter-in-law", "son-in-law"),
    ("great-niece", "great-nephew"), ("great-aunt", "great-uncle"),
)  # fmt: skip
_TO_MALE = dict(_PAIRS)
_TO_FEMALE = {male: female for female, male in _PAIRS}


def take_right(data: dict[str, Any], state: GiftState, said: Said) -> None:
    """Clear what is said to be wrong, to be asked anew, and turn a niece into a nephew; `data` is the brief as JSON."""
    sex = said.one("sex")
    if sex in ("female", "male"):
        state.gender = str(sex)
        if not said.has("relationship"):
            other = _TO_FEMALE if sex == "female" else _TO_MALE
            data["relationship"] = other.get(str(data["relationship"]), data["relationship"])
    wrong = said.one("wrong")
    if wrong in data:
        if not said.has(str(wrong)):
            data[wrong] = [] if wrong == "interests" else None
        if wrong in QUESTIONS:
            state.skipped = [name for name in state.skipped if name != wrong]


def question_anew(data: dict[str, Any], said: Said) -> str | None:
    """The question to ask because what is known was said to be wrong, None where nothing was or more was told."""
    wrong = said.one("wrong")
    return str(wrong) if wrong in QUESTIONS and not data.get(str(wrong)) else None
