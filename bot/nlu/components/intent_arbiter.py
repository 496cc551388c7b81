"""IntentArbiter: Rasa component that settles the intent from the classifier's guess, what was read, and the scene."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.arbitration import Guess, settle
from bot.nlu.intents import says
from bot.nlu.scene import scene_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentArbiter(GraphComponent):
    """Needs a classifier and GiftReader before it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentArbiter:
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Replace the intent where more is known; what stands in a message that is no wish, says nothing.

        Rasa gives the conversation's tracker to whatever component takes an argument of this name.
        """
        before = tracker.latest_message.intent.get("name") if tracker.latest_message else None
        scene = scene_of(tracker.current_slot_values(), before)
        for message in messages:
            text, intent = message.get(TEXT), message.get(INTENT) or {}
            if not text:
                continue
            if not intent.get("name"):  # of a message without words the classifier makes nothing
                intent = {"name": "nlu_fallback", "confidence": 0.0}
            ranking = message.get(INTENT_RANKING_KEY) or [intent]
            guesses = [Guess(item["name"], float(item["confidence"])) for item in ranking if item["name"]]
            kinds = [item["entity"] for item in message.get(ENTITIES) or []]
            name = settle(text, guesses, kinds, scene)
            if name != (message.get(INTENT) or {}).get("name"):
                message.set(INTENT, {"name": name, "confidence": 1.0}, add_to_output=True)
            kept = [item for item in message.get(ENTITIES) or [] if says(name, item["entity"])]
            message.set(ENTITIES, kept, add_to_output=True)
        return messages
