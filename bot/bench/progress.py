"""What the bench is doing, on standard error."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class Steps:
    """A line for each step, and below them what runs at the moment with the time it has taken."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._task = self._progress.add_task("", total=None)
        self._done = 0.0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def say(self, text: str) -> None:
        """Begin a step that takes as long as it takes."""
        self._progress.reset(self._task, description=text, total=None)
        if not self._console.is_terminal:
            self._console.print(text, highlight=False, soft_wrap=True)

    def expect(self, seconds: float) -> None:
        """Begin a step of many parts that take so many seconds in all."""
        self._done = 0.0
        self._progress.reset(self._task, total=seconds)

    def part(self, text: str, seconds: float) -> None:
        """Begin a part of the step."""
        self._progress.update(self._task, description=text, completed=self._done)
        self._done += seconds
        if not self._console.is_terminal:
            self._console.print(text, highlight=False, soft_wrap=True)
