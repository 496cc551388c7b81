"""`giftfinder bench embed` over stand-ins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.bench import embedding
from bot.bench.command import bench_app
from bot.bench.embedding import Amount
from bot.settings import Settings
from catalog_index.index import CatalogIndex
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder

runner = CliRunner()
NAMES = ("mug", "scarf", "puzzle", "kite")


class Torch(HashEncoder):
    """Stands in for SentenceEncoder and the SentenceTransformer in it."""

    def __init__(self, model: str = "") -> None:
        super().__init__()

    def load(self) -> Any:
        inner = HashEncoder()

        class Model:
            def encode(self, sentences: list[str], **options: Any) -> Any:
                assert options["normalize_embeddings"]
                return inner.encode([text.strip() for text in sentences])

        return Model()


@pytest.fixture(autouse=True)
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(embedding, "shop_encoder", lambda settings: HashEncoder())
    monkeypatch.setattr(embedding, "SentenceEncoder", Torch)
    monkeypatch.setattr(embedding, "SHORT", Amount(products=3, queries=4, rounds=2))


def publish(tmp_path: Path) -> None:
    index = CatalogIndex.build([gift(name) for name in NAMES], HashEncoder())
    VersionStore(Settings(var_dir=tmp_path / "var").index_dir).publish(index, source="shop.csv")


def test_the_catalog_gives_the_texts(tmp_path: Path) -> None:
    publish(tmp_path)
    file = tmp_path / "embed.json"
    result = runner.invoke(bench_app, ["embed", "--short", "--json", str(file)])
    assert result.exit_code == 0, result.output
    found = json.loads(file.read_text())
    assert found["amount"] == {"products": 3, "queries": 4, "rounds": 2}
    assert found["cosine"] == pytest.approx(1, abs=1e-3)
    assert found["ours"]["ndcg_at_10"] is None and found["products_times_torch"] > 0
    assert "Machine:" in result.stdout and "products/s" in result.stdout


def test_a_folder_gives_ndcg_too(tmp_path: Path) -> None:
    folder = tmp_path / "beir"
    folder.mkdir()
    documents = [{"_id": name, "title": name, "text": f"a {name}"} for name in NAMES]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (folder / "queries.jsonl").write_text("\n".join(json.dumps({"_id": name, "text": name}) for name in NAMES))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(f"{n}\t{n}\t1\n" for n in NAMES))
    found = embedding.run(Settings(var_dir=tmp_path), Amount(2, 4, 1), folder, lambda text: None)
    assert found.ours.ndcg_at_10 == found.torch.ndcg_at_10 == 1
    assert (found.amount.products, found.amount.queries) == (2, 4)


def test_without_a_catalog(tmp_path: Path) -> None:
    result = runner.invoke(bench_app, ["embed"])
    assert result.exit_code == 1 and "make catalog" in result.stderr
    assert runner.invoke(bench_app, ["embed", str(tmp_path / "nothing")]).exit_code == 2
    assert runner.invoke(bench_app, ["embed", "--json", str(tmp_path / "no" / "file")]).exit_code == 2


def test_queries_are_never_what_was_kept() -> None:
    asked: list[str] = []

    class Spy(HashEncoder):
        def encode(self, texts: Any, **options: Any) -> Any:
            asked.extend(texts)
            return super().encode(texts, **options)

    encode = embedding._fresh(Spy())
    encode(["mug"]), encode(["mug"])
    assert len(set(asked)) == 2 and {text.strip() for text in asked} == {"mug"}
