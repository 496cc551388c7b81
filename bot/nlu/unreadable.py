"""Messages with nothing in them to read: pictures only, or keys struck at random."""

from __future__ import annotations

import re

from bot.nlu.normalize import normalize

# What the usual emoji say by themselves; a skin tone or a variation mark after them changes nothing.
_SAYS = {
    "affirm": "👍👌✅✔🙆💯🆗",
    "deny": "👎❌🙅✖",
    "thank": "🙏",
    "greet": "👋🤚🖐",
    "compliment": "❤😍🥰😊🎉👏🙌💕💖🤩😀😃😄😁🙂🤗💗💜💙💚🧡💛✨⭐🌟😘🔥",
    "insult": "🖕🤬💩😡😠🤮",
    "request_gift": "🎁🛍",
    "not_sure": "🤷🤔😕",
}  # fmt: skip
_BY_EMOJI = {emoji: intent for intent, emojis in _SAYS.items() for emoji in emojis}
_LETTERS = re.compile(r"[^\W\d_]+")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azerty", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
# Neighbors on the keyboard that English words have too: "property", "hertz".
_IN_WORDS = frozenset(("erty", "wert", "ertz", "trew"))
# Letters that no word puts side by side; in short ones they stand for other words ("bbq", "vpn").
_NO_PAIR = re.compile(
    r"q[bcdfghjklmnpqrstvxyz]|qw(?!ir)|j[bcfghkmqstvwxz]|[gkmpvz]j|hj(?!o)|v[bcfgjkmpqtwxz]|w[qvxz]|x[zjkq]"
)
_LONG = 6
_VOWELS = re.compile(r"[aeiouyà-ÿ]")
_REPEATED = re.compile(r"^(?P<part>[a-z]{1,4})(?P=part){2,}[a-z]?$|^(?P<whole>\w+)(?:\W+(?P=whole)){2,}$")
# Short words without a vowel that people do write.
_SHORT = frozenset("hmm hm mm tv dvd bbq dr mr mrs ms st pc cd xl pls plz thx thnx tnx ty bf gf bff hr hrs lbs nvm rn tbh btw brb kms "
                   "wtf lmk np ttyl yrs yr smth sth str8 gym rpg dnd fps nfl nhl nba mlb kg cm mm ft".split())  # fmt: skip


def said_by_pictures(text: str) -> str | None:
    """The intent of a message that is only emoji ("" for pictures that say nothing by themselves), else None."""
    if any(character.isalnum() for character in text):
        return None
    found = [_BY_EMOJI.get(character) for character in text if ord(character) > 0x2000]
    if not found:
        return None
    return next((intent for intent in found if intent), "")


def is_gibberish(text: str) -> bool:
    """Whether nothing of a message is a word: "asdfgh", "kjhsdf sdkfjh", "blah blah blah", "?!?!"."""
    plain = normalize(text).strip()
    words = _LETTERS.findall(plain)
    if not words:
        return not any(character.isdigit() for character in plain)
    if _REPEATED.match(plain) and plain not in _SHORT and not re.match(r"^(?:ha|he|hi|ho|ja)+h?$|^no\W+no", plain):
        return True
    return all(_is_struck(word) for word in words)


def _is_struck(word: str) -> bool:
    """Whether a word is a row of keys or has no shape of a word."""
    if word in _SHORT or len(word) < 3:
        return False
    runs = {word, *(word[at : at + 4] for at in range(len(word) - 3))} - _IN_WORDS
    if any(run in row for row in _KEYS for run in runs):
        return True
    if len(word) >= _LONG and _NO_PAIR.search(word):
        return True
    if not _VOWELS.search(word):
        return len(set(word)) > 1 and len(word) > 3
    return bool(re.search(r"[bcdfghjklmnpqrstvwxz]{6}", word))
