"""Rasa's memory of conversations: in the process, of bounded size, and as fast in the 400th turn as in the first.

The log of a conversation is the gateway's (see bot.conversation). Rasa needs only what its rules and the NLU look at:
slots, the form, and the last few turns.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

TURNS = "GIFTFINDER_RASA_TURNS"
"""The setting for how many turns are remembered; twice as many are kept before the older half is dropped."""
CONVERSATIONS = "GIFTFINDER_RASA_CONVERSATIONS"
"""The setting for how many conversations are remembered; the longest unused goes first, and the gateway reminds it."""


class RecentTrackerStore(TrackerStore):
    """Keeps the last turns of the last conversations as event objects, which nobody changes once they are made."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        """`kwargs` may hold `turns` and `conversations`; the environment's settings stand otherwise."""
        super().__init__(domain, event_broker)
        self._turns = int(kwargs.get("turns") or os.environ.get(TURNS) or 20)
        self._most = int(kwargs.get("conversations") or os.environ.get(CONVERSATIONS) or 20_000)
        self._events: OrderedDict[str, list[Event]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Remember a conversation as it is now."""
        await self.stream_events(tracker)
        self._events[tracker.sender_id] = self._recent(tracker)
        self._events.move_to_end(tracker.sender_id)
        while len(self._events) > self._most:
            self._events.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was saved last, or None; the caller may change what it gets."""
        events = self._events.get(sender_id)
        if events is None:
            return None
        self._events.move_to_end(sender_id)
        return self._replayed(sender_id, events)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The same: there is one session a conversation."""
        return await self.retrieve(conversation_id)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations remembered."""
        return list(self._events)

    def _replayed(self, sender_id: str, events: Sequence[Event]) -> DialogueStateTracker:
        tracker = self.init_tracker(sender_id)
        tracker.recreate_from_dialogue(Dialogue(sender_id, list(events)))
        return tracker

    def _recent(self, tracker: DialogueStateTracker) -> list[Event]:
        """All events while they are few; else those of the last turns, behind what the ones before them came to."""
        events = list(tracker.events)
        starts = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(starts) <= 2 * self._turns:
            return events
        cut = starts[-self._turns]
        before = self._replayed(tracker.sender_id, events[:cut])
        fresh = self.init_tracker(tracker.sender_id).current_slot_values()
        slots = [
            SlotSet(name, value) for name, value in before.current_slot_values().items() if value != fresh.get(name)
        ]
        loop = [ActiveLoop(before.active_loop_name)] if before.active_loop_name else []
        return [*slots, *loop, ActionExecuted(ACTION_LISTEN_NAME), *events[cut:]]
