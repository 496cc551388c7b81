"""Whether an answer is what was expected of a turn; every mistake is a readable line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.evaluation.answer import Answer
from bot.evaluation.cards import wrong_cards
from bot.evaluation.conversations import Turn
from bot.evaluation.kinds import Phrasebook, kinds_of
from bot.evaluation.talk import Played
from bot.evaluation.wanted import wrong_fields
from catalog_index.product import Product


@dataclass
class Seen:
    """What the shopper has seen: the last row of cards, by recipient all that were shown, the last apology.

    A changed brief may show again what was shown for another one: `briefs` has the last of each recipient.
    """

    row: list[str] = field(default_factory=list)
    shown: dict[str, set[str]] = field(default_factory=dict)
    briefs: dict[str, dict[str, Any]] = field(default_factory=dict)
    apology: str = ""
    recipients: set[str] = field(default_factory=set)

    def note(self, turn: Turn, answer: Answer, kinds: set[str]) -> None:
        """Take in the answer of a turn."""
        if self.briefs.get(turn.to, turn.brief) != turn.brief:
            self.shown[turn.to] = set()
        self.briefs[turn.to] = turn.brief
        if answer.cards:
            self.row = [card["product_id"] for card in answer.cards]
            self.shown.setdefault(turn.to, set()).update(self.row)
        self.apology = answer.text if "apology" in kinds else ""


class Judge:
    """Judges played conversations by the shop's products and texts."""

    def __init__(self, products: Mapping[str, Product], phrasebook: Phrasebook) -> None:
        self._products = products
        self._phrasebook = phrasebook

    def mistakes(self, played: Played) -> list[list[str]]:
        """The mistakes of each turn, none where it is right."""
        seen = Seen()
        found = []
        for turn, answer in zip(played.conversation.turns, played.answers, strict=True):
            kinds = kinds_of(answer, self._phrasebook)
            found.append(list(self._turn(turn, answer, kinds, seen)))
            seen.note(turn, answer, kinds)
        return found

    def _turn(self, turn: Turn, answer: Answer, kinds: set[str], seen: Seen) -> Iterator[str]:
        if answer.problem:
            yield answer.problem
        if not answer.replies:
            yield "no answer"
            return
        yield from wrong_fields(turn.brief, answer.brief)
        yield from _wrong_kinds(turn.expected, kinds)
        if "apology" in kinds and answer.text == seen.apology:
            yield "the same apology twice in a row"
        if sum(any(o["payload"].startswith("/inform") for o in r.get("options") or []) for r in answer.replies) > 1:
            yield "two questions at once"
        yield from self._recipients(turn, answer, seen)
        if answer.cards or "cards" in turn.expected:
            yield from wrong_cards(turn, answer, seen.row, seen.shown.get(turn.to, set()), self._products, kinds)
        yield from self._gifts_meant(turn, answer, seen)
        yield from _wrong_texts(turn.expected, answer)

    def _recipients(self, turn: Turn, answer: Answer, seen: Seen) -> Iterator[str]:
        count = turn.expected.get("recipients")
        if count is not None and len(answer.recipients) != count:
            yield f"recipients: {[one['label'] for one in answer.recipients]} instead of {count}"
        seen.recipients.add(turn.to)
        if len(seen.recipients - {""}) > 1:
            current = next((one["label"] for one in answer.recipients if one.get("current")), "")
            if not any(word in current.lower() for word in turn.to.lower().split("|")):
                yield f"talks about {current!r} instead of {turn.to!r}"

    def _gifts_meant(self, turn: Turn, answer: Answer, seen: Seen) -> Iterator[str]:
        listed = turn.expected.get("list")
        if listed is not None and len(answer.listed) != listed:
            yield f"on the list: {len(answer.listed)} instead of {listed}"
        for number in turn.expected.get("saved") or []:
            if len(seen.row) < abs(number) or _at(seen.row, number) not in answer.listed:
                yield f"gift {number} of the row is not on the list"
        positions = turn.expected.get("about")
        if positions == "any" and not self._talked_about(answer, seen.row):
            yield "about none of the gifts shown"
        if not positions or positions == "any":
            return
        if any(abs(number) > len(seen.row) for number in positions):
            yield f"the last row has no gift {positions}"
            return
        wanted = {_at(seen.row, number) for number in positions}
        found = self._talked_about(answer, seen.row)
        if found != wanted:
            yield f"about {self._titles(found)} instead of {self._titles(wanted)}"

    def _talked_about(self, answer: Answer, row: list[str]) -> set[str]:
        items = [card for reply in answer.replies if reply["type"] == "comparison" for card in reply["items"]]
        items += [reply["item"] for reply in answer.replies if reply["type"] == "product_details"]
        if items:
            return {card["product_id"] for card in items}
        named = {name for name in row if self._products[name].title in answer.text}
        return named or {card["product_id"] for card in answer.cards} & set(row)

    def _titles(self, ids: set[str]) -> list[str]:
        return sorted(self._products[name].title for name in ids)


def _at(row: list[str], number: int) -> str:
    return row[number - 1] if number > 0 else row[number]


def _wrong_kinds(expected: Mapping[str, Any], kinds: set[str]) -> Iterator[str]:
    allowed = _listed(expected.get("kind"))
    if allowed and not kinds & set(allowed):
        yield f"kind: {sorted(kinds)} instead of {' or '.join(allowed)}"
    for kind in _listed(expected.get("also")):
        if kind not in kinds:
            yield f"kind: {kind} is missing among {sorted(kinds)}"
    for kind in _listed(expected.get("never")):
        if kind in kinds:
            yield f"kind: {kind} must not be"


def _wrong_texts(expected: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    if "quote" in expected:
        quotes = [f"{r['title']}\n{r['quote']}" for r in answer.replies if r["type"] == "policy"]
        if not any(all(_holds(quote, word) for word in _listed(expected["quote"])) for quote in quotes):
            yield f"no quote with {expected['quote']}: {quotes}"
    for word in _listed(expected.get("says")):
        if not _holds(answer.text, word):
            yield f"does not say {word!r}"
    for word in _listed(expected.get("says_not")):
        if _holds(answer.text, word):
            yield f"says {word!r}"
    titles = "\n".join(option["title"] for option in answer.options)
    for word in _listed(expected.get("buttons")):
        if not _holds(titles, word) and not any(o["payload"].startswith(word) for o in answer.options):
            yield f"no button {word!r} among {titles.splitlines()}"
    if "countdown" in expected:
        dates = [reply["date"] for reply in answer.replies if reply["type"] == "countdown"]
        if str(expected["countdown"]) not in dates:
            yield f"countdown to {dates} instead of {expected['countdown']}"
    for secret in _listed(expected.get("masked")):
        if secret in answer.log:
            yield f"{secret!r} is kept"


def _holds(text: str, word: str) -> bool:
    """Whether a text holds one of the alternatives ("return|exchange"): words begin with it, in any case."""
    alternatives = (("" if one[:1] == "/" else r"(?<!\w)") + re.escape(one) for one in str(word).split("|"))
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in alternatives)


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
