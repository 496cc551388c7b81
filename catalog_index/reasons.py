"""Why a product fits: each reason rests on a verbatim span of the product's own data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog_index.ages import find_age
from catalog_index.analysis import stem, words
from catalog_index.brief import GiftBrief
from catalog_index.occasions import labels_for
from catalog_index.people import GROWN_UP, LIKELY_GROWN_UP, upper_age
from catalog_index.product import Product

_CLAUSE = re.compile(r"[^.!?;:()\n,—–]+(?:[.!?]|$)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
# "no telescope needed" speaks for nobody's telescopes.
# A "free spirit" and "free delivery" deny nothing.
_NEGATION = re.compile(
    r"\b(?:no|not|never|without|nor|nothing|(?:is|are|does|do)n['’]t|free (?:of|from))\b|\w-free\b", re.IGNORECASE
)
# Whom the text has in mind; to the shopper of another recipient it is beside the point.
_SMALL_CHILDREN = re.compile(r"\b(?:bab(?:y|ies)|newborns?|toddlers?|infants?|crawlers?)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(
    r"\b(?:(?:grand|god|step)?(?:mother|father|parent|son|daughter|child|children)s?|grand(?:ma|pa)s?|mums?|moms?|dads?|"
    r"aunts?|uncles?|nieces?|nephews?|cousins?|sisters?|brothers?|wife|wives|husbands?|girlfriends?|boyfriends?|"
    r"partners?|friends?|neighbou?rs?|colleagues?|coworkers?|boss|teachers?|bridesmaids?|campers?)\b",
    re.IGNORECASE,
)
_FROM_AGE = re.compile(r"\b(?:suitable )?from \d{1,2}\b(?! ?(?:cm|mm|kg|g|l)\b)", re.IGNORECASE)
_LONGEST = 110
_SHORTEST_WORDS = 3
# Years; from this age on nobody is a toddler.
_NO_TODDLER = 6
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is interest, age, occasion or highlight; `label` what of the brief it speaks for; `evidence` verbatim."""

    kind: str
    label: str
    evidence: str


def reasons_for(product: Product, brief: GiftBrief, matched: Mapping[str, list[list[set[str]]]]) -> tuple[Reason, ...]:
    """Reasons of a product for a brief, the strongest first, at most three; () when the data holds no evidence.

    `matched` has for each interest that the product serves the phrases that name it, each a list of words, each
    word the stems it may have.
    """
    if _made_for_toddlers(product, brief):
        matched = {}
    spans = {name: _span(product, phrases, brief) for name, phrases in matched.items()}
    found = [Reason("interest", name, span) for name, span in spans.items() if span]
    if brief.age is not None and (evidence := _age_span(product, brief)):
        found.append(Reason("age", _age_label(brief), evidence))
    if brief.occasion and (suits := _occasion(product, brief.occasion)):
        found.append(Reason("occasion", brief.occasion, suits))
    highlight = "" if _for_a_child(_highlight(product), brief) else _highlight(product)
    if matched:
        # The strong point may stand for an interest only where that is what the product is about.
        stands = any(_is_about(product, name, phrases) for name, phrases in matched.items())
        dull = [reason for reason in found if _says_nothing(reason, product)]
        if highlight and (stands or not dull):
            found = [reason for reason in found if reason not in dull]
        else:
            highlight = ""
            found = [reason for reason in found if reason not in dull] or found
    elif brief.interests:
        # A strong point of what serves none of the wishes is no reason to give it.
        highlight = ""
    if highlight and not any(reason.kind == "interest" for reason in found):
        found.append(Reason("highlight", "", highlight))
    return tuple(found[:MOST_REASONS])


def _is_about(product: Product, interest: str, phrases: list[list[set[str]]]) -> bool:
    """Whether the title names an interest, or the merchant's first label is that interest."""
    first = [stem(word) for word in words(product.interests[0])] if product.interests else []
    return _names(product.title, phrases) or first == [stem(word) for word in words(interest)]


def _says_nothing(reason: Reason, product: Product) -> bool:
    """ "Cooking: cooking", or the title, which stands on the card already: good only where nothing else is said."""
    shown = (reason.label.casefold(), product.title.casefold())
    return reason.kind == "interest" and reason.evidence.casefold() in shown


def _occasion(product: Product, wanted: str) -> str | None:
    """The shop's own label for the occasion or for one that stands for it."""
    if wanted in product.occasions:
        return wanted
    return next((label for label in product.occasions if label in labels_for(wanted)), None)


def _span(product: Product, phrases: list[list[set[str]]], brief: GiftBrief) -> str | None:
    """The clause or sentence that names an interest best: about eight words long, else a label or the title."""
    texts = [product.attributes.get("product_highlight", ""), product.description]
    candidates: list[tuple[float, str]] = []
    for rank, text in enumerate(texts):
        for pattern in (_CLAUSE, _SENTENCE):
            for match in pattern.finditer(text):
                span = match.group().strip(" .;:,—–-\n")
                count = len(span.split())
                short = count >= _SHORTEST_WORDS and len(span) <= _LONGEST
                if short and not _NEGATION.search(span) and _names(span, phrases) and not _for_a_child(span, brief):
                    candidates.append((rank * 0.3 + abs(count - 8) * 0.1, span))
    if plain := [candidate for candidate in candidates if not _aside(candidate[1], brief)]:
        return min(plain)[1]
    if candidates and not _highlight(product):
        return min(candidates)[1]
    shorter = (product.title, *product.interests, *product.categories)
    return next((text for text in shorter if _names(text, phrases)), None)


def _highlight(product: Product) -> str:
    return product.attributes.get("product_highlight", "").strip()


def _for_a_child(text: str, brief: GiftBrief) -> bool:
    """Whether a text speaks of babies where the gift is for somebody older."""
    age = brief.age
    older = brief.relationship in GROWN_UP | LIKELY_GROWN_UP if age is None else age.min >= _NO_TODDLER
    return older and bool(_SMALL_CHILDREN.search(text))


def _made_for_toddlers(product: Product, brief: GiftBrief) -> bool:
    """Whether a gift for somebody older is made for small children: nothing in it speaks for the wish then."""
    return _for_a_child(product.title, brief) and upper_age(product) < _NO_TODDLER


def _aside(span: str, brief: GiftBrief) -> bool:
    """Whether a span speaks of another recipient than the shopper's, or of an age, which has a reason of its own."""
    theirs = (brief.relationship or "").casefold()
    others = [word for word in _RECIPIENTS.findall(span) if not theirs or stem(word.lower()) not in theirs]
    return bool(others) or bool(_FROM_AGE.search(span)) or find_age(span) is not None


def _names(text: str, phrases: list[list[set[str]]]) -> bool:
    having = {stem(word) for word in words(text)}
    return any(all(alternatives & having for alternatives in phrase) for phrase in phrases)


def _age_span(product: Product, brief: GiftBrief) -> str | None:
    if product.age_min is None and product.age_max is None:
        return None
    if brief.age is not None and brief.age.min >= 18 and product.age_max is None:
        return None  # "for adults" says little to a grown-up
    for text in (product.description, product.title):
        mention = find_age(text)
        if mention is not None and mention.text in text:
            return mention.text
    return None


def _age_label(brief: GiftBrief) -> str:
    age = brief.age
    if age is None:
        return ""
    if age.max is None:
        return f"{age.min}+"
    return str(age.min) if age.min == age.max else f"{age.min}-{age.max}"
