"""The machine and its memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.bench.machine import Machine, memory, stack_memory, this_machine

linux = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux's /proc")
BLOCK = 60_000_000


def test_the_machine_is_named():
    machine = this_machine()
    assert machine.cpu
    assert machine.cores >= 1
    assert machine.memory_gb > 0.1
    assert machine.python.startswith("3.")


def test_busy_is_more_than_half_the_cores():
    assert not Machine("", 4, 8.0, "", "", 2.0).busy
    assert Machine("", 4, 8.0, "", "", 2.1).busy


@linux
def test_memory_is_that_of_the_process_with_its_children():
    code = f"import sys; block = bytearray(b'x') * {BLOCK}; print('there', flush=True); sys.stdin.read()"
    child = [sys.executable, "-c", code]
    nested = [sys.executable, "-c", f"import subprocess; subprocess.run({child!r})"]
    with subprocess.Popen(nested, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"there\n"
        (found,) = memory("both", process.pid)
        supervisor, below = stack_memory(process.pid)
        process.stdin.close()
    assert found.name == "both"
    assert BLOCK < found.rss < 4 * BLOCK
    assert found.pss is not None
    assert BLOCK < found.pss <= found.rss
    assert supervisor.rss < BLOCK < below.rss


@linux
def test_a_process_that_is_gone_takes_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    (found,) = memory("gone", process.pid)
    assert (found.rss, found.pss) == (0, None)
