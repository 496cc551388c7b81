"""The contest of vector indexes: its problem, its truth, and one small run of it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from rich.console import Console

from bot.bench.synthetic import StandInEncoder
from bot.bench.vectors import run as contest_run
from bot.bench.vectors.contenders import OURS
from bot.bench.vectors.data import FILTERS, WANTED, exact_answers, read_problem, recall, spread, write_problem
from bot.bench.vectors.report import show, to_json
from bot.bench.vectors.run import Contest, run

ENCODER = StandInEncoder(32)
SENTENCES = [f"a present number {number}" for number in range(12)]


@pytest.fixture(scope="module")
def problem(tmp_path_factory):
    folder = tmp_path_factory.mktemp("problem")
    write_problem(folder, ENCODER.encode([f"product {n}" for n in range(300)]), SENTENCES, ENCODER, 2_000)
    return read_problem(folder)


def test_the_vectors_lie_about_the_real_ones():
    real = ENCODER.encode([f"product {n}" for n in range(300)])
    made = spread(real, 500, np.random.default_rng(1))
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert np.max(made @ real.T, axis=1).mean() > np.max(made @ ENCODER.encode(SENTENCES).T, axis=1).mean() + 0.2


def test_the_truth_is_what_comparing_all_gives(problem):
    for chosen in FILTERS:
        mask = problem.mask(chosen)
        scores = problem.queries @ np.asarray(problem.vectors).T
        if mask is not None:
            scores[:, ~mask] = -np.inf
        for found, row in zip(problem.truth[chosen.name], scores, strict=True):
            passing = int(np.isfinite(row).sum())
            best = set(np.argsort(-row)[: min(WANTED, passing)].tolist())
            assert {int(one) for one in found if one >= 0} == best
        assert np.array_equal(exact_answers(problem, chosen), problem.truth[chosen.name])


def test_filters_leave_what_they_say(problem):
    by_name = {chosen.name: problem.mask(chosen) for chosen in FILTERS}
    assert by_name["no filter"] is None
    assert by_name["30%"].mean() == pytest.approx(0.3, abs=0.05)
    assert by_name["1%"].mean() == pytest.approx(0.01, abs=0.01)


@pytest.mark.parametrize(("found", "share"), [([1, 2, 3], 1.0), ([1, 9, 8], 1 / 3), ([], 0.0)])
def test_recall(found, share):
    assert recall(found, np.array([1, 2, 3, -1])) == pytest.approx(share)
    assert recall(found, np.array([-1, -1])) == 1.0


@pytest.mark.parametrize("there", [True, False])
def test_a_small_run(tmp_path, monkeypatch, there):
    """Ours and brute force are measured in processes of their own; who isn't installed is named."""
    package_version = contest_run.package_version
    missing = {"hnswlib", "milvus-lite", "qdrant-client", *([] if there else ["numpy"])}
    monkeypatch.setattr(contest_run, "package_version", lambda name: None if name in missing else package_version(name))
    monkeypatch.setattr(contest_run, "real_texts", lambda corpus: [f"product {n}" for n in range(200)])
    told: list[str] = []
    found = run(tmp_path, Contest(1_000, 10, 1_000, 120), ENCODER, told.append, whole="stand-in")
    by_name = {result.name: result for result in found.results}
    ours, brute = by_name[OURS], by_name["numpy, brute force"]
    assert [row.recall for row in ours.filters] == [1.0] * len(FILTERS)  # so few are compared exactly
    assert len(ours.whole) == len(FILTERS)
    assert bool(brute.filters) is there
    assert "hnswlib is not installed" in by_name["hnswlib"].problem
    assert not found.failed
    console = Console(record=True, width=140)
    show(console, found)
    text = console.export_text()
    assert "hnswlib is not installed" in text and "0.01%" in text
    assert json.loads(json.dumps(to_json(found)))["results"][0]["filters"][0]["recall"] == 1.0
