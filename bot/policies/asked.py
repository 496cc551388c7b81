"""What a question about delivery asks: by which day, ordered when, by which method, to which country."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache

from bot.nlu.normalize import normalize
from bot.occasions.calendar import OccasionCalendar
from bot.occasions.phrases import SaidDay, find_day
from bot.policies.delivery import country_codes

_ORDERING = re.compile(
    r"\b(?:if|when|once|suppose) (?:i|we) (?:place (?:an|my|the) order|order|buy|ordered|bought|purchase)(?: (?:it|this|that|one|now))?\b"  # noqa: E501
    r"(?P<when>[^,?]*?)(?=,|\?|$|\b(?:when|will|does|would|can|could|is|how|do)\b)"
)
_UNTIL_WHEN = re.compile(
    r"\b(?:until|till|by) when\b|\blatest\b|\blast (?:day|date|chance|moment|time|order)|\bdeadline|\bcut[- ]?off"
    r"|\bwhen (?:do|must|should|would|can) (?:i|we) (?:have to |need to |still |last )?(?:order|buy)"
)
_OPENS = time(9)


@dataclass(frozen=True, slots=True)
class DeliveryQuestion:
    """`by`: the day to arrive by; `ordered`: the moment of ordering; `method` and `country` where they are named.

    `until_when` says that the last moment to order is asked for. `now_said`: the moment of ordering was named.
    """

    by: SaidDay | None
    ordered: datetime
    method: str | None
    country: str | None
    country_name: str
    until_when: bool
    order_day_said: bool


def read_question(text: str, now: datetime, calendar: OccasionCalendar, methods: Iterable[str]) -> DeliveryQuestion:
    """Read a question; `methods` are the names of the shop's delivery methods."""
    plain = normalize(text)
    code, country = find_country(plain)
    named = sorted((name for name in methods if _names(plain, name)), key=len)
    method = named[-1] if named else None
    if method:
        # "next day" is a method here and no day.
        plain = re.sub(_pattern(method), " ", plain)
    ordered, said = now, False
    if match := _ORDERING.search(plain):
        day = find_day(match["when"], now.date(), calendar)
        if day is not None:
            said = True
            if day.day > now.date():
                ordered = datetime.combine(day.day, _OPENS, now.tzinfo)
        plain = plain[: match.start()] + plain[match.end() :]
    by = find_day(plain, now.date(), calendar)
    return DeliveryQuestion(by, ordered, method, code, country, bool(_UNTIL_WHEN.search(plain)), said)


def _pattern(name: str) -> str:
    return r"\b" + re.escape(name.lower()).replace(r"\ ", "[ -]") + r"\b"


def _names(plain: str, method: str) -> bool:
    return re.search(_pattern(method), plain) is not None


@cache
def _countries() -> re.Pattern[str]:
    names = sorted((name for name in country_codes() if len(name) > 3 or name in ("uk", "usa")), key=len, reverse=True)
    return re.compile(rf"\b(?:to|in|into|from) (?:the )?({'|'.join(map(re.escape, names))})\b")


def find_country(plain: str) -> tuple[str | None, str]:
    """The country of a normalized text, as its code and in its words; a country's name needs "to" or "in" before it."""
    match = _countries().search(plain)
    return (
        (country_codes()[match[1]], match[1].title() if len(match[1]) > 3 else match[1].upper())
        if match
        else (None, "")
    )
