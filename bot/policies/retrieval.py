"""From a question to the passage that answers it, or to none.

A passage's score mixes the question's nearness in meaning to its heading, to how people ask for it and to its
sentences with how much of the question's words it has (as they are, or in words that mean about the same). It must
beat a threshold and what shops' pages seldom say (other-topics.txt). Weights are tuned on
data/eval/shop-questions.jsonl.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.normalize import normalize
from bot.policies.asked import find_country
from bot.policies.delivery import country_codes
from bot.policies.document import Block, Passage, Policy, Row, quote_rows, say_rows
from catalog_index.analysis import STOP_WORDS, stem, words
from catalog_index.encoder import Encoder, Vectors

Scores = NDArray[np.float32]

_HEADING, _ASKED, _SENTENCE = 0.1, 0.4, 0.15
_WORDS, _MEANINGS = 0.1, 0.2
# A topic is taken to have half of the question's words, which it is too short to be asked for.
_TOPIC_WORDS = 0.5
# Higher bars, fitted by cross-validation to the pages' own ways to ask, refused most questions in unusual words (see
# data/eval/README.md).
THRESHOLD = 0.3
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_SHORTEST = 3
_TOPICS = Path(__file__).parent / "other-topics.txt"


@dataclass(frozen=True, slots=True)
class Found:
    """The passage that answers a question; `quote` is verbatim, `score` 0 to about 1.

    `readable` is the quote as it may be read out: rows of a table with their column's names.
    """

    policy: Policy
    passage: Passage
    quote: str
    readable: str
    score: float


@dataclass(frozen=True, slots=True)
class _Unit:
    """A text that a passage is found by: a heading, a way to ask for it, a sentence of one of its blocks."""

    passage: int
    kind: float
    text: str
    block: Block | None = None


class PassageIndex:
    """All passages of the shop's pages, ready to be searched. Texts are encoded when it is made."""

    def __init__(self, policies: Sequence[Policy], encoder: Encoder, topics: Sequence[str] | None = None) -> None:
        self._encoder = encoder
        self._passages = [(policy, passage) for policy in policies for passage in policy.passages if passage.blocks]
        self._has_asked = np.array([bool(passage.asked) for _, passage in self._passages])
        self._units = [unit for number, item in enumerate(self._passages) for unit in _units(number, *item)]
        self._vectors = encoder.encode([unit.text for unit in self._units])
        self._topics = encoder.encode(list(topics if topics is not None else read_topics()))
        texts = [_words(" ".join([policy.title, *_texts(passage)])) for policy, passage in self._passages]
        self._stems = [{stem(word) for word in text} for text in texts]
        self._spread = Counter(term for terms in self._stems for term in terms)
        vocabulary = sorted({word for text in texts for word in text if len(word) >= _SHORTEST})
        self._vocabulary = encoder.encode(vocabulary)
        self._column = {word: number for number, word in enumerate(vocabulary)}
        self._columns = [sorted({self._column[word] for word in text if word in self._column}) for text in texts]

    def find(self, question: str) -> Found | None:
        """The passage that answers a question, None when none does."""
        if not self._passages or not question.strip():
            return None
        asked = [word for word in _words(question) if len(word) >= _SHORTEST]
        unknown = [word for word in asked if word not in self._column]
        vector, *others = self._encoder.encode([question, *unknown])
        near = self._vectors @ vector
        scores = self._meaning(near) + self._coverage(asked, dict(zip(unknown, others, strict=True)))
        best = int(scores.argmax())
        other = float((self._topics @ vector).max()) if len(self._topics) else 0.0
        bar = max(THRESHOLD, (_HEADING + _ASKED + _SENTENCE) * other + _TOPIC_WORDS * (_WORDS + _MEANINGS))
        if scores[best] < bar:
            return None
        policy, passage = self._passages[best]
        quote, readable = self._quote(best, near, question)
        return Found(policy, passage, quote, readable, float(scores[best]))

    def _meaning(self, near: Vectors) -> Scores:
        """Weighted nearness of headings, ways to ask and sentences, float32 (passages,)."""
        best: dict[float, Scores] = {}
        none = np.zeros(len(self._passages), dtype=np.float32)
        for unit, cosine in zip(self._units, near, strict=True):
            row = best.setdefault(unit.kind, np.zeros(len(self._passages), dtype=np.float32))
            row[unit.passage] = max(row[unit.passage], cosine)
        headings, sentences = best[_HEADING], best.get(_SENTENCE, none)
        # Where the shop did not say how it is asked for, its heading and its words do.
        asked = np.where(self._has_asked, best.get(_ASKED, none), sentences)
        asked = np.maximum(asked, headings)
        return np.asarray(_HEADING * headings + _ASKED * asked + _SENTENCE * sentences, dtype=np.float32)

    def _coverage(self, asked: list[str], vectors: Mapping[str, Vectors]) -> Scores:
        """How much of the words asked for each passage has, rare ones counting more, float32 (passages,).

        `vectors` has those of the words that no passage has.
        """
        if not asked:
            return np.zeros(len(self._passages), dtype=np.float32)
        terms = [stem(word) for word in asked]
        weights = np.array([np.log(1 + len(self._passages) / (self._spread[term] + 0.5)) for term in terms])
        weights /= weights.sum()
        rows = [vectors[word] if word in vectors else self._vocabulary[self._column[word]] for word in asked]
        alike = np.stack(rows) @ self._vocabulary.T
        result = np.zeros(len(self._passages), dtype=np.float32)
        for number, (having, columns) in enumerate(zip(self._stems, self._columns, strict=True)):
            has = np.array([term in having for term in terms])
            meant = np.where(has, 1.0, alike[:, columns].max(axis=1) if columns else 0.0)
            result[number] = _WORDS * float(weights @ has) + _MEANINGS * float(weights @ meant)
        return result

    def _quote(self, number: int, near: Vectors, question: str) -> tuple[str, str]:
        """The block of the passage that is nearest to the question, and readable; of a table, the rows it names."""
        units = [(cosine, unit.block) for unit, cosine in zip(self._units, near, strict=True) if unit.passage == number]
        blocks = [(cosine, block) for cosine, block in units if block is not None]
        block = max(blocks, key=lambda item: item[0])[1]
        if table := next((other for _, other in blocks if other.rows), None):
            block = table  # what is told in a table is asked for its figures
        if not block.rows:
            return block.text, block.text
        rows = _rows_for(question, block.rows[1:])
        return quote_rows(block.rows, rows), say_rows(block.rows, rows)


def read_topics() -> list[str]:
    """What people ask shops and shops' pages seldom say, each as a short question."""
    lines = _TOPICS.read_text("utf-8").splitlines()
    return [part.strip() for line in lines if not line.startswith("#") for part in line.split(";") if part.strip()]


def _units(number: int, policy: Policy, passage: Passage) -> list[_Unit]:
    units = [_Unit(number, _HEADING, text) for text in (passage.heading, f"{policy.title}: {passage.heading}")]
    units += [_Unit(number, _ASKED, text) for text in passage.asked]
    for block in passage.blocks:
        sentences = _row_sentences(block) if block.rows else _SENTENCE_END.split(block.text)
        units += [_Unit(number, _SENTENCE, sentence, block) for sentence in sentences]
    return units


def _row_sentences(block: Block) -> list[str]:
    """The rows of a table as a question may sound: "Express: price $12, business days 2"."""
    head, *rows = block.rows
    return [
        f"{row.cells[0]}: "
        + ", ".join(f"{name} {cell}" for name, cell in zip(head.cells[1:], row.cells[1:], strict=True))
        for row in rows
    ]


def _rows_for(question: str, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that a question names; those of a country that it names; else all of them."""
    asked = {stem(word) for word in _words(question)}
    country, _ = find_country(normalize(question))
    if country is not None:
        there = [row for row in rows if any(country in _countries(cell) for cell in row.cells)]
        # "Express to Germany" may be "International express" there.
        return [row for row in there if asked & {stem(word) for word in _words(row.cells[0])}] or there or rows
    return [row for row in rows if {stem(word) for word in _words(row.cells[0])} <= asked] or rows


def _countries(cell: str) -> set[str | None]:
    return {country_codes().get(part.strip().lower()) for part in cell.split(",")}


def _texts(passage: Passage) -> list[str]:
    return [passage.heading, *passage.asked, passage.text]


def _words(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOP_WORDS]
