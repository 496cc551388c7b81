"""Which intent a message has, where the classifier and what was read of the wish disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.normalize import normalize

# What a gift wish is made of.
_FACTS = {"relationship", "age", "interest", "exclude", "budget", "occasion"}
# Commands that may name such things and stay commands ("save the puzzle", "share it with my sister").
_COMMANDS = {"save_gift", "remove_gift", "show_wishlist", "share_wishlist", "hand_off", "start_over", "more", "why"}
_ASIDE = {"off_topic", "shop_question", "bot_challenge", "insult", "help"}
_SURE = 0.8
_LIKELY = 0.4

_GIFT_WORDS = re.compile(
    r"\b(?:gifts?|presents?|pressies?|prezz?(?:ie|y)s?|budget|bday|birthday|xmas|christmas|something|smth|sth|somthing|ideas?|looking|buy|get (?:him|her|them|my)|for my|need|give|have you got|do you (?:have|sell)|got any)\b"
)
_NEXT = re.compile(
    r"^\W*(?:ok(?:ay)?|great|right|thanks|thank you|cool|good|perfect|and|so|now|next|then|also|plus|what about|how about|alright|awesome|nice)?[\s,.!]*"
    r"(?:now|next|also|and|then|another|what about|how about|i also need|i need another|can you (?:also )?do)\b.{0,40}?\b(?:for|about)\b"
)
# What the menu of a card says, and people too; the title that follows may hold any word.
_NOT_FOR_US = re.compile(r"^\W*not for (?:us|me|him|her|them)\b(?!.*\bunder\b)")
_MORE_LIKE = re.compile(
    r"^\W*(?:show me |find )?(?:more|something|anything|others?) (?:like|similar to|in the style of)\b(?! (?:to|that kind of)\b)"
)
_COMPARE = re.compile(r"\b(?:compare|comparison|difference between|which (?:one )?is (?:better|best))\b")
_CHEAPER = re.compile(
    r"\b(?:cheaper|less expensive|less pricey|too (?:expensive|pricey|dear|much)|lower price|more affordable|cost less)\b"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent with the classifier's confidence, 0 to 1."""

    name: str
    confidence: float


def settle(text: str, guesses: Sequence[Guess], kinds: Sequence[str]) -> str:
    """The intent of a message: `guesses` best first, `kinds` of the entities that were read in it."""
    plain = normalize(text)
    if _NOT_FOR_US.match(plain):
        return "reject_kind"
    if _MORE_LIKE.match(plain):
        return "more_like"
    if "drop" in kinds:
        return "inform"
    if _COMPARE.search(plain):
        return "why"
    top = guesses[0]
    # The fallback classifier puts itself first; what it outranked is still the best guess there is.
    likely = next((guess for guess in guesses if guess.name != "nlu_fallback"), top)
    facts = [kind for kind in kinds if kind in _FACTS]
    if "relationship" in facts and (_NEXT.search(plain) or likely.name == "next_recipient"):
        return "next_recipient"
    if likely.name in _COMMANDS and likely.confidence >= _SURE and not (len(facts) > 1 and _GIFT_WORDS.search(plain)):
        return likely.name
    if _CHEAPER.search(plain) and "budget" not in facts and len(plain.split()) <= 10:
        return "cheaper"
    if not facts and "number" in kinds:
        return "inform"
    if not facts:
        return top.name if top.name != "inform" or top.confidence >= _SURE else "nlu_fallback"
    if likely.name == "reject_kind" and set(facts) <= {"exclude", "interest"} and likely.confidence >= _SURE:
        return "inform" if "exclude" in facts else likely.name
    least = _LIKELY if set(facts) == {"interest"} else _SURE
    if likely.name in _ASIDE and likely.confidence >= least and not _is_wish(plain, facts):
        return likely.name
    return "inform"


def _is_wish(text: str, facts: Sequence[str]) -> bool:
    """Whether facts in a message that looks like something else still make a wish."""
    return bool(_GIFT_WORDS.search(text)) or len(set(facts)) >= 3 or "budget" in facts
