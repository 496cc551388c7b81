"""action_list_recipients: "who are we shopping for?"."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.context import context
from actions.presenting import quick_replies, say
from actions.recipients import current_phrase, everybody, switch_buttons
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.conversation.recipients import details, phrase


class ActionListRecipients(StandaloneAction):
    """Names everybody, and whom this is about."""

    def name(self) -> str:
        return "action_list_recipients"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        brief, state = read_brief(tracker), read_state(tracker)
        people = everybody(brief, state)
        if len(people) < 2:
            if people:
                say(dispatcher, "recipients.one", who=current_phrase(brief, state))
            else:
                say(dispatcher, "recipients.none")
            await lead_on(dispatcher, brief, state)
            return events_for(brief, state)
        named = []
        for person in people:
            who, more = phrase(person, texts), details(person)
            named.append(texts("person.details", who=who, details=more) if more else who)
        all_but_last = ", ".join(named[:-1])
        text = texts(
            "recipients.many", first=all_but_last, last=named[-1], who=current_phrase(brief, state, with_details=False)
        )
        steps = [(texts("button.more"), "/more")] if state.has_shown else []
        options = [*switch_buttons(brief, state, most=6), *steps, (texts("button.someone_else"), "/next_recipient")]
        quick_replies(dispatcher, text, options)
        return events_for(brief, state)
