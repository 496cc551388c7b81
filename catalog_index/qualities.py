"""What of a shop's own words vouches for a quality ("soft": merino, fleece): evidence, and a signal for ranking."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog_index.product import Product
from catalog_index.reasons import MOST_REASONS, Reason

_TOLD = {
    "soft": r"soft(?:er|est|ness)?\b|plush|fluffy|fleece|cashmere|velvet|merino|cuddl\w+|snuggl\w+|muslin|down-filled",
    "cozy": r"co[sz](?:y|ier|iness)\b|warm(?:s|th|ing|er)?\b|fleece|wool\w*|blanket|slippers?|snug\w*|hot[- ]water|quilted|cashmere|thermal",
    "small": r"small(?:er)?\b|tiny|mini\b|pocket\w*|compact|fits in|travel\b|palm of|miniature|little\b|folds? (?:flat|up|away)",
    "large": r"large\b|big\b|giant|oversized?|extra[- ]wide|jumbo|tall\b|full-size\w*",
    "light": r"light(?:weight|er)\b|weighs (?:less|next to nothing|only)|ultralight",
    "heavy": r"heav(?:y|ier)\b|cast[- ]iron|weight(?:y|ed)",
    "colorful": r"colou?rful\w*|bright(?:ly)?\b|rainbow|multi-?colou?r\w*|vivid|(?:\w+ )colou?rs\b|vibrant|striped",
    "handmade": r"hand[- ]?(?:made|crafted|thrown|blown|painted|woven|knitted|stitched|carved|poured|printed|turned|forged|dyed|finished|bound|sewn|rolled|loomed)|by hand\b|artisan\w*",
    "sustainable": r"recycl\w+|organic|sustainab\w+|FSC\b|compost\w*|plastic-free|biodegrad\w*|refill\w*|repair\w*|upcycl\w+|reusable|reclaimed|fair ?trade|bamboo|beeswax",
    "practical": r"every ?day|daily|practical|useful|handy|replaces|keeps? \w+ (?:tidy|organi[sz]ed|in place)|washable|machine wash|tool\b|dishwasher|organi[sz]er",
    "funny": r"\bfun\b|funny|laugh\w*|silly|joke\w*|giggl\w*|humo\w+|ridiculous|trivia|party game|cheeky|daft",
    "romantic": r"romantic|for two\b|couples?\b|love(?:rs)?\b(?! (?:of|to)\b)|\bdate\b|hearts?\b|anniversary|wedding|candle-?lit",
    "elegant": r"elegant\w*|silk|cashmere|leather|brass|crystal|velvet|gold\b|silver|marble|porcelain|walnut|refined|slim",
    "unusual": r"unusual|unique|one of a kind|no two|limited|rare|curio\w*|secret|hidden|surprising\w*|unexpected|custom|only a few|single-farm",
    "personal": r"personali[sz]\w*|engrav\w+|initials?|monogram\w*|name on|your own photo|write a name|keepsake|memor\w+|letters? to|custom\w*",
    "traditional": r"traditional\w*|classic|vintage|heritage|old-fashioned|retro|heirloom|antique|time-?less|centuries|grand(?:mother|father)'s",
    "modern": r"modern|minimal\w*|sleek|contemporary|smart\b|wireless|USB|matte|geometric|LED\b",
    "simple": r"simple|plain|easy|undyed|minimal\w*|straightforward|no (?:batteries|app|fuss)",
    "durable": r"sturd\w+|robust|durable|solid (?!colou?r)|lasts? (?:for |a )?(?:years|decades|generations|lifetime|long)|(?:made|built|meant) to last|stainless|reinforced|cast[- ]iron|surviv\w+|tough\b|lifetime|oak\b|beech\b",
    "natural": r"natural\w*|organic|undyed|linen|cotton|wool\w*|wood(?:en)?\b|cork|beeswax|clay|stone(?:ware)?\b|botanical\w*|plant-based",
    "relaxing": r"relax\w*|calm\w*|sooth\w*|unwind\w*|lavender|bath\b|spa\b|massage|meditat\w+|sleep\w*|candle|quiet evening",
    "creative": r"make your own|draw\w*|paint\w*|craft\w*|design\w*|build\w*|creat\w+|kit\b|diy\b",
    "educational": r"learn\w*|teach\w*|educat\w+|discover\w*|science|facts|curriculum|experiment\w*",
    "active": r"outdoor\w*|run(?:ning|ners)?\b|climb\w*|jump\w*|throw\w*|balance|walk\w*|garden|trail|ride\w*",
    "together": r"together|for two\b|two (?:to|or more|players)|players?\b|cooperative|family|guests|share\w*|party",
    "cute": r"cute|adorable|sweet(?:est)?\b|tiny|kitten|bunny|cat\b|sleep(?:y|ing)\b|smiling|little\b",
    "kitschy": r"novelty|slogan|trivia|glitter\w*|sequin\w*|neon|gnome\w*|fluffy|unicorn\w*|joke\w*|selfie",
    "childish": r"\bkids?\b|children|toddlers?|unicorn\w*|dinosaur\w*|sticker\w*|teddy|playful|cartoon|plush",
    "girly": r"pink|glitter\w*|unicorn\w*|princess\w*|sequin\w*|frill\w*|ballet|fairy",
    "boring": r"planner|organi[sz]er|socks|calendar|notebook|mug\b",
    "complicated": r"\bapp\b|program\w*|advanced|solder\w*|expert|hundreds of pieces",
    "flashy": r"gold\b|glitter\w*|neon|sequin\w*|rhinestone\w*|sparkl\w*",
}  # fmt: skip
_PATTERNS = {label: re.compile(rf"\b(?:{told})", re.IGNORECASE) for label, told in _TOLD.items()}
LABELS = frozenset(_TOLD)
# Words near it that turn it round: "never soft".
_DENIED = re.compile(r"\b(?:no|not|never|without|nor|isn't|doesn't|hardly|far from)\s+(?:\w+\s+)?$", re.IGNORECASE)
# By how much of a score a quality that is vouched for lifts a product, and one that is not wanted sinks it.
WANTED, UNWANTED = 0.6, -0.6
_LONGEST = 110


def evidence(product: Product, label: str) -> str | None:
    """The verbatim span of a product's own data that vouches for a quality, None where none does."""
    pattern = _PATTERNS.get(label)
    if pattern is None:
        return None
    attributes = product.attributes
    for text in (
        product.title,
        attributes.get("product_highlight", ""),
        product.description,
        attributes.get("material", ""),
    ):
        for match in pattern.finditer(text):
            if not _DENIED.search(text[: match.start()]):
                return _clause(text, *match.span())
    return None


def _clause(text: str, start: int, end: int) -> str:
    """The sentence around a stretch, or the stretch alone where the sentence is long."""
    low = max((text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n")), default=-1)
    ends = [position for mark in (".", "!", "?", "\n") if (position := text.find(mark, end)) >= 0]
    sentence = text[low + 1 : min(ends, default=len(text))].strip()
    return sentence if len(sentence) <= _LONGEST else text[start:end]


def with_qualities(reasons: tuple[Reason, ...], product: Product, wanted: Sequence[str]) -> tuple[Reason, ...]:
    """A product's reasons with the qualities asked for that its words vouch for, which come first."""
    told = [(label, span) for label in wanted if (span := evidence(product, label))]
    own = [Reason("quality", label, span) for label, span in told]
    spans = {reason.evidence for reason in own}
    return (*own[:MOST_REASONS], *(one for one in reasons if one.evidence not in spans))[:MOST_REASONS]


class Qualities:
    """Which products of a catalog have which quality by their own words."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._products = products
        # By label: 1 for those vouched for, 0 for others, -1 for those not looked at yet, int8 (count,).
        self._known: dict[str, NDArray[np.int8]] = {}

    def having(self, label: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of some products are vouched for, bool (len(rows),); none for an unknown label."""
        known = self._known.setdefault(label, np.full(len(self._products), -1, dtype=np.int8))
        for row in rows[known[rows] < 0]:
            known[row] = evidence(self._products[int(row)], label) is not None
        return np.asarray(known[rows] > 0, dtype=np.bool_)

    def lift(self, wanted: Collection[str], unwanted: Collection[str], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """What qualities add to the scores of some products, float32 (len(rows),)."""
        result = np.zeros(len(rows), dtype=np.float32)
        for labels, weight in ((wanted, WANTED), (unwanted, UNWANTED)):
            for label in labels:
                result += np.float32(weight) * self.having(label, rows)
        return result
