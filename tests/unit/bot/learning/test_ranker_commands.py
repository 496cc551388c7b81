"""`giftfinder ranker`: what it prints and its exit status; training itself is tested beside it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.learning import ranker_commands, ranker_training
from bot.learning.ranker import Judged, Outcome
from bot.learning.ranker_store import RankerStore
from bot.settings import load_settings
from catalog_index.learned import LearnedRanker
from catalog_index.ranker_training import Measured
from tests.support.catalog import gift, search_over

MEASURED = Measured(300, 420, 0.61, 0.65, 0.04, 0.02, 0.06, 0.01, 0.8)
REPORT = {"measured": {"base": 0.61, "learned": 0.65, "gain": 0.04, "low": 0.02, "high": 0.06}}
RANKER = LearnedRanker(
    parts={"price": 0.1}, traits={"brand:otter": 0.5}, encoder="hash-64", catalog_version="v7",
    trained_at="2026-01-01T00:00:00Z", report=REPORT,
)  # fmt: skip
KEPT = Outcome("", 300, 420, MEASURED, None, Judged(138, 0.77, 0.76), RANKER)
REFUSED = Outcome("too little to learn from", 3, 4)


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))
    monkeypatch.setattr(ranker_commands, "serving", lambda settings: (search_over(gift("a")), "v7"))
    return lambda *arguments: CliRunner().invoke(ranker_commands.app, list(arguments))


@pytest.fixture
def becomes(monkeypatch):
    def set_outcome(outcome: Outcome) -> None:
        async def trained(settings, search, version):
            return outcome

        monkeypatch.setattr(ranker_training, "trained", trained)

    return set_outcome


def test_from_training_to_removal(run, becomes):
    becomes(KEPT)
    done = run("train")
    assert done.exit_code == 0 and f"Kept: {RANKER.fingerprint}" in done.output and "+0.0400" in done.output
    store = RankerStore(load_settings().rankers_dir)
    assert store.current == "" and store.all() == [RANKER]
    assert run("use", RANKER.fingerprint).exit_code == 0 and store.current == RANKER.fingerprint
    listed = run("show").output
    assert RANKER.fingerprint in listed and "used" in listed and "+0.0400" in listed
    one = run("show", RANKER.fingerprint).output
    assert "brand:otter" in one and "+0.500" in one and "(used)" in one
    assert json.loads(run("show", RANKER.fingerprint, "--json").output)["used"] is True
    assert json.loads(run("remove", "--json").output) == {"used": "", "before": RANKER.fingerprint}
    assert store.current == "" and store.all() == [RANKER]
    assert "None was used" in run("remove").output


def test_used_at_once(run, becomes):
    becomes(KEPT)
    done = run("train", "--use", "--json")
    data = json.loads(done.output)
    assert (data["kept"], data["used"], data["judged"]["learned"]) == (RANKER.fingerprint, True, 0.76)
    assert RankerStore(load_settings().rankers_dir).current == RANKER.fingerprint


def test_a_refusal_says_why_and_leaves_what_is_used(run, becomes):
    becomes(KEPT)
    run("train", "--use")
    becomes(REFUSED)
    done = run("train", "--use")
    assert done.exit_code == 1 and "Refused: too little to learn from" in done.output
    assert RankerStore(load_settings().rankers_dir).current == RANKER.fingerprint


def test_what_can_not_be_done_is_said_in_a_line(run):
    done = run("use", "0" * 12)
    assert done.exit_code == 2 and "there is no ranker" in done.output
    assert run("show").output.startswith("No ranker was kept yet")
    missing = run("evaluate", "/nowhere", "--json")
    assert missing.exit_code == 2 and "no BEIR folder" in json.loads(missing.stdout)["error"]
