"""What a turn left in the slots is known without asking, unless something speaks against it."""

import pytest

from bot.conversation.slot_notes import SlotNotes

BEFORE = {"brief": {"age": 1}, "gift_state": {"page": []}, "requested_slot": "age"}


def slot(name, value):
    return {"event": "slot", "name": name, "value": value}


def test_the_slots_before_with_what_the_action_changed():
    notes = SlotNotes()
    notes.note("c1", "action_x", BEFORE, [slot("brief", {"age": 2}), slot("other", 1), {"event": "bot"}])
    assert notes.take("c1") == {"brief": {"age": 2}, "gift_state": {"page": []}}
    assert notes.take("c1") is None


def test_the_last_action_counts():
    notes = SlotNotes()
    notes.note("c1", "action_x", BEFORE, [slot("brief", {"age": 2})])
    notes.note("c1", "action_y", {"brief": {"age": 2}, "gift_state": None}, [slot("gift_state", {"page": ["p1"]})])
    assert notes.take("c1") == {"brief": {"age": 2}, "gift_state": {"page": ["p1"]}}
    assert notes.take("c2") is None


@pytest.mark.parametrize(("action", "events"), [("validate_gift_form", []), ("action_x", [{"event": "reset_slots"}])])
def test_where_it_is_not_certain_there_is_no_note(action, events):
    notes = SlotNotes()
    notes.note("c1", "action_before", BEFORE, [])
    notes.note("c1", action, BEFORE, events)
    assert notes.take("c1") is None


def test_notes_that_nobody_takes_do_not_pile_up():
    notes = SlotNotes()
    for number in range(5_000):
        notes.note(f"c{number}", "action_x", BEFORE, [])
    assert notes.take("c0") is None
    assert notes.take("c4999") is not None
