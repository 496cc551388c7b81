"""Why a product fits: each reason rests on a verbatim span of the product's own data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog_index.ages import find_age
from catalog_index.analysis import stem, words
from catalog_index.brief import GiftBrief
from catalog_index.occasions import labels_for
from catalog_index.product import Product

_CLAUSE = re.compile(r"[^.!?;:()\n,—–]+(?:[.!?]|$)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
# "no telescope needed" speaks for nobody's telescopes.
_NEGATION = re.compile(r"\b(?:no|not|never|without|nor|isn't|aren't|doesn't|don't|free)\b", re.IGNORECASE)
_LONGEST = 110
_SHORTEST_WORDS = 3
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is interest, age, occasion or material; `label` what of the brief it speaks for; `evidence` verbatim."""

    kind: str
    label: str
    evidence: str


def reasons_for(product: Product, brief: GiftBrief, matched: Mapping[str, list[list[set[str]]]]) -> tuple[Reason, ...]:
    """Reasons of a product for a brief, the strongest first, at most three; () when the data holds no evidence.

    `matched` has for each interest that the product serves the phrases that name it, each a list of words, each
    word the stems it may have.
    """
    found = [Reason("interest", name, span) for name, phrases in matched.items() if (span := _span(product, phrases))]
    if brief.age is not None and (evidence := _age_span(product, brief)):
        found.append(Reason("age", _age_label(brief), evidence))
    if brief.occasion and (suits := _occasion(product, brief.occasion)):
        found.append(Reason("occasion", brief.occasion, suits))
    # "Cooking: cooking" says nothing where something else does.
    telling = [
        reason for reason in found if reason.kind != "interest" or reason.evidence.casefold() != reason.label.casefold()
    ]
    found = telling or found
    if not any(reason.kind == "interest" for reason in found) and (
        highlight := product.attributes.get("product_highlight", "").strip()
    ):
        found.append(Reason("highlight", "", highlight))
    return tuple(found[:MOST_REASONS])


def _occasion(product: Product, wanted: str) -> str | None:
    """The shop's own label for the occasion or for one that stands for it."""
    if wanted in product.occasions:
        return wanted
    return next((label for label in product.occasions if label in labels_for(wanted)), None)


def _span(product: Product, phrases: list[list[set[str]]]) -> str | None:
    """The clause or sentence that names an interest best: about eight words long, else a label or the title."""
    texts = [product.attributes.get("product_highlight", ""), product.description]
    candidates: list[tuple[float, str]] = []
    for rank, text in enumerate(texts):
        for pattern in (_CLAUSE, _SENTENCE):
            for match in pattern.finditer(text):
                span = match.group().strip(" .;:,—–-\n")
                count = len(span.split())
                short = count >= _SHORTEST_WORDS and len(span) <= _LONGEST
                if short and not _NEGATION.search(span) and _names(span, phrases):
                    candidates.append((rank * 0.3 + abs(count - 8) * 0.1, span))
    if candidates:
        return min(candidates)[1]
    shorter = (product.title, *product.interests, *product.categories)
    return next((text for text in shorter if _names(text, phrases)), None)


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
