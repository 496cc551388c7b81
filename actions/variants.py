"""Texts that have several wordings, said in turn."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import say
from actions.slots import GiftState


def say_variant(dispatcher: CollectingDispatcher, state: GiftState, key: str, **values: Any) -> None:
    """Say the next wording of a text, never the same twice in a row; `state` notes which.

    The wordings are `key.0`, `key.1` ... of the locale file, as many as it has. The caller stores the state.
    """
    say(dispatcher, next_variant(state, key), **values)


def next_variant(state: GiftState, key: str) -> str:
    """The locale key of the next wording, for texts that go out with quick replies; `state` notes it.

    Raises:
        KeyError: the locale has no `key.0`.
    """
    count = context().texts.variants(key)
    if not count:
        raise KeyError(f"{key}.0")
    number = (state.said.get(key, -1) + 1) % count
    state.said[key] = number
    return f"{key}.{number}"
