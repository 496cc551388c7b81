"""Which models run: a new one beside the old, told when it answers; the old one until its time is over."""

from __future__ import annotations

import httpx
import pytest

from bot.dialogue.process import Program
from bot.dialogue.supervisor import GaveUpError
from bot.releases.fleet import Fleet
from bot.releases.running import read_running
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
    assert (scene.running, scene.supervisor.programs) == ({B}, ["Rasa", "Rasa (b)"])
    clock[0] += 11
    await scene.fleet.look()
    assert scene.supervisor.programs == ["Rasa (b)"]


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
