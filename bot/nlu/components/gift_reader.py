"""GiftReader: Rasa component that finds the typed entities of a gift wish."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.money import NO_CURRENCY
from bot.nlu.scene import scene_of
from bot.nlu.understanding import Reader

_FILE = "vocabularies.json"
# Under this name a message tells the classifier what kinds of facts were read in it.
READ_KINDS = "read_kinds"
# A question beside the matter says nothing of what the matter is.
BESIDE = "beside"


# A featurizer too: else its findings would not be there when the classifier behind it is trained.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class GiftReader(GraphComponent, EntityExtractorMixin):
    """Learns the vocabulary from lookup tables and synonyms at training; reads messages with it afterwards."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, vocabularies: dict[str, dict[str, str]]
    ) -> None:
        self._storage = model_storage
        self._resource = resource
        self._reader = Reader(vocabularies, currency=NO_CURRENCY)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GiftReader:
        return cls(model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GiftReader:
        with model_storage.read_from(resource) as folder:
            vocabularies = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, vocabularies)

    def train(self, training_data: TrainingData) -> Resource:
        """Take the vocabulary over from the training data and store it with the model."""
        vocabularies = _vocabularies(training_data)
        self._reader = Reader(vocabularies, currency=NO_CURRENCY)
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(vocabularies, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Note what kinds of facts each example names."""
        for message in training_data.intent_examples:
            kinds = [finding.kind for finding in self._reader.read(message.get(TEXT)).findings]
            message.set(READ_KINDS, [kind for kind in kinds if kind != BESIDE])
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Add the entities of each message; what came with a button is left as it is.

        Rasa gives the conversation's tracker to whatever component takes an argument of this name.
        """
        scene = scene_of(tracker.current_slot_values())
        for message in messages:
            text = message.get(TEXT)
            if not text or message.get(ENTITIES):
                continue
            found = [
                {
                    "entity": finding.kind,
                    "value": finding.value,
                    "start": finding.start,
                    "end": finding.end,
                    "extractor": type(self).__name__,
                }
                for finding in self._reader.read(text, for_shopper=scene.for_shopper).findings
            ]
            message.set(ENTITIES, found, add_to_output=True)
            message.set(READ_KINDS, [item["entity"] for item in found if item["entity"] != BESIDE])
        return messages


def _vocabularies(training_data: TrainingData) -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {}
    for table in training_data.lookup_tables:
        labels = table["elements"] if isinstance(table["elements"], list) else []
        kinds.setdefault(table["name"], {}).update({label: label for label in labels})
    for variant, label in training_data.entity_synonyms.items():
        for labels in kinds.values():
            if label in labels:
                labels.setdefault(variant, label)
    return kinds
