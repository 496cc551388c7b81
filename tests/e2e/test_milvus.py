"""The whole stack with its vectors in a Milvus: found, imported, swapped, gone back, and gone on without it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys

import httpx
import pymilvus
import pytest

from bot.bench import swap
from bot.bench.ours import DEMO_FEED
from tests.support.processes import wait_for
from tests.support.servers import free_port
from tests.support.shopper import Shopper
from tests.support.stack import Stack

OPENING = "gift for my 8 year old niece who loves dinosaurs under $40"
SECONDS = 120.0


class Milvus:
    """A Milvus Lite that several processes reach."""

    def __init__(self, folder) -> None:
        self.port = free_port()
        self.uri = f"http://127.0.0.1:{self.port}"
        words = ["server", "--data-dir", str(folder / "milvus"), "--host", "127.0.0.1", "--port", str(self.port)]
        self._log = (folder / "milvus.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", *words], stdout=self._log, stderr=subprocess.STDOUT
        )

    def answers(self) -> bool:
        """Whether it takes connections."""
        with socket.socket() as sock:
            return sock.connect_ex(("127.0.0.1", self.port)) == 0

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait(20)
        self._log.close()

    def look(self) -> tuple[set[str], str]:
        """The collections of ours, and the version that the alias names."""
        client = pymilvus.MilvusClient(self.uri, timeout=20)
        try:
            found = {name for name in client.list_collections() if name.startswith("giftfinder_")}
            return found, client.describe_alias("giftfinder_titles")["collection_name"]
        finally:
            client.close()


def titles_of(version: str) -> str:
    return f"giftfinder_{version.replace('-', '_')}_titles"


def links(page: str) -> list[str]:
    return re.findall(r'href="(/store/[^"?#]+)', page)


def found(stack: Stack) -> list[list[str]]:
    """What is shown first, and what is like the first of it: that is looked up among all vectors."""
    shopper = Shopper(stack.url)
    return [cards(shopper.say(text)) for text in (OPENING, "show me more like the first one")]


def cards(answer) -> list[str]:
    return [card["product_id"] for reply in answer["replies"] for card in reply.get("items") or ()]


@pytest.fixture
def milvus(tmp_path):
    made = Milvus(tmp_path)
    wait_for(made.answers, SECONDS)
    yield made
    made.end()


def test_vectors_in_milvus_from_import_to_rollback(milvus, tmp_path, stack):
    usual = found(stack)
    settings = {"vector_store": "milvus", "milvus_uri": milvus.uri, "milvus_exact_up_to": 0, "milvus_timeout": 20}
    ours = Stack(tmp_path, **settings)
    try:
        ours.start()
        first = (ours.var / "index" / "current").read_text().strip()
        # What an import without Milvus has made is brought there when it is opened.
        assert titles_of(first) in milvus.look()[0]
        assert found(ours) == usual
        page = httpx.get(f"{ours.url}/store", params={"q": "wooden dinosaur"}, timeout=30, trust_env=False)
        plain = httpx.get(f"{stack.url}/store", params={"q": "wooden dinosaur"}, timeout=30, trust_env=False)
        assert page.status_code == 200
        assert links(page.text) == links(plain.text) != []

        feed = tmp_path / "dearer.csv"
        swap.write_other(DEMO_FEED, feed)
        ours.command("catalog", "import", str(feed), "--serve", "--json")
        second = (ours.var / "index" / "current").read_text().strip()
        assert second != first
        collections, served = milvus.look()
        assert served == titles_of(second)
        assert {titles_of(first), titles_of(second)} <= collections
        ours.command("release", "rollback")
        assert milvus.look()[1] == titles_of(first)

        # Without it the exact vectors at hand are compared.
        milvus.process.kill()
        milvus.process.wait(20)
        assert found(ours) == usual
        search = httpx.get(f"{ours.url}/store", params={"q": "something for the garden"}, timeout=60, trust_env=False)
        assert search.status_code == 200
        log = (ours.var / "logs" / "gateway.log").read_text("utf-8", "replace")
        assert "Milvus does not answer" in log
        assert "Traceback" not in log
    finally:
        ours.end()
