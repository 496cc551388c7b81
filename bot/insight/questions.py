"""Finds the questions that the bot could not answer, by what it said instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bot.insight.schemas import Unanswered
from bot.texts import Texts

# Keys of the locale's texts, and what they mean to a merchant.
_SAID = {
    "missed": "not understood",
    "missed_opening": "not understood",
    "missed_again": "not understood",
    "policy.unknown": "the shop's pages don't say",
    "how_to_use.unknown": "the product's data doesn't say",
}
_HOLE = re.compile(r"\\\{[^{}]*\\\}")


class UnansweredQuestions:
    """Knows what the bot says when it has no answer."""

    def __init__(self, texts: Texts) -> None:
        self._said = [
            (re.compile(_HOLE.sub(".*?", re.escape(text))), why)
            for key, why in _SAID.items()
            for text in texts.written(key)
        ]

    def why(self, answer: str) -> str | None:
        """What an answer says of why it is none; None where it is one."""
        return next((why for said, why in self._said if said.match(answer)), None)

    def find(self, answers: Iterable[tuple[datetime, str, str]], most: int) -> list[Unanswered]:
        """Return the questions whose answer was none, at most so many, each text once."""
        found: dict[str, Unanswered] = {}
        for at, asked, answer in answers:
            if asked and asked.casefold() not in found and (why := self.why(answer)) is not None:
                found[asked.casefold()] = Unanswered(at=at, text=asked, why=why)
                if len(found) == most:
                    break
        return list(found.values())
