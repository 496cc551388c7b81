"""The dialogue part of a check: what both releases read from judged messages, how both play golden conversations."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.dialogue.client import harmless
from bot.evaluation.briefs import Judged, Report, ask_all, load_judged
from bot.evaluation.compare import FIELDS, same_field
from bot.evaluation.conversations import Conversation, load_conversations
from bot.evaluation.judge import Judge
from bot.evaluation.kinds import Phrasebook
from bot.evaluation.talk import Played, play_all
from bot.releases.check.errors import CheckError
from bot.releases.check.report import MOST_LINES, Dialogue, FieldChange, Figure, IntentChange, TurnChange
from bot.releases.check.requests import JUDGED_FILE
from bot.releases.check.shadow import Shadow
from bot.releases.check.sides import products_of

GOLDEN_FOLDER = "golden"
_LOCALE = Path(__file__).parents[2] / "locales/en.json"
_BATCH = 24
_AT_ONCE = 3
_SECONDS = 30.0

Done = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Material:
    """What is said to both."""

    judged: list[Judged]
    golden: list[Conversation]

    @property
    def sayings(self) -> list[tuple[str, str]]:
        """(id, text) of every message that is said."""
        said = [(one.id, one.text) for one in self.judged]
        for talk in self.golden:
            said += [(f"{talk.id}-{n}", str(t.what)) for n, t in enumerate(talk.turns, 1) if t.act == "say"]
        return said


@dataclass(frozen=True, slots=True)
class Heard:
    """What one release made of it: briefs and intents by message id (none where reading was not asked for), and the
    mistakes of each turn of each golden conversation."""

    briefs: dict[str, dict[str, Any]]
    intents: dict[str, str]
    share: float | None
    mistakes: list[list[list[str]]]


def load_material(folder: Path) -> Material:
    """Read the judged messages and golden conversations of a folder.

    Raises:
        CheckError: a file can't be read.
    """
    try:
        return Material(load_judged(folder / JUDGED_FILE), load_conversations(folder / GOLDEN_FOLDER))
    except (OSError, ValueError) as error:
        raise CheckError(f"the judged messages can't be read: {error}") from error


async def hear(place: Shadow, material: Material, version: Path, *, reading: bool, done: Done) -> Heard:
    """Say everything to one release; `version` is the folder of its catalog. Without `reading` only the conversations.

    Raises:
        CheckError: it does not answer.
    """
    briefs, intents, share = {}, {}, None
    try:
        if reading:
            reads = []
            for start in range(0, len(material.judged), _BATCH):
                batch = material.judged[start : start + _BATCH]
                reads += await ask_all(place.url, batch, at_once=_AT_ONCE, cards=False)
                done("read", len(reads), len(material.judged))
            briefs, share = {one.judged.id: one.brief for one in reads}, Report.of(reads).share
            intents = await _intents(place, material.sayings)
        done("talk", 0, len(material.golden))
        played = await play_all(place.url, material.golden, at_once=_AT_ONCE)
        done("talk", len(played), len(material.golden))
    except httpx.HTTPError as error:
        raise CheckError(f"the release does not answer: {error!r}") from error
    judge = await asyncio.to_thread(_judge, played, version)
    return Heard(briefs, intents, share, [judge.mistakes(one) for one in played])


def compare_dialogue(material: Material, before: Heard, after: Heard) -> tuple[Dialogue, list[Figure]]:
    """What is read in another way, what is taken for something else, and which turns turned wrong."""
    fields = list(_fields(material.judged, before, after)) if before.briefs and after.briefs else []
    intents = [
        IntentChange(id=name, text=text[:300], before=before.intents[name], after=after.intents[name])
        for name, text in material.sayings
        if name in before.intents and before.intents[name] != after.intents.get(name)
    ]
    turns = list(_turns(material.golden, before, after))
    fields.sort(key=lambda change: (change.right_after, not change.right_before))
    turns.sort(key=lambda change: change.right_after)
    count = sum(len(talk.turns) for talk in material.golden)
    figures = []
    if before.share is not None and after.share is not None:
        figures.append(_figure("brief fields right", before.share, after.share))
    if count:
        figures.append(_figure("golden turns right", *(_share(one.mistakes, count) for one in (before, after))))
    return (
        Dialogue(
            messages=len(material.judged) if before.briefs else 0,
            fields_changed=len(fields),
            intents_changed=len(intents),
            turns=count,
            turned_wrong=sum(not change.right_after for change in turns),
            turned_right=sum(change.right_after for change in turns),
            fields=fields[:MOST_LINES],
            intents=intents[:MOST_LINES],
            turn_lines=turns[:MOST_LINES],
        ),
        figures,
    )


def _fields(judged: Iterable[Judged], before: Heard, after: Heard) -> Iterator[FieldChange]:
    for one in judged:
        old, new = before.briefs[one.id], after.briefs[one.id]
        for name in FIELDS:
            if old.get(name) == new.get(name):
                continue
            yield FieldChange(
                id=one.id,
                text=one.text[:300],
                field=name,
                expected=one.brief[name],
                before=old.get(name),
                after=new.get(name),
                right_before=same_field(name, one.brief[name], old.get(name)),
                right_after=same_field(name, one.brief[name], new.get(name)),
            )


def _turns(golden: Sequence[Conversation], before: Heard, after: Heard) -> Iterator[TurnChange]:
    for talk, old, new in zip(golden, before.mistakes, after.mistakes, strict=True):
        for number, (turn, wrong, now) in enumerate(zip(talk.turns, old, new, strict=True), 1):
            if bool(wrong) == bool(now):
                continue
            yield TurnChange(
                conversation=talk.id,
                turn=number,
                said=str(turn.what)[:300],
                right_after=not now,
                problems=[line[:300] for line in now or wrong][:5],
            )


def _share(mistakes: Sequence[Sequence[Sequence[str]]], count: int) -> float:
    return sum(not found for talk in mistakes for found in talk) / count


def _figure(name: str, before: float, after: float) -> Figure:
    return Figure(name=name, before=round(before, 4), after=round(after, 4), unit="share", better="up")


async def _intents(place: Shadow, sayings: Sequence[tuple[str, str]]) -> dict[str, str]:
    gate = asyncio.Semaphore(_AT_ONCE)
    async with httpx.AsyncClient(base_url=place.rasa_url, timeout=_SECONDS, trust_env=False) as client:

        async def parse(text: str) -> str:
            async with gate:
                answer = await client.post(
                    "/model/parse", params={"token": place.rasa_token}, json={"text": harmless(text)}
                )
                return str((answer.raise_for_status().json().get("intent") or {}).get("name") or "")

        found = await asyncio.gather(*(parse(text) for _, text in sayings))
    return {name: intent for (name, _), intent in zip(sayings, found, strict=True)}


def _judge(played: Sequence[Played], version: Path) -> Judge:
    """The judge, who knows the products that were talked about; a large catalog has many more."""
    wanted = {name for one in played for answer in one.answers for name in (*_ids(answer.replies), *answer.listed)}
    products = {product.id: product for product in products_of(version) if product.id in wanted}
    return Judge(products, Phrasebook(json.loads(_LOCALE.read_text("utf-8"))))


def _ids(part: Any) -> Iterator[str]:
    """Every product id of an answer."""
    if isinstance(part, dict):
        if isinstance(part.get("product_id"), str):
            yield part["product_id"]
        for value in part.values():
            yield from _ids(value)
    elif isinstance(part, list):
        for value in part:
            yield from _ids(value)
