"""Everyday words, whatever stands around them."""

from __future__ import annotations

import pytest

from bot.nlu.everyday import everyday_intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ok great, show me some more please", "more"),
        ("others?", "more"),
        ("mroe plz", "more"),
        ("well, just show me something", "show_now"),
        ("the fancier ones", "dearer"),
        ("so what's my total now?", "count_wishlist"),
        ("who else is there?", "list_recipients"),
        ("ta very much", "thank"),
        ("no idea what she likes", "not_sure"),
        ("take the third out again", "remove_gift"),
        ("pop it on my list then", "save_gift"),
        ("ok, keep it", "save_gift"),
        ("and the last one too", "save_gift"),
        ("so how much am I spending?", "count_wishlist"),
        ("how much is it altogether", "count_wishlist"),
        ("what have I picked so far?", "show_wishlist"),
        ("these are boring", "reject_kind"),
        ("what about the second?", "tell_more"),
        ("who makes it?", "tell_more"),
        ("in stock?", "in_stock"),
        ("would it fit a small child?", "how_to_use"),
        ("thanks, bye", None),
        ("thanks, but show me cheaper ones", None),
        ("more than 40 is too much for him, he likes tea", None),
        ("a toy for my niece", None),
    ],
)
def test_everyday_intent(text: str, intent: str | None) -> None:
    assert everyday_intent(text.lower()) == intent
