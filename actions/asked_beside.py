"""A question to the shop beside a wish or a command is answered first; then comes what the message is about."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.message import Said
from actions.policy_message import answer_from_pages
from actions.presenting import say

# Who turns to the shop's pages anyway, or to a person, answers the whole message.
_ANSWERED_BY_INTENT = frozenset({"shop_question", "delivery_by", "track_order", "hand_off", "occasion_date"})


async def answer_beside(dispatcher: CollectingDispatcher, said: Said) -> None:
    """Quote what the shop's pages say on the question that stands beside the matter, if there is one."""
    question = said.one("beside")
    if not question or said.intent in _ANSWERED_BY_INTENT:
        return
    if not await answer_from_pages(dispatcher, str(question)):
        say(dispatcher, "policy.unknown_beside")
