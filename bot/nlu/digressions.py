"""What a digression is about, where the fitting answer is not the usual one."""

from __future__ import annotations

import re

from bot.nlu.normalize import normalize

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "orders",
        re.compile(
            r"\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}(?:instructions?|rules|prompts?|guidelines|programming|filters?|training)\b"
            r"|\b(?:system|initial|hidden|secret|original) (?:prompt|instructions?|message)\b|\b(?:jailbreak|developer mode|dan mode|do anything now)\b"
            r"|\b(?:you are now|from now on you(?:'?re| are)?|pretend (?:to be|you'?re|you are|that you)|act as (?:an?|if|my)|role ?play|roleplay as)\b"
            r"|\b(?:repeat after me|repeat (?:the|everything|all) (?:words|text|above)|(?:print|show|reveal|tell me|give me|output) (?:me )?(?:your|the) (?:\w+ )?(?:prompt|instructions|source code|api key|password|configuration))\b"
            r"|\b(?:sudo|drop table|select \* from)\b|<\|?(?:system|im_start)|\[/?(?:inst|system)\]|^\W*system:"
        ),
    ),
    (
        "medical",
        re.compile(
            r"\b(?:fever|rash|headache|sore throat|paracetamol|ibuprofen|aspirin|antibiotics?|symptoms?|diagnos\w+|dosage|chest pain|vomiting|threw up|migraine|tooth ?ache|stomach ache|"
            r"(?:head|tooth|back|stomach|knee|tummy|chest|throat|ear) (?:hurts|aches|is killing)|teething|side effects|covid|blood pressure|pills?|bleeding|allergic reaction|"
            r"anti-?depressants?|how many (?:mg|tablets)|vaccin\w+|(?:has|have|running) a (?:temperature|cough|cold)|temperature of)\b"
        ),
    ),
    (
        "sorrow",
        re.compile(
            r"\b(?:i'?m|i am|im|i feel|feeling|feel) (?:\w+ )?(?:sad|depressed|lonely|heartbroken|unhappy|miserable|devastated|anxious|stressed|overwhelmed|scared|down|low|hopeless|alone)\b(?! to\b)"
            r"|\b(?:broke up with me|dumped me|left me|cheated on me|died|passed away|lost my (?:job|dog|cat|mum|mom|dad|mother|father|wife|husband|home|baby)|got fired|been (?:fired|laid off))\b"
            r"|\b(?:bad|awful|terrible|rough|hard|worst) (?:day|week|month|year)\b|\bso tired of\b"
        ),
    ),
    (
        "love",
        re.compile(
            r"\b(?:i love (?:you|u)(?! to)|i luv u|love you too|marry me|be my (?:girlfriend|boyfriend|valentine|wife|husband)|do you love me|are you single|will you go out with me|"
            r"crush on you|kiss me|date me|go on a date with me)\b"
        ),
    ),
    (
        "joke",
        re.compile(
            r"\b(?:(?:tell|know|got|have|give)(?: \w+){0,4} (?:jokes?|riddles?)|make me laugh|(?:tell|say) (?:me )?something funny|sing(?: me)? (?:a|me|us|happy)|tell (?:me|us) a (?:story|poem)|entertain me|knock knock)\b"
        ),
    ),
)


def digression(text: str) -> str | None:
    """What a message beside the matter is about, None for nothing in particular.

    "orders" (somebody tries to give the assistant new rules), "medical", "sorrow", "love" or "joke".
    """
    plain = normalize(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)


# What somebody may ask of an assistant that can do anything; "ring" and "call" only with whom to.
_ERRAND = re.compile(
    r"^\W*(?:(?:hey|hi|ok|okay|please|pls|and|now|just)[\s,]+)*(?:(?:can|could|would|will) (?:you|u) )?(?:(?:please|pls|just) )?"
    r"(?:sing\b|dance\b|(?:ring|call|phone|text|e-?mail|wake) (?:up )?(?:my|our|the)\b|wake me\b|get me out\b|turn (?:on|off|up|down) the\b)"
)
# Of the assistant itself, of its mother, of what the shopper was given, of a timetable.
_OF_SOMETHING_ELSE = re.compile(
    r"^\W*(?:(?:hey|hi|so|and|but|ok|lol)[\s,]+)*(?:do|did) you (?:ever |even |also )?(?:like|love|enjoy|prefer|play|listen|watch|eat|drink|dream|sleep|cook|dance|sing)\b"
    r"|^\W*(?:yo|your|ur) (?:mum|mom|momma|mama|mother|dad|father|nan|gran|sister)\b"
    r"|\b(?:i|we) (?:just )?(?:got|received|was given|were given) [^.?!]{2,50}\bfrom (?:my|our|his|her)\b"
    r"|\bmy [\w -]{2,20} (?:gave|got|bought|sent) (?:me|us) (?:a|an|the|some)\b"
    r"|\bwhat time (?:does|is|do) (?:his|her|their|my|the)\b(?! (?:shop|store))"
)
_OF_A_WISH = re.compile(
    r"\b(?:need|want|looking|ideas?|return|thank|something|gifts? for|presents? for|(?:get|buy|give|send) (?:him|her|them|my)|in return|suggest|recommend|find|show)\b"
)
_OF_GIFTS = re.compile(r"\b(?:gifts?|presents?|something|ideas?|for (?:him|her|them))\b")
_JUST_KIDDING = re.compile(r"\b(?:jk|j/k|(?:just|only) (?:kidding|joking)|kidding)\W*$")


def is_no_business_of_ours(text: str) -> bool:
    """Whether a message sends us on an errand ("could you ring my son"), takes itself back ("jk"), or tells and asks of
    what is no wish by its very words ("my boyfriend gave me a vacuum cleaner")."""
    plain = normalize(text)
    if _OF_SOMETHING_ELSE.search(plain) and not _OF_A_WISH.search(plain):
        return True
    return bool(_JUST_KIDDING.search(plain) or (_ERRAND.search(plain) and not _OF_GIFTS.search(plain)))
