"""The intent where the classifier and what was read disagree."""

import pytest

from bot.nlu.arbitration import Guess, settle


@pytest.mark.parametrize(
    ("text", "guess", "confidence", "kinds", "intent"),
    [
        # Facts make a wish, whatever the classifier thought.
        ("my niece is 8 and loves dinosaurs", "greet", 0.6, ["relationship", "age", "interest"], "inform"),
        ("under $40", "nlu_fallback", 0.3, ["budget"], "inform"),
        ("40", "greet", 0.9, ["number"], "inform"),
        # Nothing read: the classifier's guess stands, but a wish without facts is none.
        ("hello", "greet", 0.99, [], "greet"),
        ("blorp", "inform", 0.5, [], "nlu_fallback"),
        ("i need a gift", "request_gift", 0.9, [], "request_gift"),
        ("a gift please", "inform", 0.9, [], "inform"),
        # Commands that name things stay commands.
        ("save the puzzle", "save_gift", 0.95, ["interest"], "save_gift"),
        ("share it with my sister", "share_wishlist", 0.9, ["relationship"], "share_wishlist"),
        ("keep the puzzle theme", "save_gift", 0.5, ["interest"], "inform"),
        ("show me more gifts for my dad under 40", "more", 0.9, ["relationship", "budget"], "inform"),
        # The next recipient.
        ("now one for my dad", "inform", 0.9, ["relationship"], "next_recipient"),
        ("thanks, next something for my mum", "thank", 0.9, ["relationship"], "next_recipient"),
        ("for my dad", "next_recipient", 0.7, ["relationship"], "next_recipient"),
        # Cheaper, unless a budget is said.
        ("something cheaper", "more", 0.6, [], "cheaper"),
        ("too expensive", "nlu_fallback", 0.3, [], "cheaper"),
        ("cheaper, under 20", "cheaper", 0.9, ["budget"], "inform"),
        # "Not that kind" with what to avoid is a fact.
        ("no puzzles", "reject_kind", 0.9, ["exclude"], "inform"),
        ("not puzzles", "reject_kind", 0.9, ["interest"], "reject_kind"),
        # Small talk that names things.
        ("what is the weather like", "off_topic", 0.9, ["interest"], "off_topic"),
        ("do you deliver to my mum", "shop_question", 0.9, ["relationship"], "shop_question"),
        ("are you a bot? gift for my mum", "bot_challenge", 0.9, ["relationship"], "inform"),
    ],
)
def test_settle(text: str, guess: str, confidence: float, kinds: list[str], intent: str) -> None:
    assert settle(text, [Guess(guess, confidence)], kinds) == intent


def test_what_the_fallback_outranked_still_counts() -> None:
    guesses = [Guess("nlu_fallback", 0.7), Guess("save_gift", 0.85), Guess("greet", 0.1)]
    assert settle("keep the puzzle", guesses, ["interest"]) == "save_gift"
