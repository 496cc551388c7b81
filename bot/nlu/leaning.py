"""Questions that mean something only after the answer about the shop before them: "and to Mexico?", "how much is that?"."""

from __future__ import annotations

import re

# Intents whose answers such a question leans on.
LEANED_ON = frozenset({"shop_question", "delivery_by"})
_OPENING = (
    r"^\W*(?:(?:ok(?:ay)?|and|so|but|oh|ah|hm+|right|great|good|fine|thanks|thank you|thx|cool|nice|well|alright|wow|"
    r"ouch|yikes)[\s,.!]+)*"
)
_LEANS = re.compile(
    rf"{_OPENING}(?:(?:and|or|also) )?(?:(?:what|how) about\b|what if\b|even if\b|if\b|how (?:much|long|many|soon|fast|late|quick|do|does|would|will|is|are)\b|"
    r"(?:to|in|for|from|by|with|without|on|until|after|before|is|are|does|do|can|could|will|would|when|where|what|which|who)\b)"
)
# What such a question goes on about; "is it heavy?" is about a gift all the same.
_OF_SHOP = re.compile(
    r"\b(?:that|there|then|much|costs?|price|charged?|fees?|pays?|free|extra|long|days?|weeks?|hours?|time|soon|late|later|fast|faster|quick|quicker|early|earlier|"
    r"tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekends?|express|standard|expires?|expiry|valid|overseas|abroad|receipt|refund|return|returned|send|sent|back|exchange|swap|open|opened|sale|card|paypal|cash)\b"
    rf"|{_OPENING}(?:(?:what|how) about (?!the\b)|what if |if |(?:and|or) (?:to|in|for|from|by|on|with|without) )"
)
# These ask for a gift, or about one.
_OF_GIFTS = re.compile(
    r"\b(?:gifts?|presents?|something|anything|else|more like|show me|instead|cheaper|the (?:cheapest|best|other)|these|those|"
    r"(?:this|that) (?:one|gift)|ones)\b"
    r"|\b(?:is|are|does|do|can|will|would|was|did) the (?!(?:refund|return|delivery|shipping|parcel|package|order|card|wrapping|wrap)\b)[a-z]"
)
_LONGEST = 12
# "The party is on the 18th of December"
_DAY = re.compile(
    r"\b(?:is|on|by|before|until|for|till) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?:the )?\d{1,2}(?:st|nd|rd|th)?|(?:the )?\d{1,2}(?:st|nd|rd|th)|christmas eve|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)\b"
)
# Of these alone a question says nothing by itself: "and how much is that then?"
_EMPTY = frozenset(
    "and or so but ok okay oh ah hmm right great good fine thanks cool nice well alright also then that this it there they he she i we you me him her them "
    "is are was were be been do does did can could will would should has have what how when which if for to in of on at by with from the a an "
    "much many long soon fast cost costs costing price charge charged extra fee fees take takes need needs get gets about please exactly usually normally again roughly".split()
)
_WORD = re.compile(r"[a-z0-9]+")


def leans_on_shop(plain: str) -> bool:
    """Whether a normalized text, said after an answer about the shop, goes on about it."""
    if len(plain.split()) > _LONGEST or _OF_GIFTS.search(plain):
        return False
    return bool(_LEANS.search(plain) and _OF_SHOP.search(plain))


def names_day(plain: str) -> bool:
    """Whether a short normalized text, said after an answer about the delivery, names the day that counts."""
    return len(plain.split()) <= _LONGEST and _DAY.search(plain) is not None


def says_nothing_alone(plain: str) -> bool:
    """Whether a normalized question can only be answered together with the one before it."""
    return all(word in _EMPTY for word in _WORD.findall(plain))
