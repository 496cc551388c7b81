"""IntentArbiter: Rasa component that settles the intent from the classifier's guess and what was read."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.arbitration import Guess, settle


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
        """Replace the intent where the entities say more."""
        for message in messages:
            text, intent = message.get(TEXT), message.get(INTENT)
            if not text or not intent or not intent.get("name"):
                continue
            ranking = message.get(INTENT_RANKING_KEY) or [intent]
            guesses = [Guess(item["name"], float(item["confidence"])) for item in [intent, *ranking]]
            kinds = [item["entity"] for item in message.get(ENTITIES) or []]
            name = settle(text, guesses, kinds)
            if name != intent["name"]:
                message.set(INTENT, {"name": name, "confidence": 1.0}, add_to_output=True)
        return messages
