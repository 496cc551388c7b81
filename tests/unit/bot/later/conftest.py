"""Agents' browsers (see the staff tests)."""

from tests.unit.bot.staff.conftest import desk, office

__all__ = ["desk", "office"]
