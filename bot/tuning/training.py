"""Trains an encoder on pairs; run as a program of its own, since it needs torch and minutes of processor time.

Loss: other pairs' answers in the batch, and what was turned down, are the wrong answers (Henderson et al. 2017,
arXiv:1705.00652; MultipleNegativesRankingLoss of sentence-transformers). The weights are then mixed with those before,
so that what the encoder knew is kept: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", arXiv:2109.01903.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.jobs.manners import give_way
from bot.tuning.pairs import Pair
from catalog_index.encoder import SentenceEncoder

_WARM_UP = 0.1
_CLIP = 1.0
# Word pieces of a text in training; the vectors of the catalog are made of whole texts.
_LONGEST = 48

Tell = Callable[[int, int], None]
"""Called with the steps done, and of how many."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How training goes: times over all pairs, pairs a step, the highest learning rate, how much of the new weights is
    in the mix (0 the old ones, 1 the new ones) and the seed."""

    epochs: int = 3
    batch: int = 32
    rate: float = 3e-5
    mix: float = 0.5
    seed: int = 20


def train(base: str, pairs: Sequence[Pair], budget: Budget, target: Path, tell: Tell | None = None) -> None:
    """Write `base`, trained on pairs and mixed with itself, into the folder `target` as a SentenceTransformer.

    Raises:
        EncoderError: the base can't be loaded. ValueError: there is no pair.
    """
    if not pairs:
        raise ValueError("there is nothing to train on")
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    torch.manual_seed(budget.seed)
    model = SentenceEncoder(base).load()
    whole, model.max_seq_length = model.max_seq_length, min(_LONGEST, model.max_seq_length or _LONGEST)
    before = {name: value.detach().clone() for name, value in model.state_dict().items()}
    _freeze_words(model)
    loss = MultipleNegativesRankingLoss(model)
    plan = _plan(pairs, budget)
    learnt = [value for value in model.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=budget.rate, weight_decay=0.01)
    warm = max(1, round(_WARM_UP * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (len(plan) - step) / max(1, len(plan) - warm)))
    )
    model.train()
    for number, batch in enumerate(plan, 1):
        found = loss([model.preprocess(list(column)) for column in _columns(batch)], None)
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(learnt, _CLIP)
        optimizer.step()
        schedule.step()
        if tell is not None:
            tell(number, len(plan))
    model.eval()
    model.load_state_dict(mixed(before, model.state_dict(), budget.mix))
    model.max_seq_length = whole
    model.save(str(target), create_model_card=False)


def mixed(before: dict[str, Any], after: dict[str, Any], share: float) -> dict[str, Any]:
    """The weights between two models, tensor by tensor: (1 - share) of the one and `share` of the other."""
    return {
        name: (1.0 - share) * before[name] + share * value if value.is_floating_point() else value
        for name, value in after.items()
    }


def _freeze_words(model: Any) -> None:
    """Word vectors stay: a few hundred pairs would move some words away from all others."""
    for value in model[0].auto_model.embeddings.parameters():
        value.requires_grad_(False)


def _plan(pairs: Sequence[Pair], budget: Budget) -> list[list[Pair]]:
    """The batches of all epochs. A batch holds no two pairs of one question or one answer: each would be the other's
    wrong answer."""
    shuffle = random.Random(budget.seed)
    plan: list[list[Pair]] = []
    for _ in range(budget.epochs):
        left = list(dict.fromkeys(pairs))
        shuffle.shuffle(left)
        while left:
            batch: list[Pair] = []
            later: list[Pair] = []
            texts: set[str] = set()
            for pair in left:
                if len(batch) < budget.batch and not texts & {pair.asks, pair.answers}:
                    batch.append(pair)
                    texts |= {pair.asks, pair.answers}
                else:
                    later.append(pair)
            if len(batch) > 1:
                plan.append(batch)
            left = later
    return plan


def _columns(batch: Sequence[Pair]) -> list[list[str]]:
    """Questions, answers, and what was turned down: the loss takes the third column as wrong answers to all, so a pair
    without one repeats another's."""
    columns = [[pair.asks for pair in batch], [pair.answers for pair in batch]]
    answers = set(columns[1])
    refused = [pair.refused for pair in batch if pair.refused and pair.refused not in answers]
    if refused:
        columns.append([refused[row % len(refused)] for row in range(len(batch))])
    return columns


def request(base: str, pairs: Sequence[Pair], budget: Budget, target: Path) -> str:
    """What `main` reads on its standard input."""
    return json.dumps({
        "base": base, "pairs": [asdict(pair) for pair in pairs], "budget": asdict(budget), "target": str(target),
    })  # fmt: skip


def main() -> int:
    """Train as told on standard input; each step is a line "done of" on standard output."""
    give_way()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ["HF_HUB_OFFLINE"] = "1"
    told = json.loads(sys.stdin.read())

    def tell(done: int, of: int) -> None:
        sys.stdout.write(f"{done} {of}\n")
        sys.stdout.flush()

    pairs = [Pair(**pair) for pair in told["pairs"]]
    train(told["base"], pairs, Budget(**told["budget"]), Path(told["target"]), tell)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
