"""The machine that the figures are of, and what the processes take of its memory."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Machine:
    """What it is, and its load (runnable processes, mean of the last minute) when the bench began."""

    cpu: str
    cores: int
    memory_gb: float
    python: str
    system: str
    load: float

    @property
    def busy(self) -> bool:
        """Whether something else was using it noticeably."""
        return self.load > self.cores / 2


@dataclass(frozen=True, slots=True)
class Memory:
    """A process with its children, in bytes. PSS counts shared pages by halves; None where it can't be read."""

    name: str
    rss: int
    pss: int | None


def this_machine() -> Machine:
    """Look at the machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(
        cpu=_cpu() or platform.processor() or platform.machine(),
        cores=cores,
        memory_gb=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        load=os.getloadavg()[0],
    )


def stack_memory(supervisor: int) -> list[Memory]:
    """The memory of the stack's processes, given the process id of `giftfinder up`; empty without /proc."""
    if not _PROC.is_dir():
        return []
    return [_measured(name, pids) for name, pids in stack_processes(supervisor)]


def stack_processes(supervisor: int) -> list[tuple[str, list[int]]]:
    """The stack's processes by name, each with what it started; empty without /proc."""
    if not _PROC.is_dir():
        return []
    children = [(_stack_name(child), list(_family(child))) for child in _children(supervisor)]
    return [("Supervisor", [supervisor]), *children]


def memory(name: str, pid: int) -> list[Memory]:
    """The memory of a process with all that it started; empty without /proc."""
    return [_measured(name, list(_family(pid)))] if _PROC.is_dir() else []


def memory_of(name: str, pids: Sequence[int]) -> Memory:
    """The memory of some processes together."""
    return _measured(name, pids)


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process has used so far, user and system; 0 where it has ended or can't be read."""
    # proc(5): utime and stime are the 14th and 15th field; the name before them may have anything in it.
    fields = _read(_PROC / str(pid) / "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _stack_name(pid: int) -> str:
    words = _read(_PROC / str(pid) / "cmdline").replace("\0", " ")
    if "bot.rasa_process.run" in words:
        return "Rasa"
    return "Gateway with search and actions" if " serve" in words else words[:40]


def _measured(name: str, pids: Sequence[int]) -> Memory:
    rss, pss = 0, 0
    for pid in pids:
        fields = dict(_fields(_read(_PROC / str(pid) / "smaps_rollup")))
        rss += fields.get("Rss", 0) or dict(_fields(_read(_PROC / str(pid) / "status"))).get("VmRSS", 0)
        pss += fields.get("Pss", 0)
    return Memory(name, rss * _KIB, pss * _KIB if pss else None)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from _family(child)


def _children(pid: int) -> list[int]:
    pids = [int(path.name) for path in _PROC.iterdir() if path.name.isdecimal()]
    return [child for child in pids if _parent(child) == pid]


def _parent(pid: int) -> int | None:
    # "PID (name) STATE PARENT ...", and the name may have anything in it.
    fields = _read(_PROC / str(pid) / "stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else None


def _fields(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if value.endswith(" kB"):
            yield name, int(value.removesuffix(" kB"))


def _cpu() -> str:
    lines = _read(_PROC / "cpuinfo").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
