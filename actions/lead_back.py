"""action_lead_back: back to the question that stands or to what can be done next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.messages import QuickReply
from catalog_index.brief import GiftBrief


class ActionLeadBack(StandaloneAction):
    """Asks the next question, or offers the next steps after results."""

    def name(self) -> str:
        return "action_lead_back"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)


async def lead_back(
    dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState, text: str, *, also: Sequence[QuickReply] = ()
) -> None:
    """Say a text and go on in the same message, with the question that stands and its quick replies.

    `also` are put behind these, where they don't stand among them already.
    """
    onward = CollectingDispatcher()
    await lead_on(onward, brief, state)
    messages: list[dict[str, Any]] = onward.messages
    first = messages[0].get("custom") if messages else None
    if not isinstance(first, dict) or first.get("type") != "quick_replies":
        dispatcher.utter_message(text=text)
    else:
        first["text"] = f"{text} {first['text']}".strip()
        offered = {option["payload"] for option in first["options"]}
        first["options"] += [option.model_dump(mode="json") for option in also if option.payload not in offered]
    dispatcher.messages.extend(messages)
