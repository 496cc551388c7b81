"""Single values of a feed, apart from prices and links: availability, gender, age group, labels, periods."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from catalog_index.feeds.entry import ValueProblem
from catalog_index.product import Availability

_AVAILABILITY = {
    **dict.fromkeys(
        (
            "instock",
            "available",
            "availablefororder",
            "limitedavailability",
            "onlineonly",
            "instoreonly",
            "onsale",
        ),
        Availability.IN_STOCK,
    ),
    **dict.fromkeys(
        ("outofstock", "soldout", "unavailable", "notavailable", "notinstock", "nostock", "discontinued"),
        Availability.OUT_OF_STOCK,
    ),
    **dict.fromkeys(("preorder", "presale", "comingsoon"), Availability.PREORDER),
    **dict.fromkeys(("backorder", "backordered", "onbackorder"), Availability.BACKORDER),
}

AGE_GROUPS = ("newborn", "infant", "toddler", "kids", "adult")
_AGE_GROUP_WORDS = {
    **{group: group for group in AGE_GROUPS},
    "baby": "infant", "babies": "infant", "infants": "infant", "newborns": "newborn", "toddlers": "toddler",
    "kid": "kids", "child": "kids", "children": "kids", "adults": "adult",
}  # fmt: skip
_GENDERS = {
    **dict.fromkeys(("male", "man", "men", "mens", "men's", "boy", "boys", "m"), "male"),
    **dict.fromkeys(("female", "woman", "women", "womens", "women's", "girl", "girls", "f"), "female"),
    **dict.fromkeys(("unisex", "all", "any"), "unisex"),
}

# Occasions that count as a label even when they stand alone in custom_label_0.
_OCCASION_WORDS = (
    "birthday christmas wedding anniversary graduation housewarming retirement valentines engagement easter "
    "halloween hanukkah diwali eid thanksgiving mothers-day fathers-day baby-shower christening baptism "
    "new-baby new-home thank-you get-well farewell back-to-school secret-santa stocking-stuffer"
)
OCCASIONS = frozenset(_OCCASION_WORDS.split())
# What merchants keep in custom labels for their campaigns, which is nobody's interest.
_CAMPAIGN = re.compile(
    r"\b(?:featured?|new|arrivals?|catalogu?e?|sale|clearance|best\s?-?sellers?|top|promo\w*|season(?:al)?|margin|"
    r"high|low|medium|over|under|stock|price\w*|discount\w*|full|roas|ads?|campaign|exclude|include|yes|no|true|"
    r"false|none|default|test|q[1-4]|[a-z]*\d{3,}\w*)\b"
)
_LABEL = re.compile(r"[^\W_][\w '&’+./-]{0,38}[\w.+]|[^\W\d_]")


def parse_availability(text: str) -> Availability:
    """Read "in stock", "in_stock", "InStock", "https://schema.org/PreOrder" ...; empty means in stock.

    Raises:
        ValueProblem: none of the known words.
    """
    key = re.sub(r"[^a-z]", "", text.strip().lower().rpartition("/")[2])
    if not text.strip():
        return Availability.IN_STOCK
    if key not in _AVAILABILITY:
        raise ValueProblem("not an availability we know: in_stock, out_of_stock, preorder or backorder")
    return _AVAILABILITY[key]


def parse_gender(text: str) -> str | None:
    """Return "male", "female", "unisex", or None when the text says none of them."""
    return _GENDERS.get(text.strip().lower())


def parse_age_group(text: str) -> str | None:
    """Return Google's word for the age group, or None when the text is none; of a list, the first."""
    first = re.split(r"[,;/|]", text.strip().lower())[0].strip()
    return _AGE_GROUP_WORDS.get(first)


def split_path(text: str) -> tuple[str, ...]:
    """Split "Toys > Puzzles > Wooden" into its steps; a bare category id (Google's taxonomy) says nothing."""
    steps = (" ".join(step.split()) for step in re.split(r"\s*>\s*", text))
    return tuple(step for step in steps if step and not step.isdigit())


def labels(text: str, *, occasions: bool) -> tuple[str, ...]:
    """Labels (lower case, no doubles) of a custom label value; () when it is a campaign's and not a list.

    A list is separated by "|". A single value counts when it is a known occasion, or for interests a short
    lower-case phrase: merchants write their own groupings ("Gift Sets", "new-arrival") otherwise.
    """
    parts = [" ".join(part.split()) for part in text.split("|")]
    parts = [part for part in parts if part]
    if not parts or any(not _LABEL.fullmatch(part) or len(part.split()) > 4 for part in parts):
        return ()
    if len(parts) == 1 and not _stands_alone(parts[0], occasions=occasions):
        return ()
    return tuple(dict.fromkeys(part.lower() for part in parts))


def _stands_alone(label: str, *, occasions: bool) -> bool:
    if occasions:
        return re.sub(r"[\s_-]+", "-", label.lower().replace("'", "").replace("’", "")) in OCCASIONS
    return label == label.lower() and not _CAMPAIGN.search(label.replace("-", " ").replace("_", " "))


def period_holds(text: str, moment: datetime) -> bool:
    """Whether `moment` is within "start/end" (ISO 8601, as sale_price_effective_date); empty holds always.

    Raises:
        ValueProblem: not two ISO moments with a slash between.
    """
    if not text.strip():
        return True
    start, slash, end = text.strip().partition("/")
    try:
        first, last = _moment(start), _moment(end)
    except ValueError as cause:
        raise ValueProblem("not a period like 2026-11-01T00:00Z/2026-11-30T23:59Z") from cause
    if not slash:
        raise ValueProblem("not a period like 2026-11-01T00:00Z/2026-11-30T23:59Z")
    return first <= moment <= last


def next_change(text: str, moment: datetime) -> datetime | None:
    """When `period_holds` next changes its answer after `moment`; None: never, or it is no period."""
    try:
        moments = [_moment(part) for part in text.strip().split("/")] if text.strip() else []
    except ValueError:
        return None
    return min((found for found in moments if found > moment), default=None)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
