"""A question to the shop that stands beside something else in one message ("a mug under 20, and do you ship abroad?")."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.nlu.normalize import normalize

_LEAD = (
    r"(?:^|[.!?;:)\n]\s*|,\s*|\s-+\s*|\b(?:and|but|also|oh|plus|btw|ps|p\.s\.|because)\s+)"
    r"(?:(?:and|but|also|oh|so|plus|btw|ps|p\.s\.|by the way|one (?:more|other) (?:thing|question)|quick question|first|before (?:that|i forget)|tell me|just wondering)[\s,:.]*)*"
)
_QUESTION = re.compile(
    rf"{_LEAD}(?P<question>(?:do|does|can|could|will|would|is|are|what|what's|whats|how|when|when's|where|which|may|must)\b(?:[^.!?;,\n]|,(?! (?:otherwise|if not|else|and|but|i|show|he|she|my)\b))*)(?:[.!?;,\n]+|$)"
    r"(?:\s*(?:and )?(?:otherwise|if not|else|if no)\b[\s,]*)?"
)
# What the shop's pages are about; a thing of the catalog has none of it.
_OF_SHOP = re.compile(
    r"\b(?:ship(?:s|ped|ping)?|deliver(?:s|y|ies|ed)?|postage|courier|dispatch(?:ed)?|gift[- ]?wrap(?:s|ped|ping)?|wrap(?:ped|ping)?(?: (?:it|them|up|for))?|pay(?:ment|ing)?|paypal|klarna|credit card|apple pay|google pay|"
    r"invoice|discounts?|vouchers?|coupons?|promo code|student code|gift cards?|gift receipt|return(?:s|ed|ing)?|refunds?|exchange(?:s|d)?|warranty|guarantee|opening hours|customs|taxes?|"
    r"engrav(?:e|ed|ing)|personali[sz]ation|gift (?:note|message)|message card|express|next[- ]day|same[- ]day|arrive(?:s)?|get here|in time|order (?:by phone|online|as a guest)|price match|sustainab\w+ packaging|packaging|in installments?)\b"
)
# What the message is about otherwise: a wish, or something to be done with the gifts shown.
_ELSE = re.compile(
    r"\b(?:gifts?|presents?|pressies?|something|smth|anything(?: else)?|ideas?|looking for|need|for (?:my|our|a|an|his|her|the)|under|up to|max|budget|show me|more|cheaper|others?|save|add|put|take|go with|i'?ll have|"
    r"instead|birthday|christmas|xmas|anniversary|(?:he|she|they)(?:'s|'re| is| are|s)? (?:\w+ )?(?:likes?|loves?|into|turning|turns|\d)|likes?|loves?|into|not (?:for|the|a)|no (?:more )?[a-z]+s|make it)\b"
    r"|\b(?:first|1st|second|2nd|third|3rd|fourth|4th|last|number \d)(?: one)?(?:'s| is| looks| seems)? (?:ok(?:ay)?|fine|good|nice|great|lovely|perfect|cute|it is|then|please|pls)\b"
)
# Of what was bought already the shop is asked, and nothing wished.
_BOUGHT = re.compile(
    r"\b(?:bought|ordered|received|purchased|(?:my|the|an) (?:order|parcel|package)|was given|sent me|gave me|got (?:me|it)|arrived|broken|damaged|faulty|tracking)\b"
)
# "Do you have something for my dad?" is the wish.
_WISH_ITSELF = re.compile(r"\b(?:for (?:my|our)|something|anything|do you (?:have|sell)|have you got|gifts? for)\b")
_FEWEST = 2


class Beside(NamedTuple):
    """`question` as written; `start` and `end` of the stretch that belongs to it, with what joins it to the rest."""

    question: str
    start: int
    end: int


def question_beside(text: str) -> Beside | None:
    """The question to the shop in a message that also says something else, None for no such message."""
    plain = normalize(text)
    if _BOUGHT.search(plain):
        return None
    for match in _QUESTION.finditer(plain):
        start, end = match.span("question")
        rest = f"{plain[: match.start()]} {plain[match.end() :]}"
        if _WISH_ITSELF.search(match["question"]):
            continue
        if _OF_SHOP.search(match["question"]) and len(rest.split()) >= _FEWEST and _ELSE.search(rest):
            return Beside(text[start:end].strip(), start, match.end())
    return None


def main_part(text: str) -> str:
    """The message, as long as before, without a question to the shop that stands beside something else."""
    beside = question_beside(text)
    if beside is None:
        return text
    return text[: beside.start] + " " * (beside.end - beside.start) + text[beside.end :]
