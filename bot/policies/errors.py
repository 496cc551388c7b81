"""What can be wrong with the shop's pages."""

from __future__ import annotations


class PolicyError(ValueError):
    """A policy file that can't be used; the text begins with file and line."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line = file, line
