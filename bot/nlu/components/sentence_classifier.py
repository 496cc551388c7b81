"""SentenceClassifier: Rasa component that ranks the intents by what the message means, how it is spelled and what it
names. Its sentence encoder is kept with the model, so that a model is whole by itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.beside import main_part
from bot.nlu.components.gift_reader import READ_KINDS
from bot.nlu.intent_model import IntentModel, alike
from catalog_index.onnx_encoder import OnnxEncoder

# Where `giftfinder train` has put the exported encoder.
ENCODER = "GIFTFINDER_SENTENCE_MODEL"
_MODEL = "intents.joblib"
_ENCODER = "encoder"
# So many guesses go into the answer of Rasa's API.
_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceClassifier(GraphComponent, IntentClassifier):
    """Needs GiftReader before it."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: IntentModel, encoder: OnnxEncoder | None
    ) -> None:
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceClassifier:
        return cls(model_storage, resource, IntentModel(), None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / _MODEL), _encoder(folder / _ENCODER))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the examples and store what was learned, with the encoder.

        Raises:
            InvalidConfigException: the environment names no exported encoder.
        """
        source = os.environ.get(ENCODER)
        if not source:
            raise InvalidConfigException(
                f"{ENCODER} is not set: train with `giftfinder train`, which exports the sentence encoder first"
            )
        self._encoder = _encoder(Path(source))
        examples = training_data.intent_examples
        texts = [message.get(TEXT) for message in examples]
        vectors = self._encoder.encode([alike(text) for text in texts])
        kinds = [message.get(READ_KINDS) or () for message in examples]
        self._model.fit(texts, vectors, kinds, [message.get(INTENT) for message in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _MODEL)
            shutil.copytree(source, folder / _ENCODER)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message and the ranking of the likeliest ones."""
        for message in messages:
            text = message.get(TEXT)
            if not text or self._encoder is None:
                continue
            mended = self._model.mended(main_part(text).strip())
            vector = self._encoder.encode([mended])[0]
            ranked = self._model.rank(mended, vector, message.get(READ_KINDS) or ())[:_RANKED]
            ranking = [{"name": name, "confidence": chance} for name, chance in ranked]
            if self._model.is_unknown(mended):
                ranking.insert(0, {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0})
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _encoder(folder: Path) -> OnnxEncoder:
    # Messages come one by one, so examples are encoded one by one too.
    return OnnxEncoder(folder, batch=1)
