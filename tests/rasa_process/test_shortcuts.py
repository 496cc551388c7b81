"""The shortcuts refuse and find what Rasa itself would."""

import unittest

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet

from bot.rasa_process.shortcuts import take_shortcuts

GOOD = (
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "brief", "value": {"age": 7}, "timestamp": None}], "responses": [{}]},
)
BAD = (
    {"events": {}},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "no such event"}]},
    {"responses": ["text"]},
)


class TestShortcuts(unittest.TestCase):
    def setUp(self):
        self.own = RemoteAction._validate_action_result
        self.find = Event.__dict__["resolve_by_type"]

    def tearDown(self):
        RemoteAction._validate_action_result = self.own
        Event.resolve_by_type = self.find

    def verdicts(self):
        action, found = RemoteAction("action_x", None), []
        for answer in (*GOOD, *BAD):
            try:
                found.append(action._validate_action_result(answer))
            except ValidationError:
                found.append("refused")
        return found

    def test_the_same_answers_of_actions_are_refused(self):
        before = self.verdicts()
        take_shortcuts()
        self.assertEqual(self.verdicts(), before)
        self.assertEqual(before, [True, True, *["refused"] * len(BAD)])

    def test_events_are_found_by_their_names(self):
        take_shortcuts()
        for _ in range(2):
            self.assertIs(Event.resolve_by_type("slot"), SlotSet)
            self.assertIsNone(Event.resolve_by_type("topic"))
            with self.assertRaises(ValueError):
                Event.resolve_by_type("no such event")


if __name__ == "__main__":
    unittest.main()
