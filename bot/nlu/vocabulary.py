"""The words the assistant knows, by kind, with their variants; the canonical label is what the brief shows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract
from spellchecker import SpellChecker

from bot.nlu.normalize import normalize, singular

# A token that ordinary English uses at least this often is taken as written, not as a slip of something else.
_KNOWN_FREQUENCY = 60
_SHORTEST_TYPO = 5
_LONG_WORD = 8
# Their misspellings are none of a thing that people like.
_OF_SHOPPING = ("present", "birthday", "christmas", "something", "looking", "budget", "dollars", "pressie", "prezzie")
_TOKEN = re.compile(r"[^\W_]+(?:['&.+-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at text[start:end] and the form by which it is looked up."""

    text: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A variant of `label` found at text[start:end]; `single` says that it is written as one of a countable thing."""

    label: str
    start: int
    end: int
    exact: bool
    single: bool = False


def tokenize(text: str) -> list[Token]:
    """The words of a normalized text."""
    return [
        Token(match.group(), singular(match.group().removesuffix("'s")), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def key_of(phrase: str) -> tuple[str, ...]:
    """How a phrase is looked up: its words in singular."""
    return tuple(token.form for token in tokenize(normalize(phrase).replace("-", " ")))


_spelling: SpellChecker | None = None


def is_common_word(word: str) -> bool:
    """Whether ordinary English uses this word."""
    global _spelling
    if _spelling is None:
        _spelling = SpellChecker()
    dictionary: Mapping[str, int] = _spelling.word_frequency.dictionary
    return int(dictionary.get(word, 0)) >= _KNOWN_FREQUENCY


@dataclass
class Vocabulary:
    """Labels of one kind (interest, relationship, occasion, thing) with their variants.

    `variants` maps any way to write it to the label; a label is a variant of itself. With `own_names` a variant
    that names a thing of its own ("rap", under "hip hop") is found as itself rather than as its label, unless it is
    one of `as_label`.
    """

    variants: Mapping[str, str]
    correct_typos: bool = True
    own_names: bool = False
    as_label: frozenset[str] = frozenset()
    _by_key: dict[tuple[str, ...], str] = field(init=False, default_factory=dict)
    _longest: int = field(init=False, default=1)
    _reach: dict[str, int] = field(init=False, default_factory=dict)
    _words: list[str] = field(init=False, default_factory=list)
    _known: dict[str, str] = field(init=False, default_factory=dict)
    _names: frozenset[str] = field(init=False, default_factory=frozenset)
    _labels: frozenset[str] = field(init=False, default_factory=frozenset)

    def __post_init__(self) -> None:
        as_label = {key_of(variant) for variant in self.as_label}
        for variant, label in self.variants.items():
            if key := key_of(variant):
                own = self.own_names and key not in as_label
                named = own_name(variant, label) if own else label
                self._by_key.setdefault(key, named)
        for label in set(self.variants.values()):
            if key := key_of(label):
                self._by_key[key] = label
        self._names = frozenset(self._by_key.values())
        self._labels = frozenset(self.variants.values())
        self._longest = max((len(key) for key in self._by_key), default=1)
        for key in self._by_key:
            self._reach[key[0]] = max(len(key), self._reach.get(key[0], 1))
        self._words = sorted({word for key in self._by_key for word in key if len(word) >= _SHORTEST_TYPO})

    @property
    def labels(self) -> set[str]:
        """All canonical labels."""
        return set(self._labels)

    @property
    def names(self) -> frozenset[str]:
        """All that `find` may give."""
        return self._names

    def label(self, phrase: str) -> str | None:
        """The label of a whole phrase, or None."""
        tokens = tokenize(normalize(phrase).replace("-", " "))
        return self._lookup(tokens)

    def find(self, text: str) -> list[Match]:
        """All variants in a normalized text, the longest first at each place, none overlapping."""
        tokens = tokenize(text.replace("-", " "))
        found: list[Match] = []
        position = 0
        while position < len(tokens):
            for length in range(min(self._reach_from(tokens[position]), len(tokens) - position), 0, -1):
                part = tokens[position : position + length]
                if length > 1 and not _adjacent(text, part):
                    continue
                label = self._by_key.get(tuple(token.form for token in part))
                exact = label is not None
                if label is None:
                    label = self._lookup(part)
                if label is not None and length > 1 and self._starts_at_last(text, tokens, position + length - 1):
                    continue  # "builds model trains" is no "builds model"
                if label is not None:
                    single = (
                        exact
                        and label not in self._labels
                        and label == text[part[0].start : part[-1].end]
                        and label == part[-1].form
                    )
                    found.append(Match(label, part[0].start, part[-1].end, exact, single))
                    position += length
                    break
            else:
                position += 1
        return found

    def _reach_from(self, token: Token) -> int:
        """How many words a variant may have that starts with a word."""
        corrected = self._correct(token) if self.correct_typos else token.form
        return max(self._reach.get(token.form, 0), self._reach.get(corrected, 0))

    def _starts_at_last(self, text: str, tokens: list[Token], position: int) -> bool:
        """Whether a phrase of several words starts at a token."""
        reach = self._reach.get(tokens[position].form, 0)
        for length in range(min(reach, len(tokens) - position), 1, -1):
            part = tokens[position : position + length]
            if tuple(token.form for token in part) in self._by_key and _adjacent(text, part):
                return True
        return False

    def _lookup(self, tokens: list[Token]) -> str | None:
        if not tokens or len(tokens) > self._longest:
            return None
        forms = tuple(token.form for token in tokens)
        if label := self._by_key.get(forms):
            return label
        if not self.correct_typos:
            return None
        corrected = tuple(self._correct(token) for token in tokens)
        return self._by_key.get(corrected) if corrected != forms else None

    def _correct(self, token: Token) -> str:
        word = token.form
        if len(word) < _SHORTEST_TYPO or not word.isalpha():
            return word
        if word not in self._known:
            self._known[word] = self._closest(word, token.text)
            if len(self._known) > 20_000:
                self._known.clear()
        return self._known.get(word, word)

    def _closest(self, word: str, written: str) -> str:
        if is_common_word(word) or is_common_word(written):
            return word
        if any(DamerauLevenshtein.distance(word, known, score_cutoff=2) <= 2 for known in _OF_SHOPPING):
            return word
        limit = 2 if len(word) >= _LONG_WORD else 1
        matches = extract(word, self._words, scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=4)
        letters = sorted(word)
        # Letters in the wrong order are likelier than a letter missing or wrong.
        matches.sort(key=lambda match: (match[1], sorted(match[0]) != letters))
        same_start = [match for match in matches if match[0][0] == word[0]]
        return str((same_start or matches)[0][0]) if same_start or (matches and limit == 2) else word


# Words for people who like a thing, and for doing it, rather than for the thing.
_PERSON = re.compile(
    r"(?:worker|drinker|drinkers|lover|fan|nerd|geek|worm|head|rat|buff|fingers?|thumb|freak|addict|junkie|mad|crazy|holic|phile|enthusiast|collector|player|"
    r"fanatic|nut|snob|maniac|goer|spotter|watcher|keeper|maker|builder|rider|guy|girl|person|mum|mom|dad|ite|ian|cook|chef|fiend|keeping|owner|gazer)s?$"
)
_DOING = re.compile(
    r"^(?:to|builds?|building|writes|bakes|paints|draws|sews|grows|brews|restores|repairs|tak(?:e|es|ing) photos|mak(?:e|es|ing) photos|smokes|sings|runs|run(?= \w+s$)|climbs|tends|studies|walks|catch|catches|feeds|works|cycles|bikes|swims|loves?|likes?|loves to|likes to|she|he|they|into|plays?|playing|playin|takes?|lifts?|lifting|doing|does|watching|watches|making|makes|collecting|collects|goes|going|reading|listening|learning|keeping|keeps|rides|riding|always|in (?:the|her|his))\b"
)
_AGENT = re.compile(r"(?:er|or|ist|ian|ie|man|woman)s?$")
_SAME_LETTERS = 4


_VERB_BEFORE = re.compile(
    r"^(?:plays?|playing|loves?|likes?|watches|watching|collects?|collecting|practi[sc]es|doing|does) (?:the |his |her )?"
)


def own_name(variant: str, label: str) -> str:
    """What a variant is found as: itself where it names a thing of its own, else its label."""
    thing = _VERB_BEFORE.sub("", variant)
    if thing != variant and len(thing) > 3 and has_own_name(thing, label):
        return thing
    return variant if has_own_name(variant, label) else label


def has_own_name(variant: str, label: str) -> bool:
    """Whether a variant names something narrower than its label, rather than spelling it otherwise.

    Spellings, verb forms and persons ("knits", "baker", "bookworm") stand for the label.
    """
    words, others = key_of(variant), key_of(label)
    if not words or not others or words == others or _PERSON.search(variant) or _DOING.match(variant):
        return False
    if len(words) == 1 and not is_common_word(variant) and not is_common_word(words[0]):
        distance = DamerauLevenshtein.distance(variant, label)
        if distance <= max(2, len(label) // 4) or not any(word == variant for word in others):
            return distance > max(2, len(label) // 4) and len(variant) > 4
    joined, other = "".join(words), "".join(others)
    if len(words) == len(others) == 1 and len(joined) >= 4 and other.startswith(joined):
        return False  # synth, short for synthesizer
    if joined == other or DamerauLevenshtein.distance(joined, other) <= (1 if len(other) < 9 else 2):
        return False
    if len(words) == 1 and len(others) == 1:
        same = _SAME_LETTERS - 1 if label.endswith("ing") else _SAME_LETTERS
        if joined[:same] == other[:same]:
            return False  # knit, knitter, knitting
        return label.endswith("s") or _AGENT.search(variant) is None or not is_common_word(variant)
    return True


def _adjacent(text: str, tokens: list[Token]) -> bool:
    return all(text[left.end : right.start].strip(" -'") == "" for left, right in itertools.pairwise(tokens))


def read_vocabularies(training_data: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Variants by kind from the `nlu` entries of Rasa training data (lookup tables and synonyms).

    A lookup table's name is the kind and its lines are the labels; a synonym's variants go to the kind that has
    its label.
    """
    kinds: dict[str, dict[str, str]] = {}
    synonyms: list[tuple[str, list[str]]] = []
    for entry in training_data:
        lines = [line.strip()[2:].strip() for line in str(entry.get("examples", "")).splitlines() if line.strip()]
        if "lookup" in entry:
            kinds.setdefault(entry["lookup"], {}).update({line: line for line in lines})
        elif "synonym" in entry:
            synonyms.append((entry["synonym"], lines))
    for label, variants in synonyms:
        for table in kinds.values():
            if label in table:
                for variant in variants:
                    table.setdefault(variant, label)
    return kinds


def load_vocabularies(folder: Path) -> dict[str, dict[str, str]]:
    """`read_vocabularies` over all YAML files of a folder."""
    import yaml

    entries: list[Mapping[str, Any]] = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        entries += content.get("nlu", [])
    return read_vocabularies(entries)
