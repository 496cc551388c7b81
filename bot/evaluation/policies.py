"""How many judged shop questions get the right passage, or rightly none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.policies.retrieval import PassageIndex


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the passages ("returns#exchanges") that answer it; () where the shop's pages don't say."""

    text: str
    passages: tuple[str, ...]


def read_judged(path: Path) -> list[Judged]:
    """Read a file of judged questions, a JSON object a line."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Judged(row["text"], tuple(row["passage"] or ())) for row in rows]


def wrong_answers(index: PassageIndex, questions: list[Judged]) -> list[tuple[Judged, str | None]]:
    """The questions that are answered wrongly, each with the passage that was given."""
    wrong = []
    for question in questions:
        found = index.find(question.text)
        given = f"{found.policy.name}#{found.passage.anchor}" if found else None
        if (given in question.passages) if question.passages else given is None:
            continue
        wrong.append((question, given))
    return wrong
