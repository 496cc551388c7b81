"""What a task gives, and how it says that it could not be done."""

from __future__ import annotations

from typing import Any

Stage = str
TaskResult = dict[str, Any]


class TaskError(Exception):
    """It could not be done; the text is for merchants, `report` is what was found until then."""

    def __init__(self, message: str, report: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.report = report or {}
