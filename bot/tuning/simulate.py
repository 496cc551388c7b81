"""Is tuning shown to help, or refused? Simulated shoppers with known tastes over a catalog, with confidence intervals.

They call interests by words of their own (see `idioms`); what they mean is known: the products with that label. They
look at place k with probability k^-e (e is drawn anew for each run: tuning assumes k^-0.7) at the list that the encoder
before gives, take what is meant more often than not, some of what is not, and turn some of that down. Who takes nothing
adds the catalog's own word, as shoppers do in a chat. Where takes are noise, all that is looked at is taken alike.

The encoder is tuned as in a shop: same code, held-out wordings, refusals. The gain is then measured on what is meant,
not on takes: for wordings of idioms that were heard (`heard`), and for idioms that no shopper used (`unheard`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from bot.settings import Settings
from bot.tuning.compare import Change, Doubles, Grades, Ranked, Remembering, change
from bot.tuning.idioms import FORMS, IDIOMS
from bot.tuning.pairs import Take, split
from bot.tuning.running import WISHES, guards, limits_of, opened, serving
from bot.tuning.store import TunedStore
from bot.tuning.tune import Limits, Material, Tell, tune
from catalog_index.encoder import Encoder
from catalog_index.product import Product

World = Literal["idiom", "noise"]
# The constants of training were chosen on runs with seeds below.
FIRST_SEED = 100
_SHOWN = 12
_BIASES = (0.4, 1.1)
_TAKEN, _STRAY, _REFUSED, _NOISE = 0.6, 0.05, 0.15, 0.4
_UNHEARD = 0.2


@dataclass(frozen=True, slots=True)
class Run:
    """One simulated shop: what became of the tuning, as the shop saw it (`seen`, on held-out takes), and what it is
    worth on known answers, whether it was kept or not."""

    world: World
    seed: int
    kept: bool
    reason: str
    takes: int
    seen: dict[str, Any]
    heard: Change
    unheard: Change


@dataclass(frozen=True, slots=True)
class Simulated:
    """All runs. `heard` and `unheard` are over the questions of all runs with idioms, a refused run's as before: their
    intervals are drawn over runs and then over the questions of each."""

    runs: tuple[Run, ...]
    heard: Change
    unheard: Change

    @property
    def helps(self) -> bool:
        """Whether it surely helps, and noise was always refused."""
        return self.heard.surely_better and not any(run.kept for run in self.runs if run.world == "noise")

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        runs = [
            {"world": run.world, "seed": run.seed, "kept": run.kept, "reason": run.reason, "takes": run.takes,
             "seen": run.seen, "heard": run.heard.to_json(), "unheard": run.unheard.to_json()}
            for run in self.runs
        ]  # fmt: skip
        return {
            "helps": self.helps, "heard": self.heard.to_json(), "unheard": self.unheard.to_json(), "runs": runs,
        }  # fmt: skip

    def __str__(self) -> str:
        lines = [
            f"{run.world}, seed {run.seed}: {'kept' if run.kept else 'refused'}; {run.takes} takes; "
            f"known answers, heard idioms {run.heard}{'; ' + run.reason if run.reason else ''}"
            for run in self.runs
        ]
        lines += [f"heard idioms, new wordings: {self.heard}", f"idioms that nobody used: {self.unheard}"]
        noise = [run for run in self.runs if run.world == "noise"]
        lines.append(f"noise refused in {sum(not run.kept for run in noise)} of {len(noise)} runs")
        lines.append("It helps." if self.helps else "Not shown to help.")
        return "\n".join(lines)


def simulate(settings: Settings, *, seeds: int, short: bool, tell: Tell) -> Simulated:
    """Run both worlds `seeds` times over the catalog that serves.

    Raises:
        NoVersionError: there is none. TuningError: its labels are too few for the idioms.
    """
    products = serving(settings).index.products
    base: Encoder = Remembering(opened(settings, settings.encoder))
    limits = replace(limits_of(settings), takes=50, held_out=10, pairs=100 if short else 200)
    runs, gains = [], list[tuple[tuple[Doubles, Doubles], tuple[Doubles, Doubles]]]()
    for number in range(seeds):
        for world in ("idiom", "noise"):
            tell("run", 2 * number + (world == "noise"), 2 * seeds)
            shop = Shop(products, base, FIRST_SEED + number, 150 if short else 400)
            run, found = _run(settings, shop, world, limits, tell)
            runs.append(run)
            if world == "idiom":
                gains.append(found)
    return Simulated(tuple(runs), pooled([heard for heard, _ in gains]), pooled([unheard for _, unheard in gains]))


class Shop:
    """A catalog and its shoppers' idioms; `heard` and `unheard` are the questions by what is meant."""

    def __init__(self, products: Sequence[Product], base: Encoder, seed: int, shoppers: int) -> None:
        self.products, self.base, self.seed, self._shoppers = products, base, seed, shoppers
        self._random = np.random.default_rng(seed)
        self._bias = float(self._random.uniform(*_BIASES))
        self._ids = [product.id for product in products]
        having: dict[str, dict[str, float]] = {}
        for product in products:
            for label in product.interests:
                having.setdefault(label, {})[product.id] = 1.0
        self._having = having
        pairs = [(label, word) for label, words in IDIOMS.items() if label in having for word in words]
        order = self._random.permutation(len(pairs))
        cut = round(_UNHEARD * len(pairs))
        self._said = [pairs[number] for number in order[cut:]]
        silent = [pairs[number] for number in order[:cut]]
        words = [form.format(word) for _, word in self._said for form in FORMS]
        new = set(split(words, seed)[1])
        self.heard: dict[str, Grades] = {
            form.format(word): having[label] for label, word in self._said for form in FORMS if form.format(word) in new
        }
        self.unheard: dict[str, Grades] = {form.format(word): having[label] for label, word in silent for form in FORMS}

    def takes(self, world: World) -> list[Take]:
        """What the shoppers took and turned down, of lists by the encoder before."""
        ranked = Ranked(self.products, self.base)
        found: list[Take] = []
        for number in range(self._shoppers):
            label, word = self._said[int(self._random.integers(len(self._said)))]
            text = FORMS[int(self._random.integers(len(FORMS)))].format(word)
            meant = self._having[label]
            for interests in ((text,), (text, label)):
                scores = ranked.scores(interests).mean(axis=0)
                shown = [self._ids[row] for row in np.argsort(-scores, kind="stable")[:_SHOWN]]
                done = self._look(f"{world}-{number}", interests, shown, meant, world)
                found += done
                if any(take.value > 0 for take in done):
                    break
        return found

    def _look(
        self, session: str, interests: tuple[str, ...], shown: Sequence[str], meant: Grades, world: World
    ) -> list[Take]:
        found = []
        for place, name in enumerate(shown, 1):
            looked, chance, no = self._random.random(3)
            if looked > place**-self._bias:
                found.append(Take(session, interests, name, place, 0.0))
                continue
            rate = _NOISE if world == "noise" else _TAKEN if name in meant else _STRAY
            if chance < rate:
                found.append(Take(session, interests, name, place, 1.0))
            elif no < _REFUSED and (world == "noise" or name not in meant):
                found.append(Take(session, interests, name, place, -1.0))
            else:
                found.append(Take(session, interests, name, place, 0.0))
        return found


def _run(
    settings: Settings, shop: Shop, world: World, limits: Limits, tell: Tell
) -> tuple[Run, tuple[tuple[Doubles, Doubles], tuple[Doubles, Doubles]]]:
    takes = shop.takes(world)
    limits = replace(limits, budget=replace(limits.budget, seed=shop.seed))
    tuned: list[Encoder] = []
    with tempfile.TemporaryDirectory(prefix="giftfinder-tuning-") as folder:
        store = TunedStore(Path(folder))
        there = settings.model_copy(update={"var_dir": Path(folder)})

        def open_(model: str) -> Encoder:
            if model == settings.encoder:
                return shop.base
            tuned.append(Remembering(opened(there, model)))
            return tuned[-1]

        kept_safe = guards(list(shop.products), settings.release_judged_dir / WISHES)
        made = tune(
            settings.encoder, Material("", shop.products, takes), store, open_, limits, guards=kept_safe, tell=tell
        )
        before, after = Ranked(shop.products, shop.base), Ranked(shop.products, tuned[0])
    heard = before.gains(shop.heard), after.gains(shop.heard)
    unheard = before.gains(shop.unheard), after.gains(shop.unheard)
    run = Run(
        world, shop.seed, made.kept, made.reason, sum(take.value > 0 for take in takes), made.figures,
        change(*heard), change(*unheard),
    )  # fmt: skip
    if not made.kept:
        heard, unheard = (heard[0], heard[0]), (unheard[0], unheard[0])
    return run, (heard, unheard)


def pooled(runs: Sequence[tuple[Doubles, Doubles]], draws: int = 5_000) -> Change:
    """All runs' questions as one comparison; the interval is a bootstrap over runs, and over the questions of each."""
    before, after = (np.concatenate([run[side] for run in runs]) for side in (0, 1))
    gains = [after - before for before, after in runs]
    random = np.random.default_rng(0)
    means = np.empty(draws)
    for draw in range(draws):
        chosen = random.integers(0, len(gains), len(gains))
        means[draw] = np.mean([random.choice(gains[run], len(gains[run])).mean() for run in chosen])
    low, high = np.percentile(means, [2.5, 97.5])
    found = change(before, after)
    return replace(found, change_95=(round(float(low), 4), round(float(high), 4)))
