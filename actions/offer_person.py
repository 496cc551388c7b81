"""The way out where the assistant can't help: a person, and how to go on meanwhile."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import quick_replies
from actions.slots import GiftState
from actions.variants import next_variant


def offer_person(dispatcher: CollectingDispatcher, state: GiftState, key: str, **values: Any) -> None:
    """Say a text that has variants, with a person, the quiz, gifts to look at and a new start as quick replies."""
    texts = context().texts
    options = [
        (texts("button.person"), "/hand_off"),
        (texts("button.quiz"), "/start_quiz"),
        (texts("button.show_now"), "/show_now"),
        (texts("button.start_over"), "/start_over"),
    ]
    quick_replies(dispatcher, texts(next_variant(state, key), **values), options)
