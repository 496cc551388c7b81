"""What the shop's pages say, as a message: always in their own words."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import quick_replies
from bot.messages import PolicyMessage
from bot.policies.document import Passage, Policy


def say_policy(
    dispatcher: CollectingDispatcher, text: str, policy: Policy, passage: Passage, quote: str, readable: str
) -> None:
    """Say an answer and the passage behind it; the text ends with the quote in readable lines, for text clients."""
    message = PolicyMessage(
        text=f"{text}\n{readable}",
        title=passage.heading,
        quote=quote,
        url=context().policies.url(policy, passage.anchor),
        readable=readable,
    )
    dispatcher.utter_message(json_message=message.model_dump(mode="json"))


async def answer_from_pages(
    dispatcher: CollectingDispatcher, question: str, *, lead: str = "policy.lead", least: float = 0.0
) -> bool:
    """Answer a question with a passage; False where the pages don't say, or not with a score of `least`."""
    services = context()
    found = await services.policies.find(question)
    if found is None or found.score < least:
        return False
    said = services.texts(lead, title=found.policy.title)
    say_policy(dispatcher, said, found.policy, found.passage, found.quote, found.readable)
    return True


def offer_person(dispatcher: CollectingDispatcher, key: str) -> None:
    """Say a text and offer a person, or to go on with the gifts."""
    texts = context().texts
    options = [(texts("button.person"), "/hand_off"), (texts("button.go_on_gifts"), "/affirm")]
    quick_replies(dispatcher, texts(key), options)
