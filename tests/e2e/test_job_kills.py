"""The gateway is killed while a job of the merchants' page runs: the job goes on, and the page finds it again."""

from __future__ import annotations

import os
import signal

import httpx
import pytest

from bot.jobs.runner import JobRunner
from bot.releases.store import ReleaseStore
from bot.settings import Settings
from tests.support.merchant import Merchant
from tests.support.processes import alive, wait_for

MOST_SECONDS = 900


@pytest.fixture
def boss(stack):
    merchant = Merchant(stack, "keeper@shop.example")
    yield merchant
    merchant.close()


def test_a_check_goes_on_without_the_gateway_that_started_it(stack, boss):
    store = ReleaseStore(Settings(var_dir=stack.var))
    wait_for(lambda: store.active() is not None, 60)
    serving = store.active()
    assert serving is not None
    candidate = store.make(serving.catalog_version, serving.model, "train").id
    path = f"/releases/{candidate}"
    boss.call("POST", f"{path}/check")
    wait_for(lambda: job_pid(stack) is not None, 60)
    job, gateway = job_pid(stack), stack.gateway_pid()
    os.kill(gateway, signal.SIGKILL)
    wait_for(lambda: stack.gateway_pid() not in (None, gateway), 120)
    stack.wait_ready()
    assert alive(job), "the job ended with the gateway"
    # Whoever opens the page now sees it run, can't start another, and hears of its end.
    assert boss.call("GET", "/releases")["checking"]["release"] == candidate
    with pytest.raises(AssertionError, match="409"):
        boss.call("POST", f"{path}/check")
    told = []
    with boss.http.stream("GET", f"/api/merchant{path}/check/events", timeout=MOST_SECONDS) as events:
        told += [line for line in events.iter_lines() if line]
    assert '"state":"done"' in [line for line in told if line.startswith("data: ")][-2].replace(" ", "")
    checked = store.get(candidate)
    assert (checked.state, checked.check["kind"]) == ("passed", "full")
    assert store.active_id() == serving.id


def test_a_job_that_was_killed_is_told_as_cut_off_and_can_be_started_again(stack, boss):
    store = ReleaseStore(Settings(var_dir=stack.var))
    serving = store.active()
    candidate = store.make(serving.catalog_version, serving.model, "train").id
    path = f"/releases/{candidate}"
    for _ in range(2):
        boss.call("POST", f"{path}/check")
        wait_for(lambda: job_pid(stack) is not None, 60)
        os.killpg(job_pid(stack), signal.SIGKILL)
        wait_for(lambda: boss.call("GET", "/releases")["checking"] is None, 60)
        with boss.http.stream("GET", f"/api/merchant{path}/check/events", timeout=60) as events:
            assert any('"failed"' in line and "cut off" in line for line in events.iter_lines())
    assert store.get(candidate).state == "candidate"
    assert httpx.get(f"{stack.url}/readyz").json()["release"] == serving.id


def job_pid(stack) -> int | None:
    """The process of the task that runs on the stack's state."""
    runner = JobRunner(Settings(var_dir=stack.var))
    job = runner.store.get(runner.running())
    started = runner.store.started(job) if job else None
    return started.pid if started and started.pid else None
