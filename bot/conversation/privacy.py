"""Takes personal data out of what shoppers write, before it is stored, logged or sent on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import phonenumbers
from stdnum import ean, iban, luhn
from stdnum.us import ssn

from bot.texts import Texts

_CARD_DIGITS = range(13, 20)
_GAP = r"[ \t\u00a0\u202f.\-\u2010-\u2015]{1,3}"
_DIGIT_RUN = re.compile(rf"(?<![\w$€£.,])\d(?:(?:{_GAP})?\d){{12,40}}(?!\w)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s]\d{3})+")
# What stands beside a card number: "exp 12/27", "cvc 123".
_CARD_EXTRAS = re.compile(
    r"(?i)\b(?:cvv2?|cvc2?|cvn|security code|card code)\b\W{0,3}(?:is\W+|number\W+)?\d{3,4}\b"
    r"|\b(?:exp(?:iry|ires|iration)?(?: date)?|valid (?:thru|until))\b\W{0,3}(?:is\W+)?\d{2}\s?[/-]\s?\d{2,4}\b"
)
_IBAN_LIKE = re.compile(r"(?i)(?<!\w)[a-z]{2}\d{2}(?:[ \u00a0-]?[a-z0-9]){11,38}(?!\w)")
_SSN = re.compile(r"(?<![\w-])(\d{3})([- ])(\d{2})\2(\d{4})(?![\w-])")
_SSN_NAMED = re.compile(
    r"(?i)\b(?:ssn|social security(?: (?:number|no\.?|#))?)\b\W{0,3}(?:is\W+)?(\d{3}[- ]?\d{2}[- ]?\d{4})\b"
)
_EMAIL = re.compile(
    r"(?i)[\w.+%'-]*[\w+%-]\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+"
    r"|\b[\w.+-]+ at (?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|gmx|proton(?:mail)?|live)"
    r"(?: dot |\.)(?:com?(?:\.uk)?|net|org|de|fr|it|me)\b"
)
_PASSWORD = re.compile(
    r"(?i)\b(?:pass ?(?:word|code|phrase)|pwd|passwd|login code|one[- ]time (?:code|password)|otp)\b"
    r"(?:\s*[:=]\s*|\s+(?:is\s*:?\s*|was\s+))(?P<secret>[^\s,;]{3,})"
)
_PIN = re.compile(r"(?i)\b(?:pin(?: (?:code|number))?)\b(?:\s*[:=]\s*|\s+(?:is\s*:?\s*)?)(?P<secret>\d{4,8})\b")
# "My password is wrong" tells no secret.
_NO_SECRET = frozenset(
    "not wrong too the a an my broken incorrect lost forgotten gone expired still never being invalid weak strong "
    "required missing rejected something what that this it no very unknown secret hidden saved "
    "stolen reset changed blocked needed".split()
)
# A number that is said to be a telephone's, whatever the country.
_PHONE_NAMED = re.compile(
    r"(?i)\b(?:(?:tele)?phone|tel|mobile|cell|whats ?app|call(?: me)?|ring me|text me|reach me|my number)\b"
    r"[^\d+\n]{0,20}(?P<number>\+?\(?\d(?:[ ()./\-\u2010-\u2015]{0,3}\d){6,14})(?!\w)"
)
_MONEY_BEFORE = re.compile(r"[$€£¥]\s?$|\b(?:usd|eur|gbp)\s?$", re.I)


# What is said around such data, and nothing of a wish.
_AROUND = frozenset(
    "a and are at be bill by can card cell charge contact credit debit details e email expires exp for from get "
    "give have here hers his i in is it its just let mail mastercard me mobile mine my no number of offer offers "
    "ok okay on or our password phone pin please pls put reach ready results ring s sale security send so social "
    "ssn take tel text that the then there this to update updates use using valid visa want we whatsapp when with "
    "write you your amex call cvc cvv code account bank iban address will would could should be m re ll was hi "
    "hello hey thanks now also later find them charged".split()
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the kinds that were in it, in the order of the locale's names."""

    text: str
    kinds: tuple[str, ...]


class Privacy:
    """Knows the marks of one locale and the regions in which local telephone numbers are looked for.

    Kinds: "email", "account" (IBAN), "card" (13 to 19 digits with a right check digit, and what stands beside them),
    "identity" (US social security numbers), "password" (and PINs) and "phone".
    """

    KINDS = ("card", "account", "identity", "password", "email", "phone")

    def __init__(self, texts: Texts, regions: Sequence[str]) -> None:
        self._texts = texts
        self._regions = tuple(regions) or ("ZZ",)
        self._marks = {kind: texts("privacy.mark", what=texts(f"privacy.{kind}")) for kind in self.KINDS}

    def mask(self, text: str) -> Masked:
        """Return the text with a mark in the place of each piece of personal data."""
        found: set[str] = set()
        finders: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
            ("email", _emails),
            ("account", _accounts),
            ("card", _cards),
            ("identity", _identities),
            ("password", _passwords),
            ("phone", self._phones),
        )
        for kind, find in finders:
            for start, end in sorted(find(text), reverse=True):
                text = f"{text[:start]}{self._marks[kind]}{text[end:]}"
                found.add(kind)
        return Masked(text, tuple(kind for kind in self.KINDS if kind in found))

    def mask_labels(self, parts: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Return the parts of a brief without labels that hold personal data, and the kinds that were in them."""
        found: set[str] = set()

        def clean(label: str) -> bool:
            kinds = self.mask(label).kinds
            found.update(kinds)
            return not kinds

        kept: dict[str, Any] = {}
        for name, value in parts.items():
            if isinstance(value, list):
                kept[name] = [label for label in value if not isinstance(label, str) or clean(label)]
            else:
                kept[name] = value if not isinstance(value, str) or clean(value) else None
        return kept, tuple(kind for kind in self.KINDS if kind in found)

    def unmarked(self, text: str) -> str:
        """Return a masked text without the marks, for those who only read what is wished."""
        for mark in self._marks.values():
            text = text.replace(mark, " ")
        return text

    def leaves_nothing(self, text: str) -> bool:
        """Whether a masked text says nothing beside the data that was taken out: "my card is [card number removed]"."""
        rest = self.unmarked(text)
        return rest != text and set(re.findall(r"[^\W_]+", rest.lower())) <= _AROUND

    def notice(self, kinds: Sequence[str]) -> str:
        """Return the sentence that tells the shopper what was taken out."""
        names = [self._texts(f"privacy.{kind}") for kind in kinds]
        head, last = ", ".join(names[:-1]), names[-1]
        what = self._texts("privacy.and", first=head, last=last) if head else last
        return self._texts("privacy.notice", what=what)

    def _phones(self, text: str) -> Iterator[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for region in self._regions:
            for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
                spans.append((match.start, match.end))
        spans += [match.span("number") for match in _PHONE_NAMED.finditer(text)]
        last = -1
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= last and not _MONEY_BEFORE.search(text[:start]):
                yield start, end
                last = end


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        yield match.span()


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    """IBANs; words that follow one are not part of it."""
    for match in _IBAN_LIKE.finditer(text):
        start, whole = match.start(), match.group()
        ends = [len(whole), *(gap.start() for gap in reversed(list(re.finditer(r"[ \u00a0-]", whole))))]
        end = next((end for end in ends if iban.is_valid(re.sub(r"[\s-]", "", whole[:end]))), None)
        if end is not None:
            yield start, start + end


def _cards(text: str) -> Iterator[tuple[int, int]]:
    last = -1
    for start, end in sorted([*_card_numbers(text), *(match.span() for match in _CARD_EXTRAS.finditer(text))]):
        if start >= last:
            yield start, end
            last = end


def _card_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Runs of digits, or groups of them in a row, that are as long as a card's number and pass its check."""
    for run in _DIGIT_RUN.finditer(text):
        groups = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\d+", run.group())]
        spans = [(groups[i][0], groups[j - 1][1]) for i, j in combinations(range(len(groups) + 1), 2)]
        # The longest first: what stands in the same run is better taken out too.
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            if not _stands_alone(text, run.span(), start, end):
                continue
            digits = "".join(str(int(c)) for c in text[start:end] if c.isdigit())
            if len(digits) in _CARD_DIGITS and luhn.is_valid(digits) and not _is_article(text[start:end]):
                yield start, run.end()
                break


def _stands_alone(text: str, run: tuple[int, int], start: int, end: int) -> bool:
    """Whether a number is a word of its own, and not the middle of "112-3456789-0123456" or "1.234.567.890.123"."""
    before, after = text[max(start - 1, run[0]) : start], text[end : min(end + 1, run[1])]
    return not (before + after).strip() and not _THOUSANDS.fullmatch(text[start:end])


def _is_article(number: str) -> bool:
    """Whether an unbroken number is an article's bar code; the old cards of 13 digits begin with 4."""
    return number.isdigit() and len(number) in (13, 14) and not number.startswith("4") and ean.is_valid(number)


def _identities(text: str) -> Iterator[tuple[int, int]]:
    for match in _SSN.finditer(text):
        if ssn.is_valid("-".join(match.group(1, 3, 4))):
            yield match.span()
    for match in _SSN_NAMED.finditer(text):
        if not _SSN.fullmatch(match[1]):
            yield match.span(1)


def _passwords(text: str) -> Iterator[tuple[int, int]]:
    for match in _PASSWORD.finditer(text):
        if match["secret"].lower().strip(".!?") not in _NO_SECRET:
            yield match.span("secret")
    for match in _PIN.finditer(text):
        yield match.span("secret")
