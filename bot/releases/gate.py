"""The gate: a new version answers what was asked before, in the shadow of the one that serves, before it may serve."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.catalog.encoder import shop_encoder
from bot.db import Database
from bot.releases.check.errors import CheckError
from bot.releases.check.links import ask_links
from bot.releases.check.report import CheckReport
from bot.releases.check.requests import Replayed, judged_requests, wish_requests
from bot.releases.check.searching import Comparison, Steer, Tell, compare_catalogs
from bot.releases.check.shadow import shadow
from bot.releases.check.talking import compare_dialogue, hear, load_material
from bot.settings import Settings
from bot.steering.service import SteeringService
from catalog_index.encoder import Encoder

__all__ = ["CheckError", "CheckReport", "Pair", "check_release", "quick_check"]


class Pair(Protocol):
    """What a check asks of a release: which catalog version and which model (a file name) it is made of."""

    @property
    def catalog_version(self) -> str: ...
    @property
    def model(self) -> str: ...


def quick_check(
    settings: Settings, candidate: str, serving: str, *, encoder: Encoder | None = None, tell: Tell | None = None
) -> CheckReport:
    """Hold a catalog version against the one that serves: the search part alone, in this process, in seconds.

    Not for a thread whose event loop runs. `encoder` None is the packaged one.

    Raises:
        CheckError: the check could not be made, which says nothing about the version.
    """
    return asyncio.run(_quick(settings, (serving, candidate), encoder, tell or _silent))


async def _quick(settings: Settings, catalogs: tuple[str, str], encoder: Encoder | None, tell: Tell) -> CheckReport:
    return (await compared(settings, catalogs, encoder=encoder, tell=tell)).judged(settings)


async def check_release(settings: Settings, candidate: Pair, serving: Pair, tell: Tell | None = None) -> CheckReport:
    """Hold a whole release against the one that serves: the search, and the dialogue of both as stacks of their own.

    Judged messages are said only where the models differ; golden conversations always are. Takes minutes, and the
    memory of one more stack.

    Raises:
        CheckError: the check could not be made, which says nothing about the release.
    """
    tell, start = tell or _silent, time.monotonic()
    material = load_material(settings.release_judged_dir)
    found = await compared(settings, (serving.catalog_version, candidate.catalog_version), tell=tell)
    reading = candidate.model != serving.model
    heard = []
    for number, side in enumerate((serving, candidate)):
        tell("start", number, 2)
        model = settings.models_dir / side.model
        async with shadow(settings, side.catalog_version, model) as place:

            def done(stage: str, count: int, total: int | None, number: int = number) -> None:
                tell(stage, count + number * (total or 0), total and 2 * total)

            folder = settings.index_dir / side.catalog_version
            heard.append(await hear(place, material, folder, reading=reading, done=done))
    dialogue, figures = compare_dialogue(material, heard[0], heard[1])
    report = found.report.model_copy(
        update={
            "kind": "full",
            "seconds": round(time.monotonic() - start, 1),
            "models": (serving.model, candidate.model),
            "dialogue": dialogue,
            "figures": [*found.report.figures, *figures],
        }
    )
    return replace(found, report=report).judged(settings)


async def compared(
    settings: Settings, catalogs: tuple[str, str], *, encoder: Encoder | None = None, tell: Tell
) -> Comparison:
    """The search part of a check, the serving catalog version first.

    Raises:
        CheckError: it could not be made.
    """
    database = Database(settings.database_url)
    try:
        known = _is_there(database)
        requests = await replayed(settings, database if known else None)
        steer = await _rules(settings, database) if known else None
        loop = asyncio.get_running_loop()

        def ask(links: Sequence[str]) -> dict[str, str]:
            return asyncio.run_coroutine_threadsafe(ask_links(links, private=settings.feed_private), loop).result()

        def compare() -> Comparison:
            used = encoder or shop_encoder(settings)
            return compare_catalogs(settings, catalogs, requests, encoder=used, tell=tell, steer=steer, ask=ask)

        return await asyncio.to_thread(compare)
    finally:
        await database.close()


async def replayed(settings: Settings, database: Database | None) -> list[Replayed]:
    """All that is replayed on both catalogs; no real wishes without a database.

    Raises:
        CheckError: the judged briefs can't be read.
    """
    try:
        judged = judged_requests(settings.release_judged_dir)
    except (OSError, ValueError) as error:
        raise CheckError(f"the judged briefs can't be read: {error}") from error
    return [*judged, *(await wish_requests(database, settings.release_sample) if database else ())]


async def _rules(settings: Settings, database: Database) -> Steer | None:
    """The merchant's rules and synonyms, which act on every answer; none where their tables are not made yet."""
    steering = SteeringService(database, settings, None)
    try:
        await steering.load()
    except SQLAlchemyError:
        return None
    return steering.steered


def _is_there(database: Database) -> bool:
    """Whether there is a database: SQLite would make an empty file of one that is not."""
    return not database.is_sqlite or Path(database.url.database or "").is_file()


def _silent(stage: str, done: int, total: int | None) -> None:
    pass
