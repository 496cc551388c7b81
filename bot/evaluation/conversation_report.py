"""Results of judged conversations in words and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from bot.evaluation.talk import Played


@dataclass(frozen=True, slots=True)
class Judged:
    """A played conversation with the mistakes of each turn."""

    played: Played
    mistakes: list[list[str]]

    @property
    def right(self) -> int:
        """How many turns are right: nothing in them is not as expected."""
        return sum(not found for found in self.mistakes)

    @property
    def turns_to_cards(self) -> int | None:
        """With which turn the first cards came, where the opening named two facts or more and cards came."""
        if self.played.conversation.turns[0].facts < 2:
            return None
        return next((number for number, answer in enumerate(self.played.answers, 1) if answer.cards), None)


@dataclass(frozen=True, slots=True)
class ConversationReport:
    """All judged conversations."""

    judged: list[Judged]

    @property
    def turns(self) -> int:
        """How many turns were judged."""
        return sum(len(one.mistakes) for one in self.judged)

    @property
    def share(self) -> float:
        """The share of turns that are right, 0 to 1."""
        return sum(one.right for one in self.judged) / self.turns if self.turns else 0.0

    @property
    def median_to_cards(self) -> float | None:
        """Median turns to the first cards after openings with two facts or more."""
        counts = [count for one in self.judged if (count := one.turns_to_cards) is not None]
        return median(counts) if counts else None

    def wrong(self) -> Iterable[str]:
        """Every wrong turn, readable: what was said, what was expected and came."""
        for one in self.judged:
            conversation = one.played.conversation
            before: set[str] = set()
            for number, (turn, answer, found) in enumerate(
                zip(conversation.turns, one.played.answers, one.mistakes, strict=True), 1
            ):
                if found:
                    came = " / ".join(filter(None, (line.strip() for line in answer.text.splitlines())))
                    yield "\n".join(
                        [
                            f"{conversation.id}, turn {number}, {turn.act}: {turn.what}",
                            *(f"    - {line}{' (still)' if line in before else ''}" for line in found),
                            f"    got: {came}",
                            *([f"    cards: {[card['title'] for card in answer.cards]}"] if answer.cards else []),
                            *([f"    buttons: {[o['title'] for o in answer.options]}"] if answer.options else []),
                        ]
                    )
                before = set(found)

    def __str__(self) -> str:
        kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        lines = []
        for one in self.judged:
            for turn, found in zip(one.played.conversation.turns, one.mistakes, strict=True):
                kind = turn.expected.get("kind", "any")
                count = kinds[" or ".join(kind) if isinstance(kind, list) else kind]
                count[0] += not found
                count[1] += 1
            lines.append(f"{one.played.conversation.id:<34}{one.right:>3} of {len(one.mistakes)}")
        lines.append("")
        lines += [f"{kind:<44}{right:>4} of {total}" for kind, (right, total) in sorted(kinds.items())]
        right = sum(one.right for one in self.judged)
        lines += ["", f"turns right: {right} of {self.turns}, {self.share:.1%}"]
        if self.median_to_cards is not None:
            lines.append(f"turns to first cards, openings with two facts or more: median {self.median_to_cards:g}")
        return "\n".join(lines)
