"""What the last action of a turn left in the slots, noted where actions run: saves asking the dialogue engine."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

KEPT = ("brief", "gift_state")
_MOST = 1_000
# Events that change slots without naming them.
_RESETTING = frozenset({"reset_slots", "restart", "undo", "rewind"})


class SlotNotes:
    """Notes of turns under way. There are none where the action server runs in another process."""

    def __init__(self) -> None:
        self._notes: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def note(self, sender: str, action: str, before: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> None:
        """Note what `action` was called with, `before`, and what its events changed of it.

        A form weighs what its validation says before it takes it over: after one nothing is certain.
        """
        self._notes.pop(sender, None)
        if action.startswith("validate_"):
            return
        slots = {name: before.get(name) for name in KEPT}
        for event in events:
            if event.get("event") in _RESETTING:
                return
            if event.get("event") == "slot" and event.get("name") in slots:
                slots[str(event["name"])] = event.get("value")
        self._notes[sender] = slots
        while len(self._notes) > _MOST:
            self._notes.popitem(last=False)

    def take(self, sender: str) -> dict[str, Any] | None:
        """The note of this conversation, which is gone then; None when there is none."""
        return self._notes.pop(sender, None)
