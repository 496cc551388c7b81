"""What the memory of a process is made of, by its mappings: shared libraries by package, and what it allocated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HEADER = re.compile(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+\s*(.*)")
_KIB = 1024
ALLOCATED, FILES, PYTHON, SYSTEM = "allocated", "other files", "Python", "system libraries"
_MOST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a process's memory in bytes (PSS: what processes share counts by its share)."""

    name: str
    size: int


def makeup(pids: Iterable[int], proc: Path = Path("/proc")) -> list[Part]:
    """The memory of some processes together, the largest part first; small packages are one part. Empty where the
    system does not tell."""
    sizes: Counter[str] = Counter()
    for pid in pids:
        try:
            text = (proc / str(pid) / "smaps").read_text("utf-8", "replace")
        except OSError:
            continue
        sizes.update(_by_part(text.splitlines()))
    own = [Part(name, size * _KIB) for name, size in sizes.most_common() if size]
    named = [part for part in own if part.name.startswith("library ")]
    few, rest = named[:_MOST], named[_MOST:]
    parts = [part for part in own if part not in named] + few
    if rest:
        parts.append(Part(f"{len(rest)} other libraries", sum(part.size for part in rest)))
    return sorted(parts, key=lambda part: -part.size)


def _by_part(lines: Iterable[str]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    part = ALLOCATED
    for line in lines:
        if line.startswith("Pss:"):
            sizes[part] += int(line.split()[1])
        elif (found := _HEADER.fullmatch(line)) is not None:
            part = _part(found[1])
    return sizes


def _part(path: str) -> str:
    if not path or path.startswith("["):
        return ALLOCATED
    if "/site-packages/" in path:
        package = path.partition("/site-packages/")[2].partition("/")[0]
        return f"library {package.removesuffix('.libs').partition('.')[0]}"
    name = path.rpartition("/")[2]
    if name.startswith(("python3", "libpython")) or "/lib-dynload/" in path:
        return PYTHON
    return SYSTEM if ".so" in name else FILES
