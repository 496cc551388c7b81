"""The supervisor with stand-in programs: crashes, hangs, stubborn and dividing processes, its own violent end."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.dialogue.supervisor import GaveUpError, Happening, Supervisor, Timing, supervise

HERE = Path(__file__).parent
QUICK = Timing(first_delay=0.05, longest_delay=0.1, check_every=0.1, look_every=0.05, tell_every=0.1, strikes=2)


class Told(list):
    def __call__(self, program, happening, details) -> None:
        self.append((program.name, happening, details))

    def happenings(self, name="Stand-in"):
        return [happening for who, happening, _ in self if who == name and happening is not Happening.WAITING]


@asynccontextmanager
async def running(*programs, timing=QUICK):
    told, stop = Told(), asyncio.Event()
    supervisor = Supervisor(programs, told, timing)
    task = asyncio.create_task(supervisor.run(stop))
    try:
        await asyncio.wait_for(supervisor.all_ready(), 10)
        yield supervisor, told
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def until(condition, seconds=10.0):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def test_stopping_ends_a_program_and_all_that_it_started(make_program, tools):
    program = make_program("child")
    async with running(program):
        [own] = tools.pids(program.log, "stand-in")
        [child] = tools.pids(program.log, "child")
        assert tools.alive(own) and tools.alive(child)
    assert not tools.alive(own)
    await until(lambda: not tools.alive(child), 2)


async def test_a_program_that_ignores_the_polite_signal_is_killed_when_its_time_is_up(make_program, tools):
    program = make_program("stubborn", stop_seconds=0.3)
    async with running(program):
        [own] = tools.pids(program.log, "stand-in")
        started = time.monotonic()
    assert 0.3 <= time.monotonic() - started < 3
    assert not tools.alive(own)


async def test_a_killed_program_is_restarted_and_the_others_are_left_alone(make_program, tools):
    victim, other = make_program(name="Victim"), make_program(name="Other")
    async with running(victim, other) as (supervisor, told):
        before, others = supervisor.pid("Victim"), supervisor.pid("Other")
        os.kill(before, signal.SIGKILL)
        await until(lambda: Happening.BACK in told.happenings("Victim"))
        assert supervisor.pid("Victim") != before
        assert supervisor.pid("Other") == others
    assert told.happenings("Victim") == [Happening.READY, Happening.RESTARTING, Happening.BACK]
    assert told.happenings("Other") == [Happening.READY]
    assert any("killed by SIGKILL" in details for _, _, details in told)


async def test_a_crash_is_noticed_though_a_child_lives_on_and_the_child_is_ended(make_program, tools):
    program = make_program("child")
    async with running(program) as (supervisor, told):
        [child] = tools.pids(program.log, "child")
        os.kill(supervisor.pid("Stand-in"), signal.SIGKILL)
        await until(lambda: Happening.BACK in told.happenings(), 3)
        assert not tools.alive(child)


@pytest.mark.parametrize("state", ["ill", "hung"])
async def test_a_program_that_no_longer_answers_is_replaced(make_program, tmp_path, tools, state):
    health = tmp_path / "health"
    health.write_text("")
    program = make_program(f"health={health}")
    async with running(program) as (supervisor, told):
        before = supervisor.pid("Stand-in")
        health.write_text(state)
        await until(lambda: Happening.RESTARTING in told.happenings())
        health.write_text("")
        await until(lambda: Happening.BACK in told.happenings())
        assert not tools.alive(before)
    assert any("does not answer" in details for _, _, details in told)


async def test_one_missed_health_check_is_no_reason_to_restart(make_program):
    answers = iter([True, False, True, False, True])

    async def healthy():
        return next(answers, True)

    program = make_program()
    object.__setattr__(program, "healthy", healthy)
    async with running(program) as (supervisor, told):
        before = supervisor.pid("Stand-in")
        await until(lambda: next(answers, None) is None)
        await asyncio.sleep(0.3)
        assert supervisor.pid("Stand-in") == before
    assert told.happenings() == [Happening.READY]


async def test_a_program_that_never_gets_ready_ends_everything_with_its_last_words(make_program, tools):
    crashing, other = make_program("crash=3", name="Crashing"), make_program(name="Other")
    told = Told()
    with pytest.raises(GaveUpError, match="Crashing ended with status 3") as caught:
        await Supervisor([crashing, other], told, QUICK).run(asyncio.Event())
    assert "the reason for the crash" in caught.value.tail
    assert told.happenings("Crashing") == [Happening.RESTARTING] * 2
    assert not any(tools.alive(pid) for pid in tools.pids(other.log, "stand-in"))


async def test_a_program_that_is_not_there_is_reported(make_program):
    program = make_program()
    object.__setattr__(program, "command", ("/nonexistent/program",))
    with pytest.raises(GaveUpError, match="Stand-in ended with status"):
        await Supervisor([program], Told(), QUICK).run(asyncio.Event())


async def test_a_slow_start_is_shown_and_has_an_end(make_program, tmp_path):
    (tmp_path / "health").write_text("ill")
    program = make_program(f"health={tmp_path / 'health'}", start_seconds=0.5, doing="is loading")
    told = Told()
    with pytest.raises(GaveUpError, match=r"was not ready after 0\.5 s"):
        await Supervisor([program], told, QUICK).run(asyncio.Event())
    assert any(happening is Happening.WAITING and "is loading" in text for _, happening, text in told)


async def test_the_delay_before_a_restart_grows_and_stays_bounded(make_program):
    told = Told()
    timing = Timing(first_delay=0.01, longest_delay=0.04, first_attempts=6)
    with pytest.raises(GaveUpError):
        await Supervisor([make_program("crash=1")], told, timing).run(asyncio.Event())
    delays = [details.rpartition(" in ")[2] for _, happening, details in told if happening is Happening.RESTARTING]
    assert delays == ["0.01 s", "0.02 s", "0.04 s", "0.04 s", "0.04 s"]


async def test_ready_is_announced_once_when_all_are(make_program):
    announced, stop = [], asyncio.Event()
    first, second = make_program(name="First"), make_program(name="Second")
    supervisor = Supervisor([first, second], Told(), QUICK)
    task = asyncio.create_task(supervise(supervisor, stop, lambda: announced.append(True)))
    await until(lambda: announced)
    os.kill(supervisor.pid("First"), signal.SIGKILL)
    await asyncio.sleep(0.3)
    stop.set()
    await task
    assert announced == [True]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_a_supervisor_that_is_killed(tmp_path, tools, number):
    log = tmp_path / "program.log"
    code = f"""
import asyncio, os, sys
from pathlib import Path
from bot.dialogue.process import Process, Program
async def healthy(): return True
async def main():
    program = Program("P", (sys.executable, "-S", {str(HERE / "stand_in.py")!r}, "{tools.free_port()}", "stubborn"),
                      healthy, Path({str(log)!r}), Path.cwd(), dict(os.environ))
    await Process.start(program)
    await asyncio.sleep(60)
asyncio.run(main())
"""
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    tools.wait_for(lambda: tools.pids(log, "stand-in"))
    [pid] = tools.pids(log, "stand-in")
    supervisor.send_signal(number)
    supervisor.wait(10)
    tools.wait_for(lambda: not tools.alive(pid), 5)


async def test_programs_come_and_go_while_the_others_run(make_program, tools):
    first, second = make_program(name="First"), make_program(name="Second")
    async with running(first) as (supervisor, _):
        before = supervisor.pid("First")
        supervisor.add(second)
        with pytest.raises(ValueError, match="Second runs already"):
            supervisor.add(second)
        await asyncio.wait_for(supervisor.ready("Second"), 10)
        later = supervisor.pid("Second")
        await supervisor.drop("Second")
        await supervisor.drop("Second")
        assert not tools.alive(later)
        supervisor.add(second)
        await asyncio.wait_for(supervisor.ready("Second"), 10)
        later = supervisor.pid("Second")
        assert supervisor.pid("First") == before
    assert not tools.alive(later)


async def test_one_of_the_first_may_be_taken_away(make_program, tools):
    first, second = make_program(name="First"), make_program(name="Second")
    async with running(first, second) as (supervisor, _):
        gone = supervisor.pid("First")
        await supervisor.drop("First")
        assert not tools.alive(gone)
        assert tools.alive(supervisor.pid("Second"))


async def test_an_added_program_that_gives_up_leaves_the_others_running(make_program, tools):
    first, broken = make_program(name="First"), make_program("crash=3", name="Broken")
    async with running(first) as (supervisor, _):
        supervisor.add(broken)
        with pytest.raises(GaveUpError):
            await asyncio.wait_for(supervisor.ready("Broken"), 10)
        await supervisor.drop("Broken")
        assert tools.alive(supervisor.pid("First"))
