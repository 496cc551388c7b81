"""Questions of fact about products: which short fact answers, and which of several products say something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_index.analysis import stem, stems, words
from catalog_index.facts import Passage, facts, passages
from catalog_index.product import Product
from catalog_index.synonyms import meanings
from catalog_index.usage import topic_of

# Short facts and how they are asked for; the first that fits counts.
_FACTS = (
    ("brand", r"\bwho(?:'s| is| are| was)? (?:makes?|made|produces?|manufactures?|behind|the (?:maker|brand|manufacturer|"
     r"producer)s?)\b|\b(?:what|which|whose) (?:brand|make|company|label)\b|\bthe (?:maker|brand|manufacturer)s?\b|"
     r"\bfrom (?:what|which) (?:brand|company|maker)\b"),
    ("price", r"\bhow much (?:is|are|does|do|for|would)\b(?! (?:space|room|time))|\bprices?\b|\bcosts?\b"),
    ("stock", r"\bin stock\b|\bsold out\b|\bstill (?:available|there)\b|\bavailable\b(?! (?:in|as|with|for|to)\b)"),
    ("material", r"\bmade (?:of|from|out of)\b|\b(?:what|which) (?:materials?|fabrics?|wood)\b|\bmaterials?\b|"
     r"\b(?:is|are) (?:it|this|that|they|these|those|the (?:\w+ ){1,2})(?: (?:all|real(?:ly)?|solid|pure|genuine|actual))* ?"
     r"(?:wood(?:en)?|silver|gold(?:en)?|leather|cotton|wool(?:len)?|silk|steel|metal|plastic|glass|linen|bamboo|ceramic|"
     r"paper|cashmere|brass|copper)\b(?! (?:one|case|box|lid|handle))"),
    ("color", r"\bcolou?rs?\b|\b(?:available|comes?|get it|have it) in (?!stock|a\b|an\b|the\b|time)\w+\b|\b(?:which|what) shades?\b"),
    ("size", r"\b(?:what|which) sizes?\b|\bhow (?:big|large|small|tall|wide|high|deep|thick)\b|\bdimensions?\b|"
     r"\bhow long (?:is|are)\b"),
    ("age", r"\b(?:what|which) ages?\b|\bhow old\b|\bage (?:range|group)\b|\bfrom (?:what|which) age\b"),
)  # fmt: skip
_FACT_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _FACTS)

_OF_THEM = r"(?:of|among|amongst|between|in|with) (?:them|these|those|the (?:gifts|ones|four|three|two|lot|bunch))"
_AMONG = re.compile(
    rf"^\W*(?:and |so |ok |but )*(?:is|are) there (?:a|an|any|one|some|something|anything)\b.*\b{_OF_THEM}\b"
    rf"|\b(?:do|does|is|are|has|have|can|would|will|did) (?:any|one|either|some|all|none|both|each|every one)(?: one)? {_OF_THEM}"
    r"|^\W*(?:and |so |ok |but )*(?:do|does|is|are|has|have|can|will) (?:any|all|either|none|both)\b(?! of\b|one else|body)"
    rf"|\bany (?:one )?{_OF_THEM}\b.*|\b(?:which|what) ones?\b(?: {_OF_THEM})? (?:is|are|has|have|comes?|needs?|can|do|does|"
    rf"contains?|includes?|runs?|works?|suits?|fits?|would)\b|\bwhich {_OF_THEM} (?:is|are|has|have|comes?|needs?|can|do|does|"
    r"contains?|includes?|runs?|works?|suits?|fits?|would)\b",
    re.IGNORECASE,
)  # fmt: skip
# What such a question holds beside what it is about.
_PLAIN = frozenset(
    stems(
        "is are was be there any some something anything one ones do does did have has had can could would will need "
        "needs come comes made make say says among amongst between these those them all both each either none every "
        "gift gifts thing things which what and so ok but please two three four lot bunch you i we he she they me my "
        "tell know show about also good suitable contain include work run fit suit really actually just first last"
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A product and the verbatim piece of its data that speaks of what was asked; "title" is a source too."""

    product: Product
    passage: Passage


def fact_of(question: str) -> str | None:
    """The short fact that a question asks for (brand, price, stock, material, color, size, age), None for any other."""
    return next((name for name, pattern in _FACT_PATTERNS if pattern.search(question)), None)


def asks_which_has(question: str) -> bool:
    """Whether a question goes through all the products shown ("is there a whale among them?")."""
    return _AMONG.search(question) is not None


def speaking_of(products: Sequence[Product], question: str) -> list[Found]:
    """The products whose own data speaks of what a question names, each with the piece that does so best.

    All words of the question that tell something must stand in one piece; where no product has such a piece, what
    speaks of the question's topic (power, care ...) counts. It is not said whether the piece means yes or no.
    """
    wanted = [word for word in words(question) if stem(word) not in _PLAIN and stems(word)]
    if not wanted:
        return []
    found = [Found(product, passage) for product in products if (passage := _naming(product, wanted))]
    topic = topic_of(question)
    # A material that is not named is not there; how something is cleaned may be said in many words.
    if found or topic is None or topic.fact:
        return found
    for product in products:
        told = next((passage for passage in passages(product) if topic.told.search(passage.text)), None)
        if told is not None:
            found.append(Found(product, told))
    return found


def _naming(product: Product, wanted: Sequence[str]) -> Passage | None:
    called = [meanings(word) for word in wanted]
    for passage in (*facts(product), *passages(product), Passage("title", product.title)):
        own = set(stems(passage.text))
        if all(own & names for names in called):
            return passage
    return None
