"""Wishes about the wish: how many gifts, only such a kind, in which color, this or else that, more or less money."""

from __future__ import annotations

import re
from typing import Any

from bot.nlu.exclusions import things_of
from bot.nlu.numbers import NUMBER, parse_number, whole
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary

COLORS = (
    "red|blue|green|yellow|orange|purple|violet|lilac|pink|white|black|grey|gray|brown|beige|cream|navy|teal|turquoise|"
    "mint|gold|golden|silver|rose gold|burgundy|maroon|coral|khaki|olive|lavender"
)
_COLOR = re.compile(
    rf"\b(?:the|a|any|that|this|those|these)\s+(?:(?:light|dark|pale|bright) )?(?P<one>{COLORS})\s+(?:ones?|version|variant)\b"
    rf"|\b(?:in|come in|have it in)\s+(?:(?:light|dark|pale|bright) )?(?P<of>{COLORS})(?!\s+(?:and|or)\s+white photo)\b(?!\s+[a-z]+s\b)"
    rf"|^\W*(?:the )?(?P<alone>{COLORS})(?: one)?(?: please| pls)?\W*$"
)

COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_GIFTS = r"(?:gifts?|presents?|pressies|prezzies|things(?! (?:at once|at the same time|to do))|items|bits|ideas|stocking (?:fillers|stuffers))"
_QUANTITY = re.compile(
    rf"\b(?P<count>{COUNT})\s+(?:(?!(?:of|year|yr|month|weeks?)\b)[a-z-]+ ){{0,2}}{_GIFTS}\b|\b(?:for )?all (?P<all>{COUNT})\b|\b{_GIFTS} for (?:my |our |the )?(?P<people>{COUNT})\b(?![ -]?(?:years?|yrs?|yr|y/?o|mo(?:nths?)?|weeks?|days?)\b)"
)
EACH = re.compile(r"\b(?:each|apiece|per (?:person|head|kid|child|gift|present|piece|item)|a head|a piece)\b")
_FOR_ALL = re.compile(
    rf"\b(?:for|between) (?:all|the|both)(?: of)?(?: the| my| our)?(?: (?P<count>{COUNT}))?(?: of (?:them|my|our|the))?(?: (?:kids|children|girls|boys|people))?\b|\bfor (?P<both>both)\b"
)

# After these comes a number by which the budget goes up or down.
_BY = re.compile(
    rf"\b(?P<up>increase|raise|up|bump(?: up)?|lift|put up)\b[^.!?\d]{{0,20}}\bby\s+(?:another )?[$£€]?(?P<up_by>{NUMBER})"
    rf"|\b(?P<down>decrease|reduce|lower|cut|drop)\b[^.!?\d]{{0,20}}\bby\s+(?:another )?[$£€]?(?P<down_by>{NUMBER})"
    rf"|\badd (?:another )?[$£€]?(?P<add>{NUMBER})(?: ?[a-z€£$]+)? to (?:the|my) budget"
    rf"|\b(?:spend|go|pay|add|do|could be|can be|may be) (?:another )?[$£€]?(?P<more>{NUMBER})(?: ?(?:dollars|bucks|quid|pounds|euros?|[€£$]))? (?:more|higher|extra)\b(?! (?:or|than))"
    rf"|\b[$£€]?(?P<extra>{NUMBER})(?: ?(?:dollars|bucks|quid|pounds|euros?|[€£$]))? (?:more|extra|on top)\b(?= (?:is|would be|are|should be)(?: also| still| all)? (?:ok(?:ay)?|fine|alright|right|good|possible|no problem|doable))"
    r"|\b(?:spend|go|pay|add|do) (?:an?(?:other)? )?(?P<note>fiver|tenner) (?:more|higher|extra|on top)\b"
    rf"|\b(?:spend|go|pay) [$£€]?(?P<less>{NUMBER})(?: ?(?:dollars|bucks|quid|pounds|euros?|[€£$]))? (?:less|lower)\b"
)
_NOTES = {"fiver": 5.0, "tenner": 10.0}
_FACTORS = [
    (re.compile(r"\b(?:double|twice) (?:the|my|our|that) budget\b|\bbudget (?:can be |could be )?doubled\b"), 2.0),
    (re.compile(r"\b(?:halve|half) (?:the|my|our|that) budget\b"), 0.5),
    (re.compile(r"\b(?:a lot|much|way) (?:more|higher) (?:money|budget)\b|\bspend (?:a lot|much|way) more\b|\bbudget (?:is |can be )?(?:much|a lot) (?:higher|bigger)\b"), 1.5),
    (re.compile(r"\b(?:a (?:bit|little|touch)|slightly|some) (?:more|higher|bigger|larger) (?:money|budget)\b|\b(?:spend|go|pay|stretch to|afford) (?:a (?:bit|little|touch)|slightly) (?:more|higher|further)\b|\b(?:raise|increase|up|bump(?: up)?|stretch) (?:the|my|our) budget(?: (?:a (?:bit|little)|slightly))?(?! (?:to|by)\b)|\bbudget (?:up )?a (?:bit|little) (?:higher|bigger|more)\b|\ba (?:bit|little) more money\b"), 1.25),
    (re.compile(r"\b(?:spend|go|pay) (?:a (?:bit|little|touch)|slightly) (?:less|lower)\b|\b(?:lower|reduce|decrease|cut) (?:the|my|our) budget(?: (?:a (?:bit|little)|slightly))?(?! (?:to|by)\b)|\ba (?:bit|little) less money\b"), 0.8),
]  # fmt: skip
_SAME = re.compile(
    r"\b(?:same|the same|similar) (?:(?:sort|kind) of )?(?:budget|money|price(?: range)?|amount)\b|\bbudget (?:is |stays |stay )?(?:the )?same\b"
)

_ONLY = re.compile(
    r"(?:^\W*(?:please |and |ok |but |now |actually )*|[,;.]\s*(?:but |and |just )?(?=only\b)|\bbut (?=only\b)|\b(?:show(?: me| us)?|want|see|need|give me|like to see|looking for|interested in)\s+(?:to see )?)(?:only|just|exclusively|nothing but|strictly)\s+(?:show me |see |want |interested in |looking for |in )*(?P<after>[a-z][a-z' -]{2,40})"
    r"|\bonly (?:show me|want|interested in|looking for)\s+(?P<wanted>[a-z][a-z' -]{2,40})"
    r"|(?:^\W*|\b(?:show me|want|please)\s+)(?P<before>[a-z][a-z'-]+(?: [a-z'-]+)?) only\b"
)

_NONE_OF = r"(?:nothing|no(?:thing)?|none|not? anything|isn'?t anything|not (?:got|have)(?: (?:anything|something|any))?|aren'?t any|isn'?t any|(?:don'?t|dont|do not) (?:have|sell|find)(?: (?:anything|something|any))?|haven'?t(?: got)?(?: (?:anything|any))?|(?:can'?t|cant) find(?: (?:anything|any))?|find (?:nothing|no))"
_END = r"(?=\s*(?:$|[.,;!?]|\b(?:is|are|would|will|works?|instead|please|pls|then|for (?:my|his|her)|under|up to|around)\b))"
_INSTEAD = [
    re.compile(
        rf"\bif (?:there(?:'?s| is| are)?|you(?:'ve| have|'re| are|ve)?|u|that|we|i)?\s*{_NONE_OF}(?: (?:good|nice|suitable|decent|left))*\s*(?:for|with|about|to do with|on|in|related to)?\s+(?P<first>[a-z][a-z' -]{{1,40}}?)(?: (?:under|below|up to|for|at|within) \W?\d+[a-z ]{{0,9}})?\s*(?:,\s*(?:then|maybe|perhaps|try|go for|show me)?|\bthen|\bmaybe|\btry|\bgo for)\s+(?:just |only |rather )?(?P<second>[a-z][a-z' -]{{1,40}}?){_END}"
    ),
    re.compile(
        rf"\b(?P<first>[a-z][a-z'-]+(?: [a-z'-]+)?)(?: (?:stuff|things|if (?:possible|you can|you have (?:it|any|some))|ideally|preferably|first))*[,;.-]?\s*(?:or |and |but )?(?:\b(?:otherwise|failing that|if not|or else|if that fails|alternatively)\b|(?<=, )else\b),?\s*(?:then |maybe |perhaps |i'?d take |something with |something for |anything with )*(?P<second>[a-z][a-z' -]{{1,40}}?){_END}"
    ),
]
# "Tea if there's no coffee": the wish stands behind what would do.
_TURNED_ROUND = re.compile(
    r"\b(?P<second>[a-z][a-z'-]+(?: [a-z'-]+)?),? (?:would do |is (?:fine|ok) |works )?if (?:there(?:'?s| is| are)|you(?:'ve| have)?(?: got)?|u have) (?:no|nothing (?:for|with|about)|not any|none for) (?P<first>[a-z][a-z' -]{1,30})"
)
_NOTHING_FOUND = r"if (?:not|that (?:fails|doesn'?t work|isn'?t possible)|there(?:'?s| is) nothing|(?:you|u|we) (?:find|have|see|get) nothing|nothing (?:fits|turns up|works|is found)|none)"
_IF_NOT = re.compile(
    rf"(?:^|[.?!;,])\W*(?:(?:and|or|but|ok|well|hmm)[\s,]+)*(?:{_NOTHING_FOUND}|failing that|otherwise|or else|else|alternatively|or otherwise),? (?:then |just |maybe |perhaps |i'?d take |i'?ll take |try |something (?:with|for|about) |anything (?:with|for) |let'?s do )*(?P<second>[a-z][a-z' -]{{1,40}}?){_END}"
)
_LESS_MORE = re.compile(
    r"\bless (?P<less>[a-z][a-z'-]+(?: [a-z'-]+)?),?\s*(?:and |but )?more (?P<more>[a-z][a-z'-]+(?: [a-z'-]+)?)\b"
    r"|\bmore (?P<more_first>[a-z][a-z'-]+(?: [a-z'-]+)?),?\s*(?:and |but )?less (?P<less_after>[a-z][a-z'-]+(?: [a-z'-]+)?)\b"
)


def find_colors(text: str) -> list[Finding]:
    """The color that a shown or wanted thing has ("the blue one"), in a normalized text."""
    return [
        Finding("color", match["one"] or match["of"] or match["alone"], match.start(), match.end())
        for match in _COLOR.finditer(text)
    ]


def find_quantity(text: str) -> Finding | None:
    """How many gifts are wished: {"count": int, "each": whether an amount is meant for each}."""
    match = _QUANTITY.search(text)
    if match is None:
        return None
    count = whole(match["count"] or match["all"] or match["people"])
    if count is None or not 2 <= count <= 50:
        return None
    return Finding("quantity", {"count": count, "each": EACH.search(text) is not None}, match.start(), match.end())


def shared_by(text: str, count: int) -> int:
    """Among how many gifts the budget that a normalized text names is divided ("60 for all three"); 1 for none."""
    match = _FOR_ALL.search(text)
    if match is None or EACH.search(text):
        return 1
    if match["count"]:
        return whole(match["count"]) or 1
    return 2 if match["both"] or "both" in match.group() else count if re.search(r"\ball\b", match.group()) else 1


def find_budget_change(text: str) -> Finding | None:
    """A change of a budget said before: {"by": amount} or {"factor": number} or {"same": True}."""
    if match := _BY.search(text):
        sign = -1 if match["down_by"] or match["less"] else 1
        amount = (
            _NOTES[match["note"]]
            if match["note"]
            else parse_number(
                match["up_by"] or match["down_by"] or match["add"] or match["more"] or match["extra"] or match["less"]
            )
        )
        if amount:
            value = sign * (int(amount) if amount == int(amount) else amount)
            return Finding("budget_change", {"by": value}, match.start(), match.end())
    for pattern, factor in _FACTORS:
        if match := pattern.search(text):
            value_: dict[str, Any] = {"factor": factor}
            return Finding("budget_change", value_, match.start(), match.end())
    if match := _SAME.search(text):
        return Finding("budget_change", {"same": True}, match.start(), match.end())
    return None


def find_only(text: str, vocabulary: Vocabulary) -> list[Finding]:
    """The kind of thing that alone is wanted ("show me only books"); only of things the vocabulary knows."""
    found = []
    for match in _ONLY.finditer(text):
        if re.search(r"\bnot $", text[: match.start()]) or "not only" in match.group() or "not just" in match.group():
            continue
        part = next(name for name in ("after", "wanted", "before") if match[name])
        hits = vocabulary.find(match[part])
        if hits and (part == "before" or hits[0].start == 0):
            end = match.start(part) + hits[0].end
            found += [Finding(kind, hits[0].label, match.start(), end) for kind in ("only", "interest")]
    return found


# "All kinds of things are fine", "not just books"
_ANY_KIND = re.compile(
    r"\b(?:any|all|every|other) (?:other )?(?:kinds?|sorts?)\b(?! (?:words?|regards))|\bnot (?:just|only)\b|\bother (?:things|stuff) too\b"
)


def find_any_kind(text: str) -> list[Finding]:
    """That no kind of thing alone is wanted any longer, in a normalized text."""
    match = _ANY_KIND.search(text)
    return [Finding("any_kind", True, match.start(), match.end())] if match else []


# "Only stuff about space"
_ABOUT_ONLY = re.compile(
    r"\b(?:only|just|nothing but|exclusively) (?:show me )?(?:stuff|things|something|anything|gifts?|presents?|ideas) (?:about|with|for|to do with|related to|on|around) (?P<what>[a-z][a-z' -]{2,40})"
    r"|\b(?:stick(?:ing)? (?:to|with)|stay(?:ing)? with|keep(?:ing)? to) (?:the |just )?(?P<kept>[a-z][a-z' -]{2,40})"
)


def find_only_about(text: str, vocabulary: Vocabulary) -> list[Finding]:
    """The topic that alone counts, as an interest that corrects those before."""
    match = _ABOUT_ONLY.search(text)
    if match is None or re.search(r"\bnot $", text[: match.start()]):
        return []
    group = "what" if match["what"] else "kept"
    hits = vocabulary.find(match[group])
    if not hits or hits[0].start:
        return []
    return [
        Finding("interest", hits[0].label, match.start(group), match.end(group)),
        Finding("correction", True, match.start(), match.start(group)),
    ]


def find_instead(text: str, vocabulary: Vocabulary, taken: Taken) -> list[Finding]:
    """What would do if there is nothing for the first wish: interests first, then `instead`.

    Understood stretches are added to `taken`.
    """
    for pattern in _INSTEAD:
        if match := pattern.search(text):
            wanted = [hit.label for hit in vocabulary.find(match["first"])][-1:]
            if pattern is _INSTEAD[0]:
                wanted = things_of(match["first"], vocabulary)
            instead = things_of(match["second"], vocabulary)
            if not instead or not wanted:
                continue
            start, end = match.start("second"), match.end("second")
            taken.add(match.start() if pattern is _INSTEAD[0] else match.end("first"), end)
            first = [Finding("interest", label, match.start("first"), match.end("first")) for label in wanted]
            return [*first, *(Finding("instead", label, start, end) for label in instead)]
    if match := _TURNED_ROUND.search(text):
        wanted = things_of(match["first"], vocabulary)
        if wanted and (instead := [hit.label for hit in vocabulary.find(match["second"])][-1:]):
            taken.add(match.start("second"), match.end())
            first = [Finding("interest", label, match.start("first"), match.end("first")) for label in wanted]
            return [*first, Finding("instead", instead[0], match.start("second"), match.end("second"))]
    if (match := _IF_NOT.search(text)) and (instead := things_of(match["second"], vocabulary)):
        taken.add(*match.span())
        return [Finding("instead", label, match.start("second"), match.end("second")) for label in instead]
    return []


_PREFERS = re.compile(
    r"\bprefers? (?P<more>[a-z][a-z'-]+(?: [a-z'-]+)?) (?:to|over|rather than|instead of|more than) (?P<less>[a-z][a-z'-]+(?: [a-z'-]+)?)\b"
)


def find_less_more(text: str, vocabulary: Vocabulary, taken: Taken) -> list[Finding]:
    """ "less cooking, more fitness": the one is dropped, the other an interest."""
    found = []
    for match in _LESS_MORE.finditer(text):
        less, more = match["less"] or match["less_after"], match["more"] or match["more_first"]
        dropped, wanted = vocabulary.find(less), vocabulary.find(more)
        if dropped and wanted:
            found.append(Finding("drop", dropped[0].label, match.start(), match.end()))
            found.append(Finding("interest", wanted[0].label, match.start(), match.end()))
            taken.add(match.start(), match.end())
    for match in _PREFERS.finditer(text):
        dropped, wanted = vocabulary.find(match["less"]), vocabulary.find(match["more"])
        if dropped and wanted:
            found.append(Finding("drop", dropped[0].label, match.start(), match.end()))
            found.append(Finding("interest", wanted[0].label, match.start(), match.end()))
            taken.add(match.start(), match.end())
    return found


# "Something nice for their kitchen": the room names the kind of thing.
_FOR_ROOM = re.compile(
    r"\bfor (?:(?:the|their|his|her|my|our|a) )(?:(?:new|first|old|tiny|little|big) )?(?P<room>kitchen|flat|apartment|house|home)\b(?! ?(?:table|sink|floor|garden|party|witch|warming|baker|brewer|work|gym|office|plants?|s\b))"
)
_NOT_FOR = re.compile(r"\b(?:nothing|not|no|never|isn't|anything but|instead of)(?: \w+)? $")
_ROOMS = {"kitchen": "kitchenware"} | dict.fromkeys(("flat", "apartment", "house", "home"), "home decor")


def find_room(text: str) -> list[Finding]:
    """The kind of thing for the room that a normalized text names, as an interest."""
    return [
        Finding("interest", _ROOMS[match["room"]], match.start("room"), match.end("room"))
        for match in _FOR_ROOM.finditer(text)
        if not _NOT_FOR.search(text[: match.start()])
    ]


# "It's horses, not dinosaurs": the one is put right, the other was never meant.
_NOT_THAT = re.compile(
    r"\bit'?s (?P<yes>[a-z][a-z'-]+(?: [a-z'-]+)?),? (?:and )?not (?P<no>[a-z][a-z'-]+(?: [a-z'-]+)?)"
)


def find_put_right(text: str, vocabulary: Vocabulary, taken: Taken) -> list[Finding]:
    """What a normalized text says is meant instead of what was said before: an interest, a drop, a correction."""
    match = _NOT_THAT.search(text)
    if match is None:
        return []
    right, wrong = vocabulary.find(match["yes"]), vocabulary.find(match["no"])
    if not right or not wrong:
        return []
    taken.add(*match.span())
    return [
        Finding("interest", right[0].label, match.start("yes"), match.end("yes")),
        Finding("drop", wrong[0].label, match.start("no"), match.end("no")),
    ]


_FINE = re.compile(
    r"(?:^\W*(?:ok(?:ay)?|actually|well|hmm|and|but|on second thoughts?|yes)?[\s,]*(?:actually )?)(?P<what>[a-z][a-z'-]+(?: [a-z'-]+)?) (?:would be |is |are |'s |s )(?:actually )?(?:fine|ok|okay|alright|all right|allowed)(?P<again> after all| now| again| too| though)?\b"
)


def find_allowed(text: str, vocabulary: Vocabulary, taken: Taken) -> list[Finding]:
    """ "actually balls would be fine after all": what was excluded and no longer is, as drops."""
    match = _FINE.search(text)
    if match is None or not (match["again"] or re.match(r"\W*(?:ok|actually|on second)", match.group())):
        return []
    hits = vocabulary.find(match["what"])
    if not hits:
        return []
    taken.add(*match.span())
    return [Finding("drop", hits[0].label, match.start(), match.end())]
