"""A merchant brings a catalog of new brands, trains on it from the page, and goes back: with a real training and check."""

from __future__ import annotations

import json
import shutil

import httpx
import pytest

from bot.bench.ours import DEMO_FEED
from bot.bench.swap import write_other
from bot.settings import load_settings
from tests.support.merchant import Merchant
from tests.support.processes import wait_for

MOST_SECONDS = 1800


@pytest.fixture
def boss(stack):
    # The training's encoder, so that it is not tuned anew.
    encoder = load_settings().var_dir / "encoder"
    if encoder.is_dir() and not (stack.var / "encoder").exists():
        shutil.copytree(encoder, stack.var / "encoder")
    merchant = Merchant(stack, "trainer@shop.example")
    yield merchant
    merchant.close()


def test_import_train_check_serve_and_go_back(stack, boss, tmp_path):
    home = release_of(stack)
    feed = tmp_path / "other.csv"
    write_other(DEMO_FEED, feed)
    imported = json.loads(stack.command("catalog", "import", str(feed), "--json"))["release"]
    assert imported["held"] == []
    wait_for(lambda: release_of(stack) == imported["id"], 600)

    assert boss.call("POST", "/train")["state"] == "running"
    stages = set()
    with boss.http.stream("GET", "/api/merchant/train/events", timeout=MOST_SECONDS) as events:
        for line in events.iter_lines():
            if line.startswith("data: "):
                stages.add(json.loads(line[6:]).get("progress", {}).get("stage"))
    done = boss.call("GET", "/train")
    assert (done["state"], done["error"], done["trained"]) == ("done", "", True)
    assert done["words"]["brand"] >= 2
    assert {"words", "test", "read", "talk"} <= stages
    assert done["release"]["held"] == []
    assert done["release"]["serving"]

    trained = done["release"]["id"]
    wait_for(lambda: release_of(stack) == trained, 600)
    report = boss.call("GET", f"/releases/{trained}")
    assert report["report"]["kind"] == "full"
    assert report["report"]["passed"]
    before, after = report["report"]["models"]
    assert before != after
    assert report["report"]["dialogue"]["messages"] > 100

    assert boss.call("POST", "/releases/rollback")["id"] == imported["id"]
    wait_for(lambda: release_of(stack) == imported["id"], 600)
    stack.command("release", "activate", home, "--reason", "the end of the test")
    wait_for(lambda: release_of(stack) == home, 600)


def release_of(stack) -> str:
    return httpx.get(f"{stack.url}/readyz", timeout=10).json()["release"]
