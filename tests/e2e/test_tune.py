"""Shoppers with words of their own, tuning on what they took, the gate, answers by the tuned encoder, and back."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import uuid
from datetime import timedelta

import httpx
import pytest

from bot.catalog.encoder import import_encoder
from bot.conversation.models import Conversation
from bot.db import Database, utc_now
from bot.go.models import Click
from bot.learning.models import Impression, Receipt
from bot.settings import Settings, load_settings
from bot.tuning.simulate import Shop
from bot.tuning.store import TunedStore
from catalog_index.encoder import DEFAULT_MODEL
from catalog_index.encoders import open_encoder
from catalog_index.manifest import Manifest
from catalog_index.versions import VersionStore
from tests.support.processes import wait_for
from tests.support.shopper import Shopper
from tests.support.stack import Stack

SEED = 3
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

    shoppers = Shop(first.index.products, base, SEED, 200)
    asyncio.run(write(settings, shoppers.takes("idiom")))
    done = run(own, "tune")
    made = json.loads(done.stdout)
    assert done.returncode == (0 if made["kept"] else 1), done.stderr
    assert made["takes"] > 100
    assert made["figures"]["held_out"]["questions"] >= 10
    assert made["kept"] or made["reason"]
    # On these shoppers, whose words mean something, it is known to help.
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


async def write(settings, takes) -> None:
    """Put takes where the running shop keeps them: lists that were shown, and clicks."""
    database = Database(settings.database_url)
    start = utc_now() - timedelta(days=1)
    try:
        async with database.write() as session:
            ids: dict[str, str] = {}
            for number, take in enumerate(take for take in takes if take.value > 0):
                at = start + timedelta(seconds=20 * number)
                if take.session not in ids:
                    ids[take.session] = str(uuid.uuid4())
                    session.add(
                        Conversation(
                            id=ids[take.session],
                            token_hash=uuid.uuid4().hex * 2,
                            brief={},
                            created_at=at,
                            updated_at=at,
                            expires_at=at + timedelta(days=9),
                        )
                    )
                    await session.flush()
                who = ids[take.session]
                brief = {"interests": list(take.interests)}
                receipt = Receipt(
                    at=at,
                    conversation_id=who,
                    seq=number + 1,
                    release="",
                    brief=brief,
                    total=9,
                    rules=[],
                    candidates=[],
                )
                session.add(receipt)
                await session.flush()
                before = [f"other-{place}" for place in range(1, take.place)]
                for place, name in enumerate([*before, take.product_id], 1):
                    session.add(
                        Impression(receipt_id=receipt.id, conversation_id=who, product_id=name, place=place, at=at)
                    )
                click = at + timedelta(seconds=5)
                session.add(Click(product_id=take.product_id, clicked_at=click, conversation_id=who, token=None))
    finally:
        await database.close()
