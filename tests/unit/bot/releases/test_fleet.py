"""Which models run: a new one beside the old, told when it answers; the old one until its time is over."""

from __future__ import annotations

import httpx
import pytest

from bot.dialogue.process import Program
from bot.dialogue.supervisor import GaveUpError
from bot.releases.fleet import Fleet
from bot.releases.running import read_running, want_processes
from tests.unit.bot.releases.test_store import settings

__all__ = ["settings"]
A, B = "giftfinder-a.tar.gz", "giftfinder-b.tar.gz"


class FakeSupervisor:
    def __init__(self, *, broken: bool = False) -> None:
        self.programs: list[str] = ["Rasa"]
        self.broken = broken

    def add(self, program: Program) -> None:
        self.programs.append(program.name)
        self.program = program

    async def ready(self, name: str) -> None:
        if self.broken:
            raise GaveUpError(self.program, "ended with status 1", [])

    async def drop(self, name: str) -> None:
        self.programs.remove(name)


class Scene:
    def __init__(self, settings, *, broken: bool = False, status: int = 200) -> None:
        self.settings = settings.model_copy(update={"release_drain": 100.0, "turn_wait": 10.0})
        self.supervisor = FakeSupervisor(broken=broken)
        self.read: list[str] = []
        self.wanted, self.said, self.refused = A, [], []

        def answer(request: httpx.Request) -> httpx.Response:
            self.read.append(str(request.url.copy_with(query=None)))
            return httpx.Response(status, json={})

        client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        self.fleet = Fleet(
            self.settings,
            self.supervisor,  # type: ignore[arg-type]
            client,
            (A, "Rasa"),
            lambda: self.wanted,
            self.said.append,
            self.refused.append,
        )
        self.fleet._tell(A)

    @property
    def running(self) -> set[str]:
        return set(read_running(self.settings.releases_dir))


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("bot.releases.fleet.time.monotonic", lambda: now[0])
    return now


async def test_a_new_model_answers_before_it_is_told_and_the_old_one_ends_after_its_time(settings, clock):
    scene = Scene(settings)
    await scene.fleet.look()
    assert (scene.running, scene.supervisor.programs) == ({A}, ["Rasa"])
    scene.wanted = B
    await scene.fleet.look()
    assert scene.running == {A, B}
    assert scene.read and scene.read[0].endswith("/model/parse")
    clock[0] += 99
    await scene.fleet.look()
    assert scene.running == {A, B}
    clock[0] += 2
    await scene.fleet.look()
    assert (scene.running, scene.supervisor.programs) == ({B}, ["Rasa", "Rasa 2 (b)"])
    clock[0] += 11
    await scene.fleet.look()
    assert scene.supervisor.programs == ["Rasa 2 (b)"]


async def test_back_to_the_old_one_in_time_starts_nothing(settings, clock):
    scene = Scene(settings)
    scene.wanted = B
    await scene.fleet.look()
    scene.wanted = A
    await scene.fleet.look()
    clock[0] += 200
    await scene.fleet.look()
    assert scene.running == {A}
    assert scene.read == scene.read[:1]


@pytest.mark.parametrize("trouble", ["broken", "silent", "gone"])
async def test_a_model_that_can_not_serve_changes_nothing_and_is_not_tried_again(settings, clock, trouble):
    scene = Scene(settings, broken=trouble == "broken", status=500 if trouble == "silent" else 200)
    if trouble == "gone":
        (settings.models_dir / B).unlink()
    scene.wanted = B
    for _ in range(3):
        await scene.fleet.look()
    assert (scene.running, scene.supervisor.programs, scene.refused) == ({A}, ["Rasa"], [B])


async def test_processes_are_added_and_taken_away_while_it_serves(settings, clock):
    scene = Scene(settings)
    want_processes(settings.releases_dir, 3)
    await scene.fleet.look()
    first, *others = read_running(settings.releases_dir)[A]
    assert first == settings.rasa_url
    assert len({*others}) == 2 == len(scene.read)
    assert scene.supervisor.programs == ["Rasa", "Rasa 2 (a)", "Rasa 3 (a)"]
    want_processes(settings.releases_dir, 1)
    await scene.fleet.look()
    assert read_running(settings.releases_dir) == {A: (settings.rasa_url,)}
    assert len(scene.supervisor.programs) == 3
    clock[0] += 11
    await scene.fleet.look()
    assert scene.supervisor.programs == ["Rasa"]


async def test_a_new_model_has_all_its_processes_before_it_serves(settings, clock):
    scene = Scene(settings.model_copy(update={"rasa_processes": 2}))
    await scene.fleet.look()
    scene.wanted = B
    await scene.fleet.look()
    assert {name: len(urls) for name, urls in read_running(settings.releases_dir).items()} == {A: 2, B: 2}
    clock[0] += 101
    await scene.fleet.look()
    clock[0] += 11
    await scene.fleet.look()
    assert scene.supervisor.programs == ["Rasa 3 (b)", "Rasa 4 (b)"]


async def test_a_process_that_can_not_start_is_not_tried_again_until_another_number_is_wanted(settings, clock):
    scene = Scene(settings, status=500)
    want_processes(settings.releases_dir, 2)
    for _ in range(3):
        await scene.fleet.look()
    assert len(scene.read) == 1
    assert (scene.running, scene.supervisor.programs) == ({A}, ["Rasa"])
    assert read_running(settings.releases_dir)[A] == (settings.rasa_url,)
    want_processes(settings.releases_dir, 3)
    await scene.fleet.look()
    assert len(scene.read) == 2
