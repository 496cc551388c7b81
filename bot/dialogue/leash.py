"""Runs a program that ends with the process that asked for it, even when that one is killed with -9.

A script of its own, run by its path: `python -I -S leash.py PARENT_PID PROGRAM [ARGUMENT ...]`. It is to be the
leader of a process group, so that killing the group leaves nothing behind.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time

_PR_SET_PDEATHSIG = 1
_NO_PARENT = 70
_LOOK_EVERY = 0.5


def main(parent: int, command: list[str]) -> None:
    """Become the program (Linux), or run it and watch over it (elsewhere)."""
    if sys.platform == "linux":
        # The kernel kills us when the parent ends; this holds on through exec.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(_NO_PARENT)  # it ended before the kernel was told
        os.execvp(command[0], command)  # noqa: S606 - the command is the supervisor's own
    watch(parent, command)


def watch(parent: int, command: list[str]) -> None:
    """Run the program as a child and kill the whole group once the parent is gone."""
    # The supervisor's signals go to the group, so the program gets them too; we only have to outlive them.
    signal.signal(signal.SIGTERM, lambda *_: None)
    child = subprocess.Popen(command)  # noqa: S603 - as above
    while child.poll() is None:
        if os.getppid() != parent:
            os.killpg(0, signal.SIGKILL)
        time.sleep(_LOOK_EVERY)
    sys.exit(child.returncode if child.returncode >= 0 else 128 - child.returncode)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
