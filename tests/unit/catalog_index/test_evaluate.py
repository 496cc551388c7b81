"""The measures by numbers, and the peers on a small corpus."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from catalog_index.evaluate import DatasetError, evaluate, interval, load_dataset, ndcg
from tests.support.fake_encoder import HashEncoder


def folder_with(folder: Path) -> Path:
    titles = ["red kite", "blue kite", "red mug"]
    lines = [json.dumps({"_id": str(i), "title": title, "text": ""}) for i, title in enumerate(titles)]
    (folder / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "red kite"}), "utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\t0\t3\nq\t1\t1", "utf-8")
    return folder


def test_ndcg_has_linear_gains() -> None:
    assert ndcg(["b", "a"], {"a": 3, "b": 1}, 10) == pytest.approx((1 + 3 / np.log2(3)) / (3 + 1 / np.log2(3)))
    assert ndcg(["x"], {"a": 3}, 10) == 0


def test_an_interval_holds_the_mean() -> None:
    low, high = interval(np.array([0.0, 1.0] * 50))
    assert 0.39 < low < 0.42
    assert 0.58 < high < 0.61
    assert interval(np.array([])) == (0.0, 0.0)


def test_ours_and_every_peer_are_measured(tmp_path: Path) -> None:
    result = evaluate(load_dataset(folder_with(tmp_path)), HashEncoder())
    assert result.ndcg_at_10 > 0.9
    assert set(result.peers) == {"MiniLM, titles", "SQLite FTS5", "BM25"}
    for peer in result.peers.values():
        assert peer.recall_at_100 == 1
        assert peer.behind_ours_95 is not None


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no BEIR folder"):
        load_dataset(tmp_path)
