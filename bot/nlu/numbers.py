"""Numbers as people write them: 8, eight, twenty-five, 1,200, 49.99, a hundred, 1.5k, a grand."""

from __future__ import annotations

import re

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "eigth": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "eightteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "twentey": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "fivty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "eigthy": 80, "ninety": 90, "ninty": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip

_SMALL = "|".join(sorted([*_UNITS, *TENS], key=len, reverse=True))
NUMBER_WORDS = (
    rf"(?:(?:{'|'.join(TENS)})[ -](?:one|two|three|four|five|six|seven|eight|nine)\b"
    rf"|(?:{_SMALL})\b)"
)
_HUNDREDS = rf"(?:(?:a |{NUMBER_WORDS} ?|a couple(?: of)? |couple(?: of)? |\d )?hundred\b(?: and {NUMBER_WORDS}| {NUMBER_WORDS})?)"
_THOUSANDS = rf"(?:(?:a |{NUMBER_WORDS} ?|\d+(?:\.\d)? ?)?(?:thousand|grand)\b)"
_DIGITS = r"(?:\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?: ?k\b)?(?![\d])"

# A number in digits or words; to be put into a larger pattern.
NUMBER = rf"(?:{_THOUSANDS}|{_HUNDREDS}|{NUMBER_WORDS}|{_DIGITS})"
# A whole number below 130 in digits or words, as ages are written.
SMALL_NUMBER = rf"(?:{NUMBER_WORDS}|\d{{1,3}}(?![\d]|[.,]\d))"

# Longer rows of digits are no amount or age: telephone numbers, or a hand on the keyboard.
LARGEST = 1e9

_NUMBER_WORD = re.compile(r"[a-z]+")


def parse_number(text: str) -> float | None:
    """The value of a text that NUMBER matches, else None.

    A comma or point followed by three digits separates thousands, by one or two digits it is a decimal mark.
    """
    text = text.strip().lower()
    if text[:1].isdigit():
        return _parse_digits(text)
    total, current, seen = 0, 0, False
    for word in _NUMBER_WORD.findall(text):
        if word in _UNITS or word in TENS:
            current += _UNITS.get(word, TENS.get(word, 0))
            seen = True
        elif word == "couple":
            current = 2
        elif word == "hundred":
            current = max(current, 1) * 100
            seen = True
        elif word in ("thousand", "grand"):
            total += max(current, 1) * 1000
            current, seen = 0, True
        elif word not in ("a", "and", "of"):
            return None
    return float(total + current) if seen else None


def _parse_digits(text: str) -> float | None:
    match = re.match(r"[\d., ]*\d", text)
    if match is None:
        return None
    digits, rest = match.group().replace(" ", ""), text[match.end() :].strip()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    elif found := re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})*|\d+)[.,](\d{1,2})", digits):
        digits = re.sub(r"[.,]", "", found[1]) + "." + found[2]
    try:
        value = float(digits)
    except ValueError:
        return None
    if value > LARGEST:
        return None
    if rest.startswith(("k", "grand", "thousand")):
        value *= 1000
    elif rest.startswith("hundred"):
        value *= 100
    return value


def whole(text: str) -> int | None:
    """The value of a text as a whole number, else None."""
    value = parse_number(text)
    return int(value) if value is not None and value == int(value) else None
