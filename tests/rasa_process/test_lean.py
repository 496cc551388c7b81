"""TensorFlow stays out of a process whose model does without, and only of such a one."""

import io
import json
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from bot.rasa_process import lean

LIGHT = ["bot.nlu.components.gift_reader.GiftReader", "rasa.core.policies.rule_policy.RulePolicy"]
HEAVY = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"


class TestLean(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.model = Path(folder.name) / "model.tar.gz"
        clean = {name: module for name, module in sys.modules.items() if not name.startswith(("tensorflow", "rasa."))}
        patch = mock.patch.dict(sys.modules, clean, clear=True)
        patch.start()
        self.addCleanup(patch.stop)

    def write(self, uses, name="metadata.json"):
        nodes = {str(number): {"uses": use} for number, use in enumerate(uses)}
        text = json.dumps({"predict_schema": {"nodes": nodes}}).encode()
        with tarfile.open(self.model, "w:gz") as archive:
            for path, content in (("components/big", b"x" * 50_000), (name, text)):
                info = tarfile.TarInfo(path)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))

    def test_a_model_of_ours_does_without(self):
        self.write(LIGHT)
        self.assertTrue(lean.spare_tensorflow(["run", "--enable-api", "--model", str(self.model)]))
        logger = sys.modules["rasa.utils.tensorflow.callback"].RasaTrainingLogger
        with self.assertRaisesRegex(RuntimeError, "RasaTrainingLogger needs TensorFlow"):
            logger(1, silent=True)

    def test_the_model_may_be_named_in_one_word(self):
        self.write(LIGHT, name="./metadata.json")
        self.assertTrue(lean.spare_tensorflow([f"--model={self.model}"]))

    def test_a_neural_component_keeps_it(self):
        self.write([*LIGHT, HEAVY])
        self.assertFalse(lean.spare_tensorflow(["--model", str(self.model)]))
        self.assertNotIn("rasa.utils.tensorflow.callback", sys.modules)

    def test_what_cannot_be_read_keeps_it(self):
        self.assertFalse(lean.needs_no_tensorflow(self.model))
        self.model.write_bytes(b"no archive")
        self.assertFalse(lean.needs_no_tensorflow(self.model))
        self.write(LIGHT, name="other.json")
        self.assertFalse(lean.needs_no_tensorflow(self.model))
        self.write([])
        self.assertFalse(lean.needs_no_tensorflow(self.model))

    def test_without_a_model_it_stays(self):
        self.assertFalse(lean.spare_tensorflow(["train"]))
        self.assertFalse(lean.spare_tensorflow(["run", "--model"]))

    def test_once_it_is_loaded_nothing_is_replaced(self):
        self.write(LIGHT)
        with mock.patch.dict(sys.modules, {"tensorflow": mock.sentinel.tensorflow}):
            self.assertFalse(lean.spare_tensorflow(["--model", str(self.model)]))

    def test_private_names_are_not_made_up(self):
        with self.assertRaises(AttributeError):
            lean._Spared("somewhere").__path__  # noqa: B018


if __name__ == "__main__":
    unittest.main()
