"""Catalog and model switch in one step, conversations stay with theirs, and are moved when it is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.client import DialogueClient
from bot.releases.running import write_running
from bot.releases.serving import Serving
from bot.releases.store import ReleaseStore
from bot.settings import Settings
from tests.unit.bot.releases.test_store import catalog, settings

__all__ = ["settings"]


class FakeCatalog:
    """A catalog that has every version at once."""

    def __init__(self) -> None:
        self.version = ""
        self.may_serve: Callable[[str], bool] = lambda _: True
        self.serves: Callable[[str], None] = lambda _: None
        self.drains = False
        self.kept: set[str] = set()

    async def load(self, version: str) -> bool:
        return True

    def keep_only(self, versions: set[str]) -> None:
        self.kept = versions

    def point(self, version: str) -> bool:
        """What the real one does when its pointer has moved."""
        if not self.may_serve(version):
            return False
        self.version = version
        self.serves(version)
        return True


class Scene:
    def __init__(self, settings: Settings) -> None:
        self.settings, self.catalog, self.store = settings, FakeCatalog(), ReleaseStore(settings)
        self.made: list[str] = []
        self.serving = Serving(settings, self.catalog, DialogueClient(settings.rasa_url), self.client)

    def client(self, url: str) -> DialogueClient:
        self.made.append(url)
        return DialogueClient(url)

    def release(self, name: str, model: str) -> str:
        made = self.store.make(catalog(self.settings, name), f"giftfinder-{model}.tar.gz", "train")
        return self.store.activate(made.id, "ada", reason="test").id

    def runs(self, **models: str) -> None:
        write_running(
            self.settings.releases_dir, {f"giftfinder-{name}.tar.gz": url.split() for name, url in models.items()}
        )

    def look(self) -> None:
        self.serving._read()
        self.serving._take_model()
        self.serving._let_go()


@pytest.fixture
def scene(settings) -> Scene:
    return Scene(settings)


async def test_without_releases_the_pointer_alone_counts(scene):
    version = catalog(scene.settings, "p1")
    assert scene.catalog.point(version)
    assert (scene.serving.current.release, scene.serving.current.catalog) == (version, version)


async def test_a_catalog_waits_for_its_model_and_both_switch_at_once(scene):
    first = scene.release("p1", "a")
    scene.runs(a="http://127.0.0.1:1")
    scene.look()
    scene.catalog.point(scene.store.get(first).catalog_version)
    assert scene.serving.current.release == first
    second = scene.release("p2", "b")
    version = scene.store.get(second).catalog_version
    scene.look()
    assert not scene.catalog.point(version)
    assert scene.serving.current.release == first
    scene.runs(a="http://127.0.0.1:1", b="http://127.0.0.1:2")
    scene.look()
    assert scene.catalog.point(version)
    assert (scene.serving.current.release, scene.serving.current.catalog) == (second, version)
    assert scene.made == ["http://127.0.0.1:1", "http://127.0.0.1:2"]


async def test_who_began_with_a_release_stays_with_it_until_its_model_ends(scene):
    first = scene.release("p1", "a")
    scene.runs(a="http://127.0.0.1:1")
    scene.look()
    scene.catalog.point(scene.store.get(first).catalog_version)
    before = scene.serving.current
    second = scene.release("p2", "b")
    scene.runs(a="http://127.0.0.1:1", b="http://127.0.0.1:2")
    scene.look()
    scene.catalog.point(scene.store.get(second).catalog_version)
    scene.look()
    assert await scene.serving.of(first, "c") == before
    assert before.catalog in scene.catalog.kept
    scene.runs(b="http://127.0.0.1:2")
    scene.look()
    assert (await scene.serving.of(first, "c")).release == second
    assert scene.catalog.kept == {scene.store.get(second).catalog_version}


async def test_a_new_process_finds_an_earlier_release_that_still_runs(scene):
    first, second = scene.release("p1", "a"), scene.release("p2", "b")
    scene.runs(a="http://127.0.0.1:1", b="http://127.0.0.1:2")
    scene.look()
    scene.catalog.point(scene.store.get(second).catalog_version)
    assert (await scene.serving.of(first, "c")).release == first
    assert (await scene.serving.of("20200101T000000Z-0000", "c")).release == second


async def test_another_model_for_the_same_catalog_and_back(scene):
    first = scene.release("p1", "a")
    version = scene.store.get(first).catalog_version
    scene.runs(a="http://127.0.0.1:1", b="http://127.0.0.1:2")
    scene.look()
    scene.catalog.point(version)
    other = scene.store.make(version, "giftfinder-b.tar.gz", "train")
    scene.store.activate(other.id, "ada", reason="test")
    scene.look()
    assert scene.serving.current.release == other.id
    scene.store.rollback("ada")
    scene.look()
    assert scene.serving.current.release == first


async def test_the_same_release_on_another_port(scene):
    first = scene.release("p1", "a")
    scene.runs(a="http://127.0.0.1:1")
    scene.look()
    scene.catalog.point(scene.store.get(first).catalog_version)
    scene.runs(a=scene.settings.rasa_url)
    scene.look()
    assert scene.serving.current.client._http.base_url == scene.settings.rasa_url


async def test_conversations_are_spread_over_the_processes_that_are_told(scene):
    first = scene.release("p1", "a")
    scene.runs(a="http://127.0.0.1:1 http://127.0.0.1:2")
    scene.look()
    scene.catalog.point(scene.store.get(first).catalog_version)

    async def used(count: int) -> set[str]:
        return {(await scene.serving.of(first, str(number))).client.url for number in range(count)}

    assert await used(50) == {"http://127.0.0.1:1", "http://127.0.0.1:2"}
    scene.runs(a="http://127.0.0.1:2")
    scene.look()
    assert await used(50) == {"http://127.0.0.1:2"}
    assert scene.serving.current.release == first
