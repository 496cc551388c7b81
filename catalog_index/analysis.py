"""Words of catalog text and queries in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_STEMMER = snowballstemmer.stemmer("english")
# The stemmer keeps the word it works on in itself, and searches run in several threads.
_STEMMER_LOCK = Lock()

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "he",
        "her",
        "his",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "she",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "you",
        "your",
    ]
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a lower-case word (Porter2)."""
    with _STEMMER_LOCK:
        return str(_STEMMER.stemWord(word))


def words(text: str) -> list[str]:
    """The words of a text, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def stems(text: str, *, keep_stop_words: bool = False) -> list[str]:
    """The stems of a text's words, in order, without stop words."""
    return [stem(word) for word in words(text) if keep_stop_words or word not in STOP_WORDS]
