"""Fixtures for tests of actions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actions import context as module
from tests.support.acting import Stage


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A small shop that actions work on."""
    made = Stage()
    monkeypatch.setattr(module, "_context", made.context)
    yield made
