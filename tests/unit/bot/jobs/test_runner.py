"""Jobs: a process of its own each, one at a time, its state on disk whoever reads it."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys

import pytest

from bot.jobs import __main__ as program
from bot.jobs.runner import LOCK, BusyError, JobRunner
from bot.jobs.store import Job, JobStore, read_json
from bot.jobs.tasks import TaskError
from tests.support.processes import alive, wait_for


def sleeper(settings, job: Job, lock: int) -> int:
    """A task that goes on until it is ended, and starts a program of its own."""
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"
    child = subprocess.Popen([sys.executable, "-c", code], pass_fds=(lock,), start_new_session=True)
    SLEEPERS.append(child)
    return child.pid


SLEEPERS: list[subprocess.Popen[bytes]] = []


@pytest.fixture
def settings(make_settings):
    yield make_settings()
    for child in SLEEPERS:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    SLEEPERS.clear()


def test_one_task_runs_at_a_time_whoever_asks(settings):
    runner, other = JobRunner(settings, spawn=sleeper), JobRunner(settings, spawn=sleeper)
    first, second = (runner.store.make("import", name, "mira") for name in ("a.csv", "b.csv"))
    assert runner.running() == ""
    runner.start(first, "import", {}, "mira")
    assert other.running() == first.id
    with pytest.raises(BusyError):
        other.start(second, "import", {}, "mira")
    assert runner.store.started(second) is None
    os.killpg(SLEEPERS[0].pid, signal.SIGKILL)
    SLEEPERS[0].wait()
    assert other.running() == ""
    other.start(second, "import", {}, "mira")
    assert runner.running() == second.id


def test_the_command_line_and_a_task_do_not_work_at_once(settings):
    runner, other = JobRunner(settings, spawn=sleeper), JobRunner(settings, spawn=sleeper)
    job = runner.store.make("train", "training", "mira")
    with runner.hold():
        assert other.running() == ""
        with pytest.raises(BusyError):
            other.start(job, "train", {}, "mira")
        with pytest.raises(BusyError), other.hold():
            pytest.fail("two hold it")
    other.start(job, "train", {}, "mira")
    with pytest.raises(BusyError), runner.hold():
        pytest.fail("a task runs")


def test_stopping_ends_all_that_the_task_started(settings):
    runner = JobRunner(settings, spawn=sleeper)
    job, idle = (runner.store.make("import", name, "mira") for name in ("a.csv", "b.csv"))
    runner.start(job, "import", {}, "mira")
    group = SLEEPERS[0].pid
    wait_for(lambda: _members(group) == 2, 10)
    assert not runner.stop(idle)
    assert runner.stop(job)
    SLEEPERS[0].wait()
    wait_for(lambda: _members(group) == 0, 10)
    assert runner.running() == ""
    assert runner.store.result(job) is None


def _members(group: int) -> int:
    found = subprocess.run(["pgrep", "-g", str(group)], capture_output=True, text=True, check=False).stdout.split()
    return sum(alive(int(pid)) for pid in found)


def test_a_look_does_not_keep_others_from_starting(settings):
    runner = JobRunner(settings, spawn=lambda *_: 1)
    runner.start(runner.store.make("import", "a.csv", "mira"), "import", {}, "mira")
    lock = os.open(settings.jobs_dir / LOCK, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)  # somebody who looks, and never lets go
        with pytest.raises(BusyError):
            runner.start(runner.store.make("import", "b.csv", "mira"), "import", {}, "mira")
    finally:
        os.close(lock)
    assert runner.running() == ""


class TestStore:
    def test_what_is_kept_is_read_back(self, tmp_path):
        store = JobStore(tmp_path)
        job = store.make("import", "gifts.csv", "mira@shop.example", {"source": "upload"})
        again = JobStore(tmp_path)
        assert again.get(job.id) == job
        assert again.all("import") == [job]
        assert again.all("train") == []

    @pytest.mark.parametrize("wrong", ["", "..", "../x", "/etc", "20261123T091500Z-1a2b3c4d/..", "x" * 300, "a\0b"])
    def test_no_id_leads_out_of_the_folder(self, tmp_path, wrong):
        assert JobStore(tmp_path / "jobs").get(wrong) is None

    def test_starting_again_forgets_what_came_of_it_before(self, settings):
        runner = JobRunner(settings, spawn=lambda *_: 7)
        store, job = runner.store, runner.store.make("import", "a.csv", "mira")
        runner.start(job, "import", {"format": None}, "mira")
        store.finish(job, "import", ok=False, report={}, error="no")
        assert (store.result(job).ok, store.started(job).pid) == (False, 7)
        runner.start(job, "import", {"format": "jsonl"}, "bob")
        assert store.result(job) is None
        assert (store.started(job).arguments, store.started(job).actor) == ({"format": "jsonl"}, "bob")

    def test_the_oldest_go_but_never_the_one_that_runs(self, tmp_path):
        store = JobStore(tmp_path)
        jobs = [store.make("import", str(number), "mira") for number in range(4)]
        order = [job.id for job in store.all("import")]
        store.prune("import", 2, but=order[3])
        assert {job.id for job in store.all("import")} == {*order[:2], order[3]}
        assert len(jobs) == 4


class TestProgram:
    """The process's side, in this process."""

    @pytest.fixture
    def job(self, make_settings, monkeypatch):
        settings = make_settings()
        monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(settings.var_dir))
        monkeypatch.setattr(program, "configure_logs", lambda *_: None)
        runner = JobRunner(settings, spawn=lambda *_: 1)
        job = runner.store.make("import", "a.csv", "mira")
        runner.start(job, "import", {"format": "jsonl"}, "mira")
        return runner.store, job

    def test_it_keeps_the_report_and_how_far_it_was(self, job, monkeypatch):
        store, made = job

        def do(settings, work):
            assert (work.arguments, work.actor) == ({"format": "jsonl"}, "mira")
            work.tell("read", 5, 10)
            return {"read": 10}

        monkeypatch.setattr(program, "_find", lambda task: do)
        assert program.main(made.id) == 0
        assert store.result(made).report == {"read": 10}
        assert {"stage": "read", "done": 5, "total": 10}.items() <= store.progress(made).items()

    def test_what_goes_wrong_is_told(self, job, monkeypatch):
        store, made = job

        def do(settings, work):
            raise TaskError("None could go in.", {"read": 1})

        monkeypatch.setattr(program, "_find", lambda task: do)
        assert program.main(made.id) == 1
        result = store.result(made)
        assert (result.ok, result.report, result.error) == (False, {"read": 1}, "None could go in.")

    def test_what_nobody_foresaw_tells_nothing_of_the_inside(self, job, monkeypatch):
        store, made = job

        def do(settings, work):
            raise RuntimeError("/secret/path")

        monkeypatch.setattr(program, "_find", lambda task: do)
        assert program.main(made.id) == 1
        assert "/secret" not in store.result(made).error

    def test_every_task_is_there(self):
        for task in program.TASKS:
            assert callable(program._find(task))

    def test_there_is_no_such_job(self, job):
        assert program.main("20261123T091500Z-00000000") == 2


def test_files_are_never_seen_half_written(tmp_path):
    (tmp_path / "x.json").write_text('{"a":', encoding="utf-8")
    assert read_json(tmp_path / "x.json") == {}
