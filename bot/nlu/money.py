"""Budgets as shoppers write them, into {"min", "max", "currency"}."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.nlu.numbers import NUMBER, TENS, parse_number
from bot.nlu.spans import Finding, Taken

# ISO 4217's code for no currency: the shopper named none, the shop's own is meant.
NO_CURRENCY = "XXX"

_SYMBOLS = {
    "us$": "USD", "au$": "AUD", "a$": "AUD", "ca$": "CAD", "c$": "CAD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD",
    "r$": "BRL", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "zł": "PLN",
    "rs.": "INR", "rs": "INR",
}  # fmt: skip
_WORDS = {
    "USD": "us dollars?|usd|dollars?|dollers?|dolars?|bucks?|american dollars?",
    "AUD": "aud|australian dollars?|aussie dollars?|aussie bucks",
    "CAD": "cad|canadian dollars?|canadian bucks",
    "NZD": "nzd|new zealand dollars?|kiwi dollars?",
    "SGD": "sgd|singapore dollars?",
    "HKD": "hkd",
    "GBP": "gbp|quid|pounds? sterling|pounds?|sterling",
    "EUR": "euros?|eur",
    "INR": "rupees?|inr|rs",
    "JPY": "yen|jpy",
    "CHF": "chf|swiss francs?|francs?",
    "SEK": "sek|swedish kron[ao]r?|kronor",
    "NOK": "nok|norwegian kroner",
    "DKK": "dkk|danish kroner|kroner",
    "PLN": "pln|zloty|zlotys|złotych|zł",
    "ZAR": "zar|rand",
    "MXN": "mxn|mexican pesos?|pesos?",
    "KES": "kes|shillings?",
    "PKR": "pkr|pakistani rupees?",
    "AED": "aed|dirhams?",
    "BRL": "brl|reais",
}
_CODES = {word.upper() for pattern in _WORDS.values() for word in pattern.split("|") if len(word) == 3}

# A bare R is rand only right before the digits.
_SYMBOL = (
    r"(?:\br(?=\d)|"
    + "|".join(
        (r"(?<![a-z])" if symbol[0].isalpha() else "") + re.escape(symbol)
        for symbol in sorted(_SYMBOLS, key=len, reverse=True)
    )
    + ")"
)
_WORD = "(?:" + "|".join(f"(?:{pattern})" for pattern in _WORDS.values()) + r")\b"
_UNIT = rf"(?:{_SYMBOL}|{_WORD})"


def _amount(name: str) -> str:
    code = r"(?:usd|eur|gbp|aud|cad|inr|chf|aed|sek|nok|dkk|pln|zar|mxn|jpy|sgd|hkd|nzd|kes|pkr|brl) ?"
    return (
        rf"(?:(?P<{name}_pre>{_SYMBOL}|\b{code}) ?)?(?<![\d.,#])(?P<{name}>(?:\b|(?<=\br)){NUMBER})"
        rf"(?:[ -]?(?:ish )?(?P<{name}_post>{_UNIT}))?"
    )


_SINGLE_WORDS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
_RANGE = re.compile(
    rf"(?:\b(?P<between>between|from|betwen|anywhere from|somewhere between)\s+)?(?:about |around |maybe )?"
    rf"{_amount('low')}\s*(?:-|to\b|and\b|till\b|until\b|or\b|\.\.+)\s*(?:maybe |max |about )?{_amount('high')}"
)
_SINGLE = re.compile(_amount("value"))

_MAX_BEFORE = re.compile(
    r"(?:under|undr|below|less than|lower than|cheaper than|up to|upto|max(?:imum)?(?: of| is| (?:budget|price)(?: for me)?(?: is| of)?)?:?|maximal|at most|"
    r"(?:no|not|nothing) (?:more|higher) than|not over|nothing over|nothing above|within|cap(?:ped)?(?: it)?(?: at| of| is)?|"
    r"limit(?:ed)?(?: is| of| to)?|ceiling(?: of| is)?|tops|go over|exceed(?:ing)?|<=?|≤|stay under|keep it under|for less than|"
    r"(?:don'?t|do not|dont|can'?t|cannot|cant|won'?t|rather not|without|not)(?: (?:really )?(?:like|wish|care|intend) to| want to| wanna| wanting to| looking to| going to| planning to)? (?:spend(?:ing)?|go(?:ing)?|pay(?:ing)?)(?: over| above| more than| past| beyond)|"
    r"(?:not|never|isn'?t) (?:above|past|beyond)|inside|short of|as much as|as high as|no higher than)\W{0,3}$"
)
_MIN_BEFORE = re.compile(
    r"\b(?:over|above|more than|at least|atleast|minimum(?: of| spend)?|min(?: of| spend)?\.?|from|starting at|north of|upwards of|>=?|≥|no less than|not less than)\W{0,3}$"
)
_BUDGET_BEFORE = re.compile(
    r"(?:my money is|budget(?:'s|s)?(?: (?:is|of|around|about|for this|would be|will be|i have is|was))*|bugdet|buget|budjet|"
    r"spend(?:ing)?(?: (?:about|around|like|maybe|roughly|some))*|price(?: range)?(?: is| of)?|afford|have(?: got)?(?: only)?|got|only got|(?:increase|raise|bump|move|push|extend|stretch|up|change|put|set)(?: (?:it|that|this|her|him|them|hers|his|theirs|the budget|my budget|budget|the limit))?(?: up)? to|"
    r"pay|costs?(?:ing)?|(?:can|could|will|gonna|should|happy to|prepared to|willing to|able to) (?:do|go(?: up)?(?: to)?|stretch to|manage|give|pay|put in)(?: about| around)?|total(?:s|ing)?(?: of| is| like| about)*|kitty(?: of| is)?|pot(?: of| is)?|pooled|put by|saved(?: up)?|until|for (?:about|around|like|roughly)?|worth|make it|made it|looking at|thinking|range|put in|chip(?:ping)? in|"
    r"about|around|roughly|approx(?:imately)?\.?|circa|ca\.?|~|like|say|maybe|in the|at|go with|call it|settle(?:d)? (?:on|for|at)|compromised (?:on|at))[\s:=(]*(?:about |around |like |roughly |maybe |only |approx\.? |~|the )*$"
)
_STRONG_BUDGET = re.compile(
    r"\bmy money is|(?:increase|raise|bump|stretch|extend)(?: (?:it|that|this|her|him|them|the budget|my budget|budget|the limit))?(?: up)? to|(?:cheaper|lower)(?: for (?:him|her|them|\w+))?\W+(?:say|like|maybe|around|about)|budget|bugdet|buget|budjet|spend|price|afford|more money|make it|\b(?:can|could|will|gonna|happy to|prepared to|willing to|able to) (?:do|go|stretch|manage|give|pay|put in)|total|"
    r"(?:we'?ve|i'?ve|we have|i have|we|i)(?: only)? got|chip(?:ping|ped)? in|put in|put by|saved|kitty|pooled|pay until|looking at|thinking|\b(?:i'?d|i'?ll|we'?d|we'?ll|i would|i will|we would) (?:pay|go|do|stretch|spend|give|put)|\b(?:i|we)(?:'ve)? only (?:have|got)"
)
# A lower limit by its words alone, unless somebody is at least that old.
_AT_LEAST = re.compile(
    r"(?<!'s )(?<!is )(?<!are )(?<!'re )\b(?:at ?least|minimum(?: of| spend)?|min(?: of| spend)?\.?|no less than|not less than|upwards of|north of)\W{0,3}$"
)
_LEAST_SPENT = 10
# "50 for my wife"
_FOR_WHOM = re.compile(r"^ for (?:my|our|him|her|them|each|every|mum|mom|dad|the (?:kids|boys|girls|twins))\b")
_LIMITS = re.compile(
    rf"\b(?:over|above|more than|at least|from|min(?:imum)?(?: of)?|not (?:under|less than|below))\W{{1,2}}{_amount('low')}[\s,]*(?:but|and|or|,)?\s*"
    rf"(?:under|below|less than|not (?:more than|over|above)|no more than|max(?:imum)?(?: of)?|up to|at most)\W{{1,2}}{_amount('high')}"
)
_MAX_AFTER = re.compile(
    r"^[\s,(]*(?:-?ish\b[\s,]*)?(?:max\b|maximum|maxx|tops\b|or less|or under|or below|or so\b|at (?:the )?most|at max|limit|budget|(?:is|'s) (?:my|our|the|his|her) (?:\w+ )?(?:limit|max(?:imum)?|most|budget|cap|ceiling)|is (?:fine|ok|okay|enough)\b|it is\b|"
    r"altogether|all together|in total|all in\b|in all\b|total\b|between us|for everything|is the (?:limit|max|most|budget)|and under|and below|ceiling|cap\b|absolute max|to spend|each|apiece|for (?:all|both|the (?:two|three|four|five|lot|pair))\b|per (?:person|head|gift|kid|child|present|piece|item|boy|girl)|a head|between (?:the|them|us|all|both)\b|range|mark)"
)
_MIN_AFTER = re.compile(r"^\s*(?:\+|plus\b|or more|and up\b|and above|or above|upwards|minimum|at least)")
_SPENT = re.compile(
    r"(?:spent|paid|costs? me|costed|costs? us|costs?|(?:was|were)(?! (?:thinking|hoping|planning|looking|going|considering|wondering|aiming))|owe[sd]?|saved|won|raised|lost|earns?)\W+(?:\w+ ){0,3}$"
)
_THING_AFTER = re.compile(
    r"^ (?!(?:max|maximum|budget|limit|or|and|for|to|tops|each|total|gift|present|price|range|please|pls|at|on|is|if|but|with|in|a|an|the|per|would|was|as|so|not|no|my|he|she|they|it|i|cap|ish|ideally|would|roughly|only|he's|she's|hes|shes|from|by|all|altogether|should|will|would|could|spend|left|thanks|thx|something|anything|about|around|minimum|plus|apiece|though|because|when|since|we|birthday|christmas|xmas)\b)[a-z]{3,}"
)
_ALTOGETHER = re.compile(r"^\s*(?:altogether|all together|in total|all in\b|in all\b|total\b|between us)")
_TIME_BEFORE = re.compile(r"(?:\b(?:age[ds]?|aged?:|turn(?:s|ing|ed)?|is|he'?s|she'?s|of)\W{0,2})$")
_OTHER_UNIT_AFTER = re.compile(
    r"^[ -]?(?:-?\s?(?:years?|yrs?|yr|y/?o|yo\b|y\.o|months?|mths?|mo\b|weeks?|days?|hours?|hrs?|minutes?|mins?|am\b|pm\b|o'?clock|%|percent|"
    r"kids?|children|people|persons|guests|of (?:us|them|my|his|her)|pieces?|pcs|cm|mm|inch|inches|feet|ft|miles?|km|lbs?|kg|oz|times|"
    r"dogs?|cats?|sons|daughters|nephews|nieces|grandkids|grandchildren|brothers|sisters|boys|girls|girl|boy|th\b|st\b|nd\b|rd\b|'s\b|s\b|"
    r"grade|bed|floor|players?|k run|marathon|items?|things?|gifts?|presents?|books?))"
)
_MONTHS = r"jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DATE_BEFORE = re.compile(
    rf"(?:\b(?:{_MONTHS})|on the|by the|the|no\.?|number|size|class|grade|room|route|since|in|step|top|#)\W{{0,2}}$"
)
_DATE_AFTER = re.compile(rf"^(?:th|st|nd|rd)?\s*(?:of )?(?:{_MONTHS})\b")

_ANY_PRICE = re.compile(
    r"money(?:'s| is|s)? (?:is )?(?:no|not an?|isn'?t an?|isnt an?) (?:object|issue|problem|concern)|(?:money|price|cost|budget)(?:s|'s)? (?:really )?(?:doesn'?t|does not|dont|don'?t|doesnt|isn'?t|is not|isnt)(?: really)? (?:matter|important|an? (?:issue|problem|concern|object))|"
    r"(?:no|not any|without(?: a| any)?|don'?t have a|dont have a|haven'?t got a|no real|no fixed|no set|no particular|no specific) (?:budget|price|spending|money)(?: limits?| constraints?| cap| restrictions?)?(?!\s*(?:is|of)?\s*\d)|"
    r"(?:unlimited|open|any|whatever|flexible) (?:budget|price|amount)|(?:sky'?s|sky is) the limit|whatever (?:it|they) costs?|no matter the (?:cost|price)|"
    r"(?:don'?t|do not|dont) (?:care|mind) (?:about |what |how much )?(?:the )?(?:price|cost|money|it costs|i spend)|(?:price|cost|money|budget)(?: is|'s|s)?(?: really)? (?:no|not an?) (?:issue|problem|concern|object|worry|obstacle)|"
    r"(?:price|budget|money|cost)(?: is|'s)? ?(?:n'?t|not|no) ?(?:an?|the|my|any)? (?:issue|problem|object|question|concern)|(?:price|budget|money)(?: is| 's)? (?:irrelevant|unimportant|flexible|open|unlimited)|spare no expense|no expense spared|cost(?:s)? no object|happy to splurge|any price is fine|no limit(?: on (?:price|budget|spending|the price))?\b|i'?ll pay (?:anything|whatever)"
)


# "9 of us chipping in a tenner each" is one gift for ninety.
_CHIPPED_IN = re.compile(
    r"\b(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) of us\b(?=[^.!?]{0,30}\b(?:chip(?:p(?:ing|ed))?|put(?:ting)?|pay(?:ing)?|giv(?:e|ing)|throw(?:ing)?|pitch(?:ing)?|contribut(?:e|ing)|club(?:bing)?|pool(?:ing)?|go(?:ing)?)\b)"
)
_FROM_EACH = re.compile(r"^\W*(?:each|apiece|a head|per (?:person|head))\b")


# Nobody's budget is smaller, without a word or sign for money.
_LEAST = 3


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    low: float | None
    high: float | None
    currency: str | None
    weight: float


def currency_of(unit: str | None) -> str | None:
    """The ISO 4217 code of a symbol or word, or None."""
    if not unit:
        return None
    unit = unit.strip().lower()
    if unit == "r":
        return "ZAR"
    if unit in _SYMBOLS:
        return _SYMBOLS[unit]
    for code, pattern in _WORDS.items():
        if re.fullmatch(pattern, unit):
            return code
    return unit.upper() if unit.upper() in _CODES else None


def find_budget(text: str, taken: Taken, *, default_currency: str = "USD") -> Finding | None:
    """The budget in a normalized text, or None.

    Several amounts: the one with the strongest cue is the budget, the later one among equals. The value is
    {"min": float | None, "max": float | None, "currency": str}; both None means that any price is fine.
    """
    candidates = _ranges(text, taken)
    candidates += _singles(text, taken, [(c.start, c.end) for c in candidates], default_currency)
    candidates += _notes(text, taken)
    explicit_currency = next((c.currency for c in candidates if c.currency), None)
    if candidates:
        best = max(candidates, key=lambda c: (c.weight, c.start))
        currency = best.currency or explicit_currency or default_currency
        value: dict[str, Any] = {"min": best.low, "max": best.high, "currency": currency}
        if (givers := _givers(text, best)) > 1:
            value |= {name: tidy(value[name] * givers) for name in ("min", "max") if value[name] is not None}
        if best.weight >= 1 and not (best.low is None and best.high is None):
            for candidate in candidates:
                if candidate.currency:
                    taken.add(candidate.start, candidate.end)
            taken.add(best.start, best.end)
            if cue := _CAP.search(text[: best.start]):
                taken.add(*cue.span())  # no headgear
            return Finding("budget", value, best.start, best.end, best.weight)
    if match := _ANY_PRICE.search(text):
        taken.add(*match.span())
        value = {"min": None, "max": None, "currency": default_currency}
        return Finding("budget", value, match.start(), match.end(), 2.0)
    return None


def _givers(text: str, amount: _Candidate) -> int:
    """How many pay an amount each towards one gift; 1 where nobody chips in."""
    match = _CHIPPED_IN.search(text[: amount.start])
    if match is None or not _FROM_EACH.match(text[amount.end :]):
        return 1
    return int(parse_number(match["count"]) or 1)


_CAP = re.compile(r"\bcap(?:ped)?(?: it)?(?: at| of| is)? ?$")
_CODE_AFTER = re.compile(r"^ ?(?P<code>pkr|lkr|npr|bdt|aud|cad|nzd|sgd|hkd|mxn|clp|cop|ars)\b")
_NOTES = re.compile(r"\b(?:(?:a|couple of|two) )?(?P<note>fivers?|tenners?)\b")


def _notes(text: str, taken: Taken) -> list[_Candidate]:
    """British banknotes: "a tenner"."""
    return [
        _Candidate(match.start(), match.end(), None, 5 if match["note"].startswith("fiver") else 10, "GBP", 2.0)
        for match in _NOTES.finditer(text)
        if not taken.overlaps(*match.span()) and not _SPENT.search(text[: match.start()])
    ]


def _ranges(text: str, taken: Taken) -> list[_Candidate]:
    found = []
    for match in _LIMITS.finditer(text):
        low, high = parse_number(match["low"]), parse_number(match["high"])
        units = [match["low_pre"], match["low_post"], match["high_pre"], match["high_post"]]
        if low and high and low < high and not taken.overlaps(match.start("low"), match.end("high")):
            currency = next((code for unit in units if (code := currency_of(unit))), None)
            found.append(_Candidate(match.start(), match.end(), tidy(low), tidy(high), currency, 3.5))
    for match in _RANGE.finditer(text):
        if taken.overlaps(match.start("low"), match.end("high")):
            continue
        units = [match["low_pre"], match["low_post"], match["high_pre"], match["high_post"]]
        currency = next((code for unit in units if (code := currency_of(unit))), None)
        low, high = parse_number(match["low"]), parse_number(match["high"])
        if low is None or high is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        if not currency and (_OTHER_UNIT_AFTER.match(after) or _DATE_AFTER.match(after) or _DATE_BEFORE.search(before)):
            continue
        if high < low and match["high"].isdigit() and high * 10 > low:
            continue
        if low > high:
            low, high = high, low
        if low == high or high == 0:
            continue
        joint = text[match.end("low") : match.start("high")]
        if joint == "-" and match["low"] in TENS and match["high"] in _SINGLE_WORDS:
            continue  # "thirty-five" is one number
        if "and" in joint and not match["between"]:
            continue
        word_joined = " or " in joint and not match["between"]
        if currency:
            weight = 3.0
        elif word_joined or _TIME_BEFORE.search(before):
            continue
        elif _STRONG_BUDGET.search(text[max(0, match.start() - 30) : match.start()]) or _MAX_AFTER.match(after):
            weight = 3.0
        elif high >= 15:
            weight = 2.0
        else:
            continue
        if _SPENT.search(before):
            weight -= 2.5
        found.append(_Candidate(match.start(), match.end(), tidy(low), tidy(high), currency, weight))
    return found


def _singles(text: str, taken: Taken, ranges: list[tuple[int, int]], default_currency: str) -> list[_Candidate]:
    found = []
    for match in _SINGLE.finditer(text):
        start, end = match.span()
        if taken.overlaps(start, end) or any(start < e and s < end for s, e in ranges):
            continue
        amount = parse_number(match["value"])
        if not amount:
            continue
        currency = currency_of(match["value_post"]) or currency_of(match["value_pre"])
        if code := _CODE_AFTER.match(text[end:]):
            currency = code["code"].upper()  # "Rs 6000 PKR"
        if currency is None and match["value"].endswith("grand"):
            currency = default_currency
        before, after = text[:start], text[end:]
        if (
            not currency
            and (_OTHER_UNIT_AFTER.match(after) or _DATE_AFTER.match(after))
            and not _MAX_AFTER.match(after)
        ):
            continue
        candidate = _judge(start, end, amount, currency, before, after)
        if candidate is not None:
            found.append(candidate)
    return found


def _judge(start: int, end: int, amount: float, currency: str | None, before: str, after: str) -> _Candidate | None:
    value = tidy(amount)
    at_least = _MIN_BEFORE.search(before) and not _MAX_BEFORE.search(before)
    sentence = re.split(r"[.!?;]\s", before)[-1]
    strong = _STRONG_BUDGET.search(sentence[-40:]) is not None
    if not currency and not strong and amount < _LEAST and not before.rstrip().endswith(("<", "≤")):
        return None  # "the first one is ok"
    if _MAX_BEFORE.search(before):
        weight, low, high = 3.0, None, value
    elif (at_least or _MIN_AFTER.match(after)) and (
        currency or strong or (amount >= _LEAST_SPENT and _AT_LEAST.search(before))
    ):
        weight, low, high = 2.8, value, None
    elif _MAX_AFTER.match(after):
        weight, low, high = 3.0, None, value
    elif _BUDGET_BEFORE.search(before) and (currency or strong):
        weight, low, high = 2.6, None, value
    elif currency:
        weight, low, high = 2.0, None, value
    elif _FOR_WHOM.match(after) and amount >= _LEAST_SPENT:
        # "50 for my wife and 25 for each kid": hers.
        weight, low, high = 1.4 if after.startswith((" for each", " for every")) else 1.5, None, value
    elif _approximate_word(before, after) and amount >= 10:
        weight, low, high = 1.0, None, value
    else:
        return None
    if not currency and _DATE_BEFORE.search(before):
        return None
    if _SPENT.search(before):
        weight -= 2.5
    if currency:
        weight += 0.3
        if _THING_AFTER.match(after):
            weight -= 0.9  # "a $400 mixer" is what something else costs
    if _ALTOGETHER.match(after):
        weight += 0.5
    return _Candidate(start, end, low, high, currency, weight)


def _approximate_word(before: str, after: str) -> bool:
    return bool(
        re.match(r"^[ -]?(?:ish|or so|or thereabouts)\b", after)
        or re.search(r"\b(?:about|around|roughly|approx\.?|approximately|~)\s*$", before)
    )


def tidy(value: float) -> float:
    """A whole amount as an int, any other with two places."""
    return int(value) if value == int(value) else round(value, 2)
