"""action_tell_next_occasions: which occasions come next."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import inform
from actions.context import context
from actions.presenting import quick_replies
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.occasions.season import SEASONS

_WEEKS_AHEAD = 90  # days
_MOST = 4


class ActionTellNextOccasions(StandaloneAction):
    """Names the next gifting occasions with their days, each as a button that takes it into the wish."""

    def name(self) -> str:
        return "action_tell_next_occasions"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        tell_next(dispatcher)
        return events_for(read_brief(tracker), read_state(tracker))


def tell_next(dispatcher: CollectingDispatcher) -> None:
    """Name the next gifting occasions."""
    services = context()
    occasions, texts = services.occasions, services.texts
    coming = occasions.calendar.coming(occasions.clock.today(), _WEEKS_AHEAD)
    found = [item for item in coming if item.occasion in SEASONS][:_MOST]
    if not found:
        dispatcher.utter_message(text=texts("occasion.none_near"))
        return
    named = [texts("occasion.one", occasion=occasions.title(item), date=occasions.say_day(item.day)) for item in found]
    options = [(occasions.title(item), inform(occasion=item.occasion)) for item in found]
    quick_replies(dispatcher, texts("occasion.next", list="; ".join(named)), options)
