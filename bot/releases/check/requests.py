"""What is replayed: the judged briefs, and what shoppers wished for lately."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.evaluation.briefs import load_judged
from bot.learning.models import Wish
from catalog_index.brief import GiftBrief

log = logging.getLogger(__name__)
JUDGED_FILE = "briefs.jsonl"
# Wishes are read in the order they came, newest first, until enough different ones are found.
_LOOK_BACK = 20


@dataclass(frozen=True, slots=True)
class Replayed:
    """One request: `text` is the judged message, or what the brief of a real wish amounts to (nobody's words)."""

    id: str
    source: Literal["judged", "wish"]
    text: str
    brief: GiftBrief


def judged_requests(folder: Path) -> list[Replayed]:
    """The judged briefs of a folder.

    Raises:
        OSError, ValueError: the file can't be read.
    """
    found = []
    for judged in load_judged(folder / JUDGED_FILE):
        try:
            brief = GiftBrief.model_validate(judged.brief)
        except ValidationError as error:
            raise ValueError(f"{JUDGED_FILE}, {judged.id}: {error}") from error
        found.append(Replayed(judged.id, "judged", judged.text, brief))
    return found


async def wish_requests(database: Database, most: int) -> list[Replayed]:
    """The newest different wishes, at most `most`; none where none were kept yet."""
    if not most:
        return []
    query = select(Wish).order_by(Wish.id.desc()).limit(most * _LOOK_BACK)
    try:
        async with database.read() as session:
            rows = list(await session.scalars(query))
    except SQLAlchemyError:
        log.info("no wishes replayed: the database has no such table yet")
        return []
    found: dict[str, Replayed] = {}
    for row in rows:
        try:
            brief = GiftBrief.model_validate(row.brief)
        except ValidationError:
            continue
        text = words(row.brief)
        if text and text not in found:
            found[text] = Replayed(f"w{row.id}", "wish", text, brief)
        if len(found) == most:
            break
    return list(found.values())


def words(brief: dict[str, Any]) -> str:
    """A brief in a few words: "sister, 8, dinosaurs, without mugs, birthday, up to 40 USD"."""
    age, budget = brief.get("age") or {}, brief.get("budget") or {}
    parts = [str(brief.get("relationship") or "")]
    if age:
        low, high = age.get("min"), age.get("max")
        parts.append(f"{low}" if low == high else f"{low} and older" if high is None else f"{low} to {high}")
    parts += [str(name) for name in brief.get("interests") or ()]
    parts += [f"without {name}" for name in brief.get("exclude") or ()]
    parts.append(str(brief.get("occasion") or ""))
    if budget.get("min") is not None:
        parts.append(f"from {budget['min']:g} {budget.get('currency', '')}".strip())
    if budget.get("max") is not None:
        parts.append(f"up to {budget['max']:g} {budget.get('currency', '')}".strip())
    return ", ".join(part for part in parts if part)
