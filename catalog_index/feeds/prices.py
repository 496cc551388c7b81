"""Prices as feeds write them -> Money."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import list_currencies

from catalog_index.feeds.entry import ValueProblem
from catalog_index.product import Money

MAX_AMOUNT = Decimal(10_000_000)
_CENT = Decimal("0.01")
_CODES = frozenset(list_currencies())
_THREE_DECIMALS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}

_SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "MX$": "MXN", "NT$": "TWD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
    "₴": "UAH", "₪": "ILS", "฿": "THB", "₫": "VND", "₦": "NGN", "₱": "PHP",
    "ZŁ": "PLN", "KČ": "CZK", "FT": "HUF", "SFR": "CHF", "SFR.": "CHF", "KSH": "KES", "RS": "INR",
    "RS.": "INR",
}  # fmt: skip
# Signs that several currencies share: the feed's own currency where it is one of them.
_SHARED = {
    "$": ("USD", {"USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "CLP", "COP", "ARS", "TWD"}),
    "KR": (None, {"SEK", "NOK", "DKK", "ISK"}),
    "KR.": (None, {"SEK", "NOK", "DKK", "ISK"}),
}

_NUMBER = re.compile(r"[0-9](?:[0-9.,'’ \u00a0\u202f]*[0-9])?")
_SPACED = re.compile(r"[0-9]{1,3}(?:[ '’\u00a0\u202f][0-9]{3})+(?:[.,][0-9]{1,2})?")

_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")  # lakhs and crores: 1,23,456


def parse_price(text: str, currency: str) -> Money:
    """Read "34.90 USD", "$34.90", "1,299.00", "1.299,00 EUR", "USD 12" into Money, rounded to two decimals.

    `currency` is the ISO code used when the text names none.

    Raises:
        ValueProblem: not one price above zero and below ten million, or its meaning is uncertain.
    """
    text = text.strip()
    if not text:
        raise ValueProblem("the price is empty")
    if re.search(r"[-−–]\s*[^\w\s]?\s*[0-9]", text) and not re.search(r"[0-9]\s*[-−–]", text):
        raise ValueProblem("a price must be above zero, this one is negative")
    if re.search(r",[-–—]", text):
        text = re.sub(r",[-–—]+", "", text)  # "34,- EUR"
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        raise ValueProblem(f"{'no' if not numbers else 'more than one'} number in it; write a price like 34.90 USD")
    before, _, after = text.partition(numbers[0])
    code = _currency(before.strip(), after.strip(), currency)
    amount = _amount(numbers[0], code)
    if amount <= 0:
        raise ValueProblem("a price must be above zero")
    if amount > MAX_AMOUNT:
        raise ValueProblem(f"a price above {MAX_AMOUNT:,} is taken for a mistake")
    return Money(amount, code)


def _currency(before: str, after: str, default: str) -> str:
    names = [part for part in (before, after) if part]
    codes = {_currency_named(name, default) for name in names}
    # "$34.90 CAD": the code says which dollar it is.
    if len(names) == 2 and len(codes) == 2:
        exact = {name.upper() for name in names if name.upper() in _CODES}
        shared = [name for name in names if name.upper() in _SHARED]
        if len(exact) == 1 and shared and exact <= _SHARED[shared[0].upper()][1]:
            return exact.pop()
        raise ValueProblem("it names two currencies")
    return codes.pop() if codes else default


def _currency_named(name: str, default: str) -> str:
    key = name.upper()
    if re.fullmatch(r"[A-Z]{3}", key) and key in _CODES:
        return key
    if key in _SYMBOLS:
        return _SYMBOLS[key]
    if key in _SHARED:
        usual, sharing = _SHARED[key]
        if default in sharing:
            return default
        if usual:
            return usual
    raise ValueProblem(f"{name[:20]!r} is not a currency we know; write a price like 34.90 USD")


def _amount(number: str, currency: str) -> Decimal:
    """The number's value; which of "." and "," separates what is told from their places."""
    if re.search(r"[ '’\u00a0\u202f]", number):
        if not _SPACED.fullmatch(number):
            raise ValueProblem("the number's digits are not grouped in thousands")
        number = re.sub(r"[ '’\u00a0\u202f]", "", number).replace(",", ".")
        return _decimal(number)
    signs = [c for c in number if c in ".,"]
    if not signs:
        return _decimal(number)
    last = signs[-1]
    whole, _, fraction = number.rpartition(last)
    if len(set(signs)) == 2 and signs.count(last) == 1:
        return _grouped(whole, "," if last == "." else ".", fraction)
    if len(signs) > 1:
        if len(set(signs)) == 2:
            raise ValueProblem("points and commas are mixed")
        return _grouped(number, last, "")
    if len(fraction) == 3 and currency not in _THREE_DECIMALS:
        return _three_digits(whole, last, fraction)
    return _decimal(f"{whole}.{fraction}")


def _three_digits(whole: str, sign: str, digits: str) -> Decimal:
    if sign == "," and not whole.startswith("0") and len(whole) <= 3:
        return _decimal(whole + digits)  # "1,299": no shop writes three decimals with a comma
    raise ValueProblem(f"{whole}{sign}{digits} may mean two different amounts; write it with two decimals")


def _grouped(whole: str, separator: str, fraction: str) -> Decimal:
    if separator == "," and _INDIAN.fullmatch(whole):
        return _decimal(whole.replace(",", "") + (f".{fraction}" if fraction else ""))
    groups = whole.split(separator)
    if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
        raise ValueProblem("the number's digits are not grouped in thousands")
    return _decimal("".join(groups) + (f".{fraction}" if fraction else ""))


def _decimal(text: str) -> Decimal:
    # The whole part decides before rounding, so that absurd lengths cost nothing and overflow nothing.
    whole = text.partition(".")[0].lstrip("0")
    if len(whole) > 12:
        raise ValueProblem(f"a price above {MAX_AMOUNT:,} is taken for a mistake")
    return Decimal(text[:40]).quantize(_CENT, ROUND_HALF_UP)
