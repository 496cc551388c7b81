"""What a process's memory is made of."""

from __future__ import annotations

import os
from pathlib import Path

from bot.bench.makeup import ALLOCATED, FILES, PYTHON, SYSTEM, makeup

_LINE = "7f00{number:08x}-7f01{number:08x} r-xp 00000000 08:01 123456                     {path}\nSize: 9 kB\nPss: {size} kB\n"


def _smaps(folder: Path, pid: int, *mappings: tuple[str, int]) -> None:
    text = "".join(
        _LINE.format(number=number, path=path, size=size) + "Pss_Dirty: 7 kB\nVmFlags: rd ex\n"
        for number, (path, size) in enumerate(mappings)
    )
    (folder / str(pid)).mkdir()
    (folder / str(pid) / "smaps").write_text(text)


def test_by_package_and_kind(tmp_path: Path) -> None:
    site = "/app/.venv/lib/python3.11/site-packages"
    _smaps(
        tmp_path,
        1,
        ("", 100),
        ("[heap]", 50),
        (f"{site}/faiss/_swigfaiss.so", 30),
        (f"{site}/faiss_cpu.libs/libopenblas.so", 5),
        ("/usr/bin/python3.11", 4),
        ("/usr/lib/libc.so.6", 3),
        ("/data/index (deleted)", 2),
    )
    _smaps(tmp_path, 2, (f"{site}/faiss/_swigfaiss.so", 10))
    found = {part.name: part.size // 1024 for part in makeup([1, 2, 3], tmp_path)}
    assert found == {ALLOCATED: 150, "library faiss": 40, "library faiss_cpu": 5, PYTHON: 4, SYSTEM: 3, FILES: 2}
    assert [part.name for part in makeup([1], tmp_path)][:2] == [ALLOCATED, "library faiss"]


def test_small_packages_are_one_part(tmp_path: Path) -> None:
    _smaps(tmp_path, 1, *((f"/x/site-packages/p{number}/a.so", 10 + number) for number in range(8)))
    found = {part.name: part.size // 1024 for part in makeup([1], tmp_path)}
    assert found["3 other libraries"] == 10 + 11 + 12 and len(found) == 6


def test_of_this_process() -> None:
    if Path("/proc/self/smaps").exists():
        assert sum(part.size for part in makeup([os.getpid()])) > 1_000_000
    assert makeup([]) == []
