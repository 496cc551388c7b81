"""action_tell_occasion: "when is Diwali?", "how long until Mother's Day"."""

from __future__ import annotations

import re
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.context import context
from actions.message import read_message
from actions.presenting import say
from actions.season import count_down
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.tell_next_occasions import tell_next
from bot.occasions.calendar import DATED, OccasionDay
from bot.occasions.names import find_occasion_name, written

_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_NEXT_YEAR = re.compile(r"\bnext year\b", re.IGNORECASE)


class ActionTellOccasion(StandaloneAction):
    """Tells the date and the days left; for an occasion without a day of its own, that it has none."""

    def name(self) -> str:
        return "action_tell_occasion"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        text = read_message(tracker).text
        occasion = find_occasion_name(text)
        if occasion is None:
            tell_next(dispatcher)
            return events_for(brief, state)
        today = context().occasions.clock.today()
        if occasion not in DATED:
            say(dispatcher, "occasion.undated", occasion=written(occasion))
        elif found := _day_of(occasion, text, today):
            _tell(dispatcher, found, today)
        else:
            say(dispatcher, "occasion.no_date", occasion=written(occasion))
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)


def _day_of(occasion: str, text: str, today: date) -> OccasionDay | None:
    calendar = context().occasions.calendar
    if match := _YEAR.search(text):
        return next(iter(calendar.days(occasion, int(match[0]))), None)
    if _NEXT_YEAR.search(text):
        return next(iter(calendar.days(occasion, today.year + 1)), None)
    return calendar.next(occasion, today)


def _tell(dispatcher: CollectingDispatcher, item: OccasionDay, today: date) -> None:
    occasions = context().occasions
    if item.day < today:
        say(dispatcher, "occasion.one", occasion=occasions.title(item), date=occasions.say_date(item.day))
        return
    dispatcher.utter_message(json_message=count_down(item).model_dump(mode="json"))
