"""`giftfinder encoder`: what it prints, and its exit codes."""

import json

import pytest
from typer.testing import CliRunner

from bot.tuning import relevance as relevance_module
from bot.tuning.commands import app
from bot.tuning.store import Tuned, TunedStore
from catalog_index.evaluate import load_dataset
from tests.support.fake_encoder import HashEncoder

FIGURE = {"questions": 30, "before": 0.2, "after": 0.25, "change": 0.05, "change_95": [0.01, 0.09]}


@pytest.fixture
def settings(make_settings, monkeypatch):
    found = make_settings()
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(found.var_dir))
    return found


def call(*words):
    return CliRunner().invoke(app, words)


def keep(settings, name, *, kept, reason=""):
    made = Tuned(f"tuned-{name}", "base", "base@1", name if kept else "", kept, reason, f"2026-01-0{name[0]}", 9.0, "v", 300,
                 {"shoppers": 5}, {"seed": 1}, {"held_out": FIGURE})  # fmt: skip
    TunedStore(settings.encoders_dir).keep(made)


def test_tunings_are_listed_newest_first_and_shown_with_figures_and_reason(settings):
    keep(settings, "1aa", kept=False, reason="not surely better")
    keep(settings, "2bb", kept=True)
    listed = json.loads(call("list", "--json").stdout)["encoders"]
    assert [(one["id"], one["kept"], one["used"]) for one in listed] == [
        ("tuned-2bb", True, False), ("tuned-1aa", False, False),
    ]  # fmt: skip
    assert "refused" in call("list").stdout
    shown = call("show", "1aa")
    assert shown.exit_code == 0
    assert "not surely better" in shown.stdout
    assert "0.200 -> 0.250" in shown.stdout
    assert json.loads(call("show", "tuned-2bb", "--json").stdout)["figures"]["held_out"] == FIGURE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "zzz"), "no tuned encoder"),
        (("use", "zzz"), "no tuned encoder"),
        (("tune",), "no usable index version"),
        (("simulate",), "no usable index version"),
        (("evaluate", "nowhere"), "no BEIR folder"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_exit_code_2(settings, words, said):
    done = call(*words, "--json")
    assert done.exit_code == 2
    assert said in json.loads(done.stdout)["error"]


def test_a_judged_corpus_is_measured_on_queries_that_did_not_teach(settings, tmp_path, monkeypatch):
    documents = [{"_id": str(number), "title": f"thing {number} word{number}", "text": "x"} for number in range(12)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    queries = [{"_id": str(number), "text": f"word{number}"} for number in range(12)]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    rows = [f"{number}\t{number}\t3\n{number}\t{(number + 1) % 12}\t0" for number in range(12)]
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "\n".join(rows) + "\n")
    taught = []

    def trained(base, pairs, limits, folder, tell):
        taught.append({pair.asks for pair in pairs})

    measured = []
    gains = relevance_module._gains

    def spied(dataset, documents, queries, encoder, tell):
        measured.append({dataset.queries[query] for query in queries})
        return gains(dataset, documents, queries, encoder, tell)

    monkeypatch.setattr(relevance_module, "trained", trained)
    monkeypatch.setattr(relevance_module, "opened", lambda settings, model: HashEncoder())
    monkeypatch.setattr(relevance_module, "_gains", spied)
    dataset = load_dataset(tmp_path)
    found = relevance_module.relevance(settings, dataset, seeds=2, short=False, tell=lambda *_: None)
    assert (found.measured.questions, found.measured.change, found.helps) == (12, 0.0, False)
    assert len(taught) == 4
    for learnt, held in zip(taught, measured[1:], strict=True):
        assert not learnt & held
    assert "Refused" in str(found)
