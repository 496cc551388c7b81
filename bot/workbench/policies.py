"""Finds passages of the shop's pages for an agent: all of them, or those with the words asked for, the best first."""

from __future__ import annotations

import logging

from bot.policies.document import Passage, Policy, say_rows
from bot.policies.service import PolicyService
from bot.workbench.schemas import PolicyPassage
from catalog_index.analysis import STOP_WORDS, stem, words

log = logging.getLogger(__name__)
_HEADING, _ASKED, _BODY = 3.0, 2.0, 1.0


async def find_passages(policies: PolicyService, query: str, limit: int) -> list[PolicyPassage]:
    """Return passages that have the query's words or answer it as a question; all, in order, for an empty one."""
    every = [(policy, item) for policy in policies.pages.policies for item in policy.passages if item.blocks]
    wanted = {stem(word) for word in words(query)} - {stem(word) for word in STOP_WORDS}
    if not query.strip():
        return [_view(policies, *item) for item in every[:limit]]
    scored = [(_score(wanted, *item), number) for number, item in enumerate(every)]
    best = [every[number] for score, number in sorted(scored, key=lambda item: (-item[0], item[1])) if score > 0]
    answer = await _answer(policies, query)
    if answer is not None:
        best = [answer, *(item for item in best if item != answer)]
    return [_view(policies, *item) for item in best[:limit]]


async def _answer(policies: PolicyService, query: str) -> tuple[Policy, Passage] | None:
    """The passage that the bot would quote to this question."""
    try:
        found = await policies.find(query)
    except Exception:  # the encoder is the catalog's, which may still be loading: the words alone must do
        log.info("passages found by their words alone")
        return None
    return (found.policy, found.passage) if found else None


def _score(wanted: set[str], policy: Policy, passage: Passage) -> float:
    parts = (
        (_HEADING, f"{policy.title} {passage.heading}"),
        (_ASKED, " ".join(passage.asked)),
        (_BODY, passage.text),
    )
    return sum(weight * len(wanted & {stem(word) for word in words(text)}) for weight, text in parts)


def _view(policies: PolicyService, policy: Policy, passage: Passage) -> PolicyPassage:
    text = "\n".join(say_rows(block.rows, block.rows[1:]) if block.rows else block.text for block in passage.blocks)
    return PolicyPassage(
        title=policy.title, heading=passage.heading, text=text, url=policies.url(policy, passage.anchor)
    )
