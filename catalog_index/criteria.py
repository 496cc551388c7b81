"""What "the most robust" or "best for a beginner" asks for, and what of a product's own data speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog_index.analysis import stem, stems, words
from catalog_index.facts import Passage, facts, passages
from catalog_index.product import Product
from catalog_index.synonyms import meanings


@dataclass(frozen=True, slots=True)
class Criterion:
    """`phrase` is how it was said ("least messy"); `told` finds what speaks for it, None where only its words can."""

    phrase: str
    told: re.Pattern[str] | None = None


# How a quality is asked for, and by what words a shop vouches for it.
_KNOWN = tuple(
    (re.compile(rf"\b(?:{asked})", re.IGNORECASE), re.compile(rf"\b(?:{told})", re.IGNORECASE))
    for asked, told in (
        (r"least (?:mess|dirt|stick)|(?:clean|tidi)est", r"no mess|mess-free|wipes? (?:clean|off)|washable|washes off|no glue"),
        (r"least (?:nois|loud)|quiet", r"quiet|silent|hardly hear|no noise|noiseless"),
        (r"robust|sturd|durab|tough|strong|solid|hard-?wearing|indestruct|lasts? (?:the )?longest|longest[- ]lasting|"
         r"least (?:fragile|breakable)",
         r"sturd|robust|durab|tough\b|solid (?!color)|hard-?wearing|lasts? (?:for |a )?(?:years|decades|generations|lifetime|long)|"
         r"(?:made|built|meant) to last|for (?:years|decades|generations|life)\b|outlasts?|stainless|reinforced|shatter|"
         r"unbreakable|cast[- ]iron|surviv|takes? (?:a )?(?:knocks?|drops?|beating)"),
        (r"beginner|novice|starter|starting out|new to (?:it|this)|first[- ]tim|learner|easiest|least (?:difficult|complicated)|"
         r"simplest",
         r"beginner|newcomer|first[- ]tim|(?:your|a|his|her) first\b|no experience|never (?:done|played|tried|held|sewn|knitted|cooked|baked)|starter|from "
         r"scratch|step[- ]by[- ]step|easy|simple|learn"),
        (r"quick|fastest|least time", r"minutes?\b|quick|in no time|ready in|at once"),
        (r"portab|travel|(?:small|light)est|compact|handiest|to carry|to pack", r"pocket|travel|fold|compact|light\b|"
         r"lightweight|packs|carry|fits in|suitcase"),
        (r"(?:soft|cosi|cozi|snuggli|cuddli)est|(?:soft|cosy|cozy|snuggly|cuddly)\b", r"soft|cosy|cozy|fluffy|plush|warm|"
         r"cuddl|snug"),
        (r"(?:eco|sustainab|green(?:est)?\b|environment|planet)", r"recycl|organic|sustainab|FSC|compost|plastic-free|"
         r"biodegrad|refill|repair|secondhand|upcycl"),
        (r"educat|learning|teach", r"learn|teach|educat|discover|curriculum|science|facts"),
        (r"safe(?:st)?\b", r"safe|non-?toxic|rounded|no (?:small|sharp)|tested|certified|from birth|blunt"),
        (r"creativ", r"draw|paint|make your own|design|invent|imagin|create|craft"),
        (r"personal", r"personal|engrav|initial|monogram|name on|your own photo|write a name"),
        (r"luxur|posh|fanci|elegant|special\b", r"silk|cashmere|hand-?made|gold|silver|leather|luxur|velvet|crystal|limited"),
        (r"funn|fun\b|silli|humo", r"fun\b|funny|laugh|silly|joke|giggle|humo"),
        (r"practical|useful|handy", r"every ?day|daily|practical|useful|handy|replaces|tool\b"),
        (r"romant", r"romant|for two|couple|love\b|date\b|heart"),
        (r"healthy|healthiest", r"healthy|no added sugar|wholegrain|unsweetened|vitamin|low in"),
        (r"relax|calming|sooth", r"relax|calm|sooth|unwind|lavender|quiet|sleep"),
    )
)  # fmt: skip
_PHRASES = (
    re.compile(r"\b(?P<phrase>(?:most|least) (?!of\b|like\b|likely\b|expensive|affordable|pric)[a-z-]{3,})", re.IGNORECASE),
    re.compile(
        r"\b(?P<phrase>(?:best|better|good|right|great|ideal|perfect|suitable|suited|easiest|safest) (?:for|as|with|at|in|on) "
        r"(?!me\b|him\b|her\b|them\b|us\b|you\b|it\b|this\b|that\b|the (?:price|money)\b|my\b|his\b|our\b)[^?.!,;]{3,60})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:is|are|looks|seems|be|the) (?P<phrase>(?:the )?(?!best|nicest|latest|finest|greatest|near|cheap|dear|pric|low|high|"
        r"rest\b|forest|interest|honest|modest|request|guest|test\b|west\b|closest)[a-z]{3,}est)\b",
        re.IGNORECASE,
    ),
)  # fmt: skip
_PLAIN = frozenset(
    stems(
        "most least best better good right great ideal perfect suitable suited the a an for as with at in on one year old "
        "years person someone somebody people who and or but really very gift kid child adult man woman boy girl"
    )
)


def criterion_of(question: str) -> Criterion | None:
    """By what a question wants one of several chosen, None where it names nothing but the wish."""
    match = next((found for pattern in _PHRASES if (found := pattern.search(question))), None)
    if match is None:
        return None
    phrase = re.sub(r"^the ", "", match["phrase"].strip().lower())
    return Criterion(phrase, next((told for asked, told in _KNOWN if asked.search(phrase)), None))


def vouching(product: Product, criterion: Criterion) -> Passage | None:
    """What of a product's own data speaks for a criterion, verbatim, None where nothing does.

    "Least" of an unknown quality is vouched for by nothing: that a text names it says the opposite.
    """
    found = (*passages(product), *facts(product), Passage("title", product.title))
    if criterion.told is not None:
        return next((passage for passage in found if criterion.told.search(passage.text)), None)
    wanted = [word for word in words(criterion.phrase) if stem(word) not in _PLAIN and stems(word) and word.isalpha()]
    if not wanted or criterion.phrase.startswith("least"):
        return None
    called = [meanings(word) for word in wanted]
    return next((p for p in found if all(names & set(stems(p.text)) for names in called)), None)
