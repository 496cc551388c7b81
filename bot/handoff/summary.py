"""A conversation in three lines: for whom it is, what was tried, what is asked. By rules, out of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from bot.conversation.models import Message
from bot.pages.money import format_round
from bot.texts import Texts
from bot.workbench.schemas import ShownProduct
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Money

_LONGEST = 160
_NAMED = 3
# A question of the last so many lines of the shopper is what they ask; else their last words that are more than a nod.
_RECENT, _MORE_THAN_A_NOD = 5, 4


def summarize(
    brief: dict[str, Any], products: Sequence[ShownProduct], messages: Sequence[Message], texts: Texts, locale: str
) -> list[str]:
    """Return the three lines."""
    return [_who(brief, texts, locale), _tried(products, texts), _asked(messages, texts)]


def known_facts(brief: dict[str, Any], texts: Texts, locale: str) -> str:
    """Return what is known of the wish on one line ("niece · 8 years · up to $40"), "" where nothing is."""
    try:
        known = GiftBrief.model_validate(brief)
    except ValidationError:
        known = GiftBrief()
    facts = [
        known.relationship,
        texts("desk.age", age=_ages(known.age)) if known.age else None,
        texts("desk.likes", what=", ".join(known.interests)) if known.interests else None,
        texts("desk.without", what=", ".join(known.exclude)) if known.exclude else None,
        known.occasion,
        _money(known.budget, texts, locale) if known.budget else None,
    ]
    return " · ".join(fact for fact in facts if fact)


def last_question(messages: Sequence[Message]) -> str:
    """Return what the shopper asks, in their words, on one line (160 characters); "" where they said nothing."""
    said = [
        str(line.body.get("text", ""))
        for line in reversed(messages)
        if line.role == "shopper" and line.payload is None and line.body.get("text")
    ]
    if not said:
        return ""
    question = next((text for text in said[:_RECENT] if "?" in text), None)
    words = question or next((text for text in said if len(text.split()) >= _MORE_THAN_A_NOD), said[0])
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1].rstrip()}…"


def _who(brief: dict[str, Any], texts: Texts, locale: str) -> str:
    told = known_facts(brief, texts, locale)
    return texts("desk.who", facts=told) if told else texts("desk.who_unknown")


def _ages(age: AgeRange) -> str:
    if age.max is None:
        return f"{age.min}+"
    return f"{age.min}" if age.min == age.max else f"{age.min}-{age.max}"


def _money(budget: Budget, texts: Texts, locale: str) -> str:
    def say(amount: float) -> str:
        return format_round(Money(Decimal(str(amount)), budget.currency), locale)

    if budget.min is not None and budget.max is not None:
        return texts("desk.between", low=say(budget.min), high=say(budget.max))
    if budget.max is not None:
        return texts("desk.up_to", high=say(budget.max))
    return texts("desk.from", low=say(budget.min)) if budget.min is not None else texts("desk.any_price")


def _tried(products: Sequence[ShownProduct], texts: Texts) -> str:
    if not products:
        return texts("desk.tried_nothing")
    shown = [item for item in products if item.shown]
    parts = [texts("desk.shown.one" if len(shown) == 1 else "desk.shown.many", count=len(shown))] if shown else []
    for key, found in (
        ("desk.saved", [item for item in products if item.saved]),
        ("desk.opened", [item for item in products if item.clicked]),
        ("desk.refused", [item for item in products if item.verdict == "not_for_us"]),
    ):
        if found:
            parts.append(texts(key, count=len(found), what=_names(found)))
    return texts("desk.tried", what=", ".join(parts))


def _names(products: Sequence[ShownProduct]) -> str:
    names = [item.title if len(item.title) <= 40 else f"{item.title[:39].rstrip()}…" for item in products[:_NAMED]]
    return "; ".join([*names, *(["…"] if len(products) > _NAMED else [])])


def _asked(messages: Sequence[Message], texts: Texts) -> str:
    asked = last_question(messages)
    return texts("desk.asked", what=asked) if asked else texts("desk.asked_nothing")
