"""What Rasa remembers of conversations. Runs in Rasa's environment, which has no pytest."""

import unittest

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot

from bot.rasa_process.tracker_store import RecentTrackerStore

DOMAIN = Domain.from_dict(
    {
        "slots": {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in ("brief", "gift_state")},
        "intents": ["inform"],
        "actions": ["action_recommend_gifts"],
        "forms": {"gift_form": {"required_slots": ["brief"]}},
    }
)


async def turn(store, sender, number):
    tracker = await store.get_or_create_tracker(sender)
    tracker.update_with_events(
        [
            UserUttered(f"message {number}", {"name": "inform", "confidence": 1.0}),
            ActionExecuted("action_recommend_gifts"),
            SlotSet("brief", {"turn": number}),
            BotUttered(f"answer {number}"),
            ActionExecuted("action_listen"),
        ],
        DOMAIN,
    )
    await store.save(tracker)


class TestRecentTrackerStore(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.store = RecentTrackerStore(DOMAIN, turns=5, conversations=3)
        self.assertIsInstance(DOMAIN.slots[0], AnySlot)

    async def test_a_short_conversation_is_kept_whole(self):
        for number in range(10):
            await turn(self.store, "one", number)
        tracker = await self.store.retrieve("one")
        said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        self.assertEqual(said, [f"message {number}" for number in range(10)])

    async def test_of_a_long_one_the_last_turns_and_what_came_before_in_slots_and_form(self):
        tracker = await self.store.get_or_create_tracker("one")
        tracker.update_with_events([SlotSet("gift_state", {"said": "first"}), ActiveLoop("gift_form")], DOMAIN)
        await self.store.save(tracker)
        sizes = []
        for number in range(400):
            await turn(self.store, "one", number)
            sizes.append(len((await self.store.retrieve("one")).events))
        tracker = await self.store.retrieve("one")
        self.assertLessEqual(max(sizes[20:]), max(sizes[:20]))
        self.assertEqual(tracker.get_slot("brief"), {"turn": 399})
        self.assertEqual(tracker.get_slot("gift_state"), {"said": "first"})
        self.assertEqual(tracker.active_loop_name, "gift_form")
        self.assertEqual(tracker.latest_message.text, "message 399")
        self.assertEqual(tracker.latest_action_name, "action_listen")

    async def test_what_a_turn_that_failed_has_changed_is_not_remembered(self):
        await turn(self.store, "one", 1)
        tracker = await self.store.retrieve("one")
        tracker.update(SlotSet("brief", "broken"), DOMAIN)
        self.assertEqual((await self.store.retrieve("one")).get_slot("brief"), {"turn": 1})

    async def test_the_conversation_that_was_quiet_longest_goes_first(self):
        for sender in ("a", "b", "c"):
            await turn(self.store, sender, 1)
        await self.store.retrieve("a")
        await turn(self.store, "d", 1)
        self.assertEqual(set(await self.store.keys()), {"a", "c", "d"})
        self.assertIsNone(await self.store.retrieve("b"))


if __name__ == "__main__":
    unittest.main()
