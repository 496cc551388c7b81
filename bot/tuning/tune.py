"""Tunes the search's encoder to a shop, and keeps the result only where it is shown to be better."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.tuning.compare import Change, Grades, Ranked, Remembering, change
from bot.tuning.pairs import Asked, Pair, Take, asked, catalog_pairs, shopper_pairs, split
from bot.tuning.store import PREFIX, Tuned, TunedStore
from bot.tuning.training import Budget, request
from catalog_index.encoder import Encoder
from catalog_index.product import Product

# To be raised when the tuning itself changes.
_EDITION = 2
_STEP = re.compile(r"(\d+) (\d+)")
Tell = Callable[[str, int, int | None], None]
"""Called with the stage ("train", "export", "embed", "compare"), how much is done, of how much."""
Open = Callable[[str], Encoder]
"""A model's name or folder -> the encoder as the search runs it."""
Guard = Callable[[Encoder, Encoder], Change]
"""Compares the encoder before with the tuned one on what the tuned one must not have forgotten."""


class TuningError(RuntimeError):
    """Tuning could not be done; the message says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a tuning needs and may: takes and held-out wordings at least, pairs of each origin at most, how far a guard
    may fall (nDCG@10), and seconds of training at most."""

    takes: int = 200
    held_out: int = 10
    pairs: int = 1500
    tolerance: float = 0.01
    seconds: float = 3600.0
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True)
class Material:
    """What is tuned on: the products of a catalog version and what shoppers took."""

    catalog: str
    products: Sequence[Product]
    takes: Sequence[Take]


def tune(
    base: str,
    material: Material,
    store: TunedStore,
    open_: Open,
    limits: Limits,
    *,
    guards: Mapping[str, Guard] | None = None,
    tell: Tell | None = None,
) -> Tuned:
    """Tune `base`, hold it against the base on held-out wordings of takes, and keep or refuse it.

    The same material and limits give the same id, and what is there already is returned.

    Raises:
        TuningError: there are too few takes, or training failed. EncoderError: the base can't be loaded.
    """
    told, started = tell or _silent, time.monotonic()
    learnt, held = prepared(material, limits)
    before: Encoder = Remembering(open_(base))
    mark = _mark(before.name, learnt, held, limits)
    if (there := store.find(mark)) is not None and (not there.kept or store.model(there.id).is_dir()):
        return there
    pairs = [pair for found in learnt.values() for pair in found]
    folder = store.model(PREFIX + mark)
    try:
        trained(base, pairs, limits, folder, told)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    told("export", 0, 1)
    after: Encoder = Remembering(open_(str(folder)))
    told("export", 1, 1)
    shown = _compared(material.products, held, before, after, told)
    figures = dict(shown)
    for name, guard in (guards or {}).items():
        told("compare", 0, None)
        figures[name] = guard(before, after)
    reason = verdict(figures, limits)
    result = Tuned(
        id=PREFIX + mark,
        base=base,
        base_name=before.name,
        name="" if reason else after.name,
        kept=not reason,
        reason=reason,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - started, 1),
        catalog=material.catalog,
        takes=sum(take.value != 0 for take in material.takes),
        pairs={name: len(found) for name, found in learnt.items()},
        budget=asdict(limits.budget),
        figures={name: found.to_json() for name, found in figures.items()},
    )
    store.keep(result)
    return result


def verdict(figures: Mapping[str, Change], limits: Limits) -> str:
    """Why the encoder is refused, "" where it is kept: surely better on what was held out, no guard fell too far."""
    shown = figures["held_out"]
    if not shown.surely_better:
        return f"not surely better on held-out wordings: {shown}"
    for name, found in figures.items():
        if found.change < -limits.tolerance:
            return f"{name.replace('_', ' ')} fell by more than {limits.tolerance:g}: {found}"
    return ""


def prepared(material: Material, limits: Limits) -> tuple[dict[str, list[Pair]], dict[str, Asked]]:
    """Pairs to learn from, by origin, and held-out wordings with what was shown and taken for them.

    Raises:
        TuningError: there are too few takes or wordings.
    """
    products = {product.id: product for product in material.products}
    takes = [take for take in material.takes if take.product_id in products]
    taken = sum(take.value > 0 for take in takes)
    if taken < limits.takes:
        raise TuningError(f"there are {taken} takes, {limits.takes} are needed")
    found = {text: one for text, one in asked(takes, products).items() if one.grades()}
    learnt, held = split(list(found), limits.budget.seed)
    # Nor does a shopper whose takes are measured on teach anything, by another of the wishes.
    measured = {session for text in held for session in found[text].sessions}
    teaching = asked([take for take in takes if take.session not in measured], products)
    learnt = [text for text in learnt if text in teaching and teaching[text].grades()]
    if len(held) < limits.held_out or not learnt:
        raise TuningError(f"there are {len(held)} held-out wordings, {limits.held_out} are needed")
    shuffle = random.Random(limits.budget.seed)
    pairs = {
        "shoppers": _some(shopper_pairs(teaching, learnt, products), limits.pairs, shuffle),
        "catalog": _some(_without(catalog_pairs(material.products), set(held)), limits.pairs, shuffle),
    }
    # No more of the catalog than of the shoppers: it is there so that nothing is forgotten.
    pairs["catalog"] = pairs["catalog"][: len(pairs["shoppers"])]
    return pairs, {text: found[text] for text in held}


def trained(base: str, pairs: Sequence[Pair], limits: Limits, folder: Path, tell: Tell) -> None:
    """Train in a process of its own, which gives way to those that answer shoppers.

    Raises:
        TuningError: it failed or took too long.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + limits.seconds
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.tuning.training"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True, errors="replace",
        )  # fmt: skip
        with process:
            assert process.stdin and process.stdout
            try:
                process.stdin.write(request(base, pairs, limits.budget, folder))
                process.stdin.close()
                for line in process.stdout:
                    if step := _STEP.fullmatch(line.strip()):
                        tell("train", int(step[1]), int(step[2]))
                    if time.monotonic() > end:
                        raise TuningError(f"training took more than {limits.seconds:g} s")
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            lines = said.read().strip().splitlines() or ["no reason given"]
            raise TuningError(f"training failed: {lines[-1][:300]}")


def own_words(products: Sequence[Product], most: int = 200) -> dict[str, Grades]:
    """The catalog's own labels as questions, the most used first, each answered by the products that have it."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for product in products:
        for label in product.interests:
            found[label][product.id] = 1.0
    order = sorted(found, key=lambda label: (-len(found[label]), label))
    return {label: found[label] for label in order[:most]}


def _compared(
    products: Sequence[Product], held: Mapping[str, Asked], before: Encoder, after: Encoder, tell: Tell
) -> dict[str, Change]:
    """Both encoders on held-out wordings: among what was shown for each, and over the whole catalog.

    What the list of the encoder before did not show could not be taken: over the whole catalog this speaks against any
    other. Among what was shown it does not, but there a wrong idea of where shoppers look may speak for one.
    """

    def told(side: int) -> Callable[[int, int], None]:
        return lambda done, total: tell("embed", done + side * total, 2 * total)

    old, new = (Ranked(products, one, told(side)) for side, one in enumerate((before, after)))
    grades = {text: one.grades() for text, one in held.items()}
    among = {text: one.shown for text, one in held.items()}
    return {
        "held_out": change(old.gains(grades, among), new.gains(grades, among)),
        "whole_catalog": change(old.gains(grades), new.gains(grades)),
    }


def _without(pairs: Sequence[Pair], held: set[str]) -> list[Pair]:
    """What is held out is not learnt from the catalog either."""
    return [pair for pair in pairs if pair.asks.lower() not in held]


def _some(pairs: Sequence[Pair], most: int, shuffle: random.Random) -> list[Pair]:
    distinct = list(dict.fromkeys(pairs))
    shuffle.shuffle(distinct)
    return distinct[:most]


def _mark(base: str, learnt: Mapping[str, Sequence[Pair]], held: Mapping[str, Asked], limits: Limits) -> str:
    pairs = {name: [asdict(pair) for pair in found] for name, found in learnt.items()}
    measured = {text: [one.grades(), sorted(one.shown)] for text, one in held.items()}
    told = [_EDITION, base, pairs, measured, asdict(limits.budget), limits.tolerance]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def _silent(stage: str, done: int, total: int | None) -> None:
    pass
