"""What a product's data says, piece by piece: facts by name, and its own sentences, all verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog_index.product import Product

USAGE = "usage_tips"
HIGHLIGHT = "product_highlight"
# Attributes that a shopper reads, in the order in which they are shown.
SHOWN = ("material", "color", "size", "pattern", "product_detail", "condition")

# A sentence ends before a capital, a digit or a quotation mark: "No. 7", "7.5 cm" and "e.g. tea" end none.
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:no|nr|approx|e\.g|i\.e|etc|incl|max|min|st|dr|mr|mrs|vs)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim piece of a product's data; `source` is usage_tips, product_highlight, description or a fact's name."""

    source: str
    text: str


def facts(product: Product) -> list[Passage]:
    """The short facts of a product that a shopper may ask for; a name is missing where the shop says nothing."""
    return [Passage(name, value) for name in SHOWN if (value := product.attributes.get(name, "").strip())]


def usage(product: Product) -> str:
    """The merchant's own tips for using a product, "" where there are none."""
    return product.attributes.get(USAGE, "").strip()


def passages(product: Product) -> list[Passage]:
    """All sentences that the merchant wrote of a product: tips first, then the highlights, then the description."""
    found = [Passage(USAGE, text) for text in sentences(usage(product))]
    for text in product.attributes.get(HIGHLIGHT, "").split("; "):
        found += [Passage(HIGHLIGHT, part) for part in sentences(text)]
    found += [Passage("description", text) for text in sentences(product.description)]
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text, each a verbatim span of it."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.start()]
        if "\n" not in match.group() and _ABBREVIATION.search(head):
            continue
        # Closing quotation marks stay with their sentence.
        end = match.start() + len(match.group()) - len(match.group().lstrip("\"'”’)"))
        found.append(text[start:end].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
