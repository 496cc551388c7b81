"""IntentArbiter: Rasa component that settles the intent from the classifier's guess and what was read."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.arbitration import Guess, says, settle


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

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent where the entities say more; what stands in a message that is no wish, says nothing."""
        for message in messages:
            text, intent = message.get(TEXT), message.get(INTENT) or {}
            if not text:
                continue
            if not intent.get("name"):  # of a message without words the classifier makes nothing
                intent = {"name": "nlu_fallback", "confidence": 0.0}
            ranking = message.get(INTENT_RANKING_KEY) or [intent]
            guesses = [Guess(item["name"], float(item["confidence"])) for item in [intent, *ranking] if item["name"]]
            kinds = [item["entity"] for item in message.get(ENTITIES) or []]
            name = settle(text, guesses, kinds)
            if name != (message.get(INTENT) or {}).get("name"):
                message.set(INTENT, {"name": name, "confidence": 1.0}, add_to_output=True)
            kept = [item for item in message.get(ENTITIES) or [] if says(name, item["entity"])]
            message.set(ENTITIES, kept, add_to_output=True)
        return messages
