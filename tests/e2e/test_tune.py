"""Shoppers with words of their own, tuning on what they took, the gate, answers by the tuned encoder, and back."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import subprocess
import uuid
from datetime import timedelta

import httpx
import numpy as np
import pytest

from bot.catalog.encoder import import_encoder
from bot.conversation.models import Conversation
from bot.db import Database, utc_now
from bot.go.models import Click
from bot.learning.models import Impression, Receipt
from bot.settings import Settings, load_settings
from bot.tuning.compare import Ranked
from bot.tuning.idioms import FORMS, IDIOMS
from bot.tuning.store import TunedStore
from catalog_index.encoder import DEFAULT_MODEL
from catalog_index.encoders import open_encoder
from catalog_index.manifest import Manifest
from catalog_index.versions import VersionStore
from tests.support.processes import wait_for
from tests.support.shopper import Shopper
from tests.support.stack import Stack

SEED = 3
SHOPPERS = 300
# Of a list: so many that the encoder takes for what was asked, and so many that are meant.
NEAREST, MEANT = 8, 4
BUDGET = {
    "encoder_tune_takes": 50, "encoder_tune_held_out": 10, "encoder_tune_pairs": 150, "encoder_tune_epochs": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    # Not the shared one: its encoders are the checkout's.
    stack = Stack(tmp_path_factory.mktemp("tuned"), **BUDGET)
    stack.var.mkdir()
    shutil.copytree(load_settings().encoders_dir, stack.var / "encoders")
    try:
        yield stack.start()
    finally:
        stack.end()


def test_takes_tune_gate_answers_and_back(own):
    settings = Settings(var_dir=own.var)
    home = release_of(own)
    first = VersionStore(settings.index_dir).load_current()
    base = open_encoder(DEFAULT_MODEL, settings.encoders_dir)

    refused = run(own, "tune")
    assert (refused.returncode, "0 takes" in refused.stdout) == (2, True)

    asyncio.run(write(settings, shoppers(first.index.products, base)))
    done = run(own, "tune")
    made = json.loads(done.stdout)
    assert done.returncode == (0 if made["kept"] else 1), done.stderr
    assert made["takes"] > 100
    assert made["figures"]["held_out"]["questions"] >= 10
    assert made["kept"] or made["reason"]
    # What these shoppers mean is always the same and always clicked: whoever learns nothing from that is broken.
    assert made["kept"], made["reason"]
    assert json.loads(own.command("encoder", "list", "--json"))["encoders"][0]["id"] == made["id"]
    assert release_of(own) == home

    used = json.loads(own.command("encoder", "use", made["id"], "--json"))
    assert (used["serving"], used["held"], used["encoder"]) == (True, [], made["name"])
    wait_for(lambda: release_of(own) == used["id"], 600)
    now = Manifest.read(settings.index_dir / used["catalog"])
    assert (now.encoder, now.products) == (made["name"], first.manifest.products)
    assert import_encoder(settings).name == made["name"]
    assert cards(own, "a coffee gift for my brother under 40 dollars")
    assert json.loads(own.command("encoder", "use", made["id"], "--json"))["id"] is None

    own.command("release", "rollback")
    wait_for(lambda: release_of(own) == home, 600)
    assert cards(own, "a fishing gift for my dad under 60 dollars")
    assert import_encoder(settings).name == base.name
    assert TunedStore(settings.encoders_dir).usable(made["id"]).kept


def run(stack, *words) -> subprocess.CompletedProcess[str]:
    """`giftfinder encoder ...`, whatever its exit code."""
    return stack.attempt("encoder", *words, "--json")


def cards(stack, text) -> list[str]:
    shopper = Shopper(stack.url)
    try:
        shopper.say(text)
        return [card["product_id"] for card in shopper.wait_for("product_cards")["items"]]
    finally:
        shopper.close()


def release_of(stack) -> str:
    return httpx.get(f"{stack.url}/readyz", timeout=10).json()["release"]


def shoppers(products, base) -> list[tuple[str, list[str], set[str]]]:
    """What they said, the list that each was shown (what the encoder took for it, and a few that are meant), and what
    they clicked: all that is meant."""
    chance = random.Random(SEED)
    having: dict[str, list[str]] = {}
    for product in products:
        for label in product.interests:
            having.setdefault(label, []).append(product.id)
    said = [(label, word) for label, words in IDIOMS.items() for word in words if len(having.get(label, ())) >= MEANT]
    ranked, ids, found = Ranked(products, base), [product.id for product in products], []
    for number in range(SHOPPERS):
        label, word = said[number % len(said)]
        text = chance.choice(FORMS).format(word)
        nearest = [ids[row] for row in np.argsort(-ranked.scores([text])[0], kind="stable")[:NEAREST]]
        shown = list(dict.fromkeys([*nearest, *chance.sample(having[label], MEANT)]))
        chance.shuffle(shown)
        found.append((text, shown, set(shown) & set(having[label])))
    return found


async def write(settings, lists) -> None:
    """Put them where the running shop keeps them: lists that were shown, and clicks."""
    database = Database(settings.database_url)
    start = utc_now() - timedelta(days=1)
    try:
        async with database.write() as session:
            for number, (text, shown, clicked) in enumerate(lists):
                at, who = start + timedelta(seconds=20 * number), str(uuid.uuid4())
                ends = at + timedelta(days=9)
                session.add(
                    Conversation(
                        id=who, token_hash=uuid.uuid4().hex * 2, brief={}, created_at=at, updated_at=at, expires_at=ends
                    )
                )
                await session.flush()
                receipt = Receipt(
                    at=at,
                    conversation_id=who,
                    seq=number + 1,
                    release="",
                    brief={"interests": [text]},
                    total=len(shown),
                    rules=[],
                    candidates=[],
                )
                session.add(receipt)
                await session.flush()
                for place, name in enumerate(shown, 1):
                    session.add(
                        Impression(receipt_id=receipt.id, conversation_id=who, product_id=name, place=place, at=at)
                    )
                for name in sorted(clicked):
                    click = at + timedelta(seconds=5)
                    session.add(Click(product_id=name, clicked_at=click, conversation_id=who, token=None))
    finally:
        await database.close()
