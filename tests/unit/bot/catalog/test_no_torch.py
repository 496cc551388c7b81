"""What only serves does without torch: it is seconds of start and hundreds of megabytes of each process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.catalog.encoder import share_encoders, shop_encoder
from bot.settings import Settings
from catalog_index.index import CatalogIndex
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.exported import exported_encoders

# The gateway with its actions, started as `giftfinder serve` does and asked for gifts once.
_PROGRAM = """
import asyncio, json, sys
from bot.app import create_app
from bot.serve import load_actions_app
from bot.services import build_services
from bot.settings import load_settings

async def main():
    settings = load_settings()
    services = build_services(settings)
    app = create_app(services)
    load_actions_app(settings.actions_app, services)
    async with app.router.lifespan_context(app):
        async with asyncio.timeout(60):
            while not services.catalog.ready:
                await asyncio.sleep(0.05)
        found = await asyncio.to_thread(services.catalog.search.find, "a mug", limit=1)
        await services.policies.find("how long does delivery take?")
    loaded = sorted(name for name in sys.modules if name in {"torch", "sentence_transformers", "transformers", "onnx"})
    print(json.dumps({"found": [hit.product.id for hit in found], "loaded": loaded}))

asyncio.run(main())
"""


def test_a_process_that_serves_loads_no_torch(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path)
    (tmp_path / "encoders").symlink_to(exported_encoders(), target_is_directory=True)
    index = CatalogIndex.build([gift("scarf"), gift("mug")], shop_encoder(settings))
    VersionStore(settings.index_dir).publish(index, source="shop.csv")
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIFTFINDER_")}
    env |= {"GIFTFINDER_VAR_DIR": str(tmp_path), "GIFTFINDER_ACTIONS_SECRET": "x" * 32}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {"found": ["mug"], "loaded": []}


def test_other_stacks_share_what_was_exported(tmp_path: Path) -> None:
    settings, other = Settings(var_dir=tmp_path / "var"), tmp_path / "other"
    other.mkdir()
    share_encoders(settings, other)
    (Settings(var_dir=other).encoders_dir / "made").touch()
    assert (settings.encoders_dir / "made").is_file()


def test_the_supervisor_loads_no_search() -> None:
    program = (
        "import sys, bot.dialogue.commands; print([m for m in ('faiss', 'numpy', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
