"""Who the gift is for, out of all the persons a message names."""

from __future__ import annotations

import re

from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Match, Vocabulary

_FOR_BEFORE = re.compile(
    r"(?:\bfor|\b4|\bfr|\bto give(?: to)?|\bgive|\bgiving|\bget(?:ting)?|\bbuy(?:ing)?|\bgot|\bbring|\bsurprise|\bspoil|\btreat|\bshopping for|\bneed|\bidea|\b(?:gift|present|something|give) to)\s+"
    r"(?:(?!(?:and|but|says?|said|from|with|of|is|who|gift|present|something|his|her|their|that)\b)[\w'|/-]+[\s,]+){0,6}$"
)
_GIFT_NEAR = re.compile(
    r"\b(?:gift|gifts|present|presents|pressie|prezzie|prezzy|pressy|something|smth|sth|idea|ideas|surprise|anything|what to (?:get|buy|give)|what (?:can|should|do) i (?:get|buy|give))\b[^.!?;]{0,30}$"
)
_POSSESSIVE = re.compile(r"\b(?:my|our|me|mi)\s+(?:\w+[\s-]+){0,3}$")
_WEAK_BEFORE = re.compile(
    r"(?:\bfrom|\bwith|\bhelps?|\bhelped|\bteaches|\btaught|\bwatched|\bwatches|\blooks after|\band me|\bbefore|\basked|\bsays|\bvisiting|\bat|\bthan|\blike|\bas|\bunlike|\bvia|\bthanks to|\bdidn'?t|\bnot(?: for)?)\s+(?:me and\s+)?(?:my|our|the|his|her|a)?\s*(?:\w+\s)?$"
)
_SPEAKS_AFTER = re.compile(
    r"^(?:'s)?\s+(?:[a-z]+ )?(?:says?|said|told|thinks?|thought|suggest(?:s|ed)?|recommend(?:s|ed)?|mentioned|sent me|showed|keeps telling|reckons?|insists?|swears?|asked me|works?|teaches|already (?:got|bought|getting)|is (?:getting|buying|giving|paying|sorting|taking|bringing)|isn'?t much help|isnt any help|paid|has already|is doing|got (?:him|her|them)|bought|gave|also|helped|wanted me|will kill|usually|is no help|was no help|has no idea|offered|thinks)"
)
_SUBJECT_AFTER = re.compile(
    r"^(?:\s+\w+)?[\s,]*(?:who|that|is|turns?|turning|will be|loves?|likes?|enjoys?|just|has|collects|plays?|\(|aged?|, \d|\d|'s (?:\w+ )?(?:birthday|bday|b-day|xmas|christmas|turning|wedding|graduation|\d)|s (?:birthday|bday))"
)
_FROM_WORK = re.compile(
    r"\b(?:guy|girl|woman|man|lady|bloke|someone|somebody|person|chap|people) (?:from|in|at) (?:accounting|accounts|hr|it|work|the office|my office|my work|marketing|sales|finance|my team|another team|my department|legal|engineering|reception)\b"
)
# "her mother tells me": somebody of the recipient's, unless the gift is said to be for her.
_OF_THIRD = re.compile(r"\b(?:his|her|their)\s+(?:own\s+)?$")
_CHANGED_MIND = re.compile(r"\b(?:jk|just kidding|actually|i mean|wait|no sorry|scratch that)\b[^.!?]{0,20}$")
# Whose own relationship matters, not whose coach or teacher it is.
_BY_PROFESSION = {"teacher", "coach", "nanny", "doctor", "nurse", "hairdresser", "pastor"}
_BABY_AFTER = re.compile(
    r"^(?:'s|s'|s)?\s+(?:new |first |second |little |1st |2nd )*(?P<word>baby|newborn|babies|twins?|toddler)\b(?! shower)"
)
_BOYS_AFTER = re.compile(r"^(?:'s|s'|s)?\s+(?:\w+ )?(?P<word>boys?|girls?|lads?|kids?)\b(?! (?:friend|night|trip))")
_BOYS = {"boy": "son", "lad": "son", "girl": "daughter", "kid": "child"}
_IN_THE_FAMILY = {
    **{
        (spouse, person): f"{person}-in-law"
        for spouse in ("husband", "wife", "partner")
        for person in ("mother", "father", "sister", "brother", "parents")
    },
    ("brother", "son"): "nephew", ("sister", "son"): "nephew",
    ("brother", "daughter"): "niece", ("sister", "daughter"): "niece",
}  # fmt: skip

_GENDERS = {
    "female": {
        "mother", "grandmother", "great-grandmother", "sister", "daughter", "granddaughter", "great-granddaughter", "niece", "great-niece",
        "aunt", "great-aunt", "wife", "girlfriend", "fiancée", "mother-in-law", "sister-in-law", "daughter-in-law", "stepmother",
        "stepdaughter", "stepsister", "half-sister", "goddaughter", "godmother",
    },
    "male": {
        "father", "grandfather", "great-grandfather", "brother", "son", "grandson", "great-grandson", "nephew", "great-nephew", "uncle", "great-uncle",
        "husband", "boyfriend", "fiancé", "father-in-law", "brother-in-law", "son-in-law", "stepfather", "stepson", "stepbrother",
        "half-brother", "godson", "godfather",
    },
}  # fmt: skip
# "my friend's sister's son"; what goes on further is no description of a person.
_LONGEST_CHAIN = 3
# Words that are a relationship only after "my", "for", "a" and the like.
_AMBIGUOUS = {
    "me", "ma", "pa", "da", "mil", "fil", "sil", "bil", "dil", "team", "assistant", "host", "hosts", "kids", "kid", "children", "child", "dr", "pt", "manager", "trainer",
    "coach", "customer", "client", "minister", "stylist", "dd", "dh", "dude", "partner", "gran", "unc", "head", "doctor", "nurse", "surgery", "staff", "mate",
    "old man", "old lady", "sweetheart", "little one", "couple", "nanny", "intern", "friends", "lola", "nani", "dadi", "tia", "tio", "oma", "opa", "tutor", "instructor", "little boy", "little girl", "wee girl", "wee boy",
}  # fmt: skip
_NEEDS_CUE = re.compile(
    r"(?:\b(?:my|our|for|the|a|an|his|her|4|to|me|wee|old|dear|lovely|get|buy|surprise|of)\s+(?:\w+ ){0,2}|^\W*|,\s*|'s )$"
)
_KIND_AFTER = re.compile(
    r"^\s*(?:shirts?|jeans|group|club|earth|nature|board|tongue|figure|christmas|friendly|theresa|in the|- in)\b"
)


def gender_of(relationship: str | None) -> str | None:
    """ "female" or "male" where a relationship says so with certainty, else None."""
    last = (relationship or "").split("'s ")[-1]
    return next((gender for gender, words in _GENDERS.items() if last in words), None)


def find_relationships(text: str, vocabulary: Vocabulary, taken: Taken) -> list[Finding]:
    """The recipients a normalized text may mean, the likeliest first; the value is the canonical label.

    A chain ("my friend's daughter") is one finding, "friend's daughter".
    """
    matches = [
        match
        for match in vocabulary.find(text)
        if not taken.overlaps(match.start, match.end) and _stands_for_person(text, match)
    ]
    findings: list[Finding] = []
    for chain in _chains(text, matches):
        if len(chain) > 1 and chain[0].label == "myself":
            continue
        chain = chain[-_LONGEST_CHAIN:]
        start, end = chain[0].start, chain[-1].end
        label, end = _named(text, [match.label for match in chain], end)
        findings.append(Finding("relationship", label, start, end, _weight(text, start, end, label)))
    for match in _FROM_WORK.finditer(text):
        if not taken.overlaps(*match.span()):
            findings.append(Finding("relationship", "colleague", match.start(), match.end(), 1.8))
    return sorted(findings, key=lambda finding: (-finding.weight, finding.start))


def _named(text: str, labels: list[str], end: int) -> tuple[str, int]:
    """What a chain of persons is called, and where it ends with the children that may follow it."""
    after = text[end:]
    owned = text[end - 1] == "s" or after.startswith(("'s", "s'", "s "))
    if labels[-1] in _BY_PROFESSION:
        return labels[-1], end
    if owned and (match := _BOYS_AFTER.match(after)):
        labels = [*labels, _BOYS[match["word"].rstrip("s")]]
        end += match.end()
    elif owned and (match := _BABY_AFTER.match(after)):
        baby = "baby" if match["word"] in ("newborn", "babies") else match["word"]
        return "'s ".join([*labels, baby]), end + match.start("word")
    if len(labels) == 2 and (family := _IN_THE_FAMILY.get((labels[0], labels[1]))):
        return family, end
    return "'s ".join(labels), end


def _stands_for_person(text: str, match: Match) -> bool:
    word, before, after = text[match.start : match.end], text[: match.start], text[match.end :]
    if _KIND_AFTER.match(after):
        return False
    if word in ("kids", "kid", "children", "child", "kiddo", "kiddos"):
        return re.search(r"\b(?:my|our|his|her|'s|s|for (?:a|the))\s+(?:\w+ )?$|'s $", before) is not None
    if word in ("pa", "ma", "da", "pop"):
        return re.search(r"\bmy (?:\w+ )?$", before) is not None
    if word in ("me", "for me"):
        tail = re.match(
            r"^\s*(?:$|[.,!?;:]|\d|,? ?(?:lol|haha|tbh|actually|i|under|up|around|about|max|budget|and|who|please|thanks|to)\b)",
            after,
        )
        return bool(tail) and re.search(r"(?:\bfor|\btreat)\s*$", before if word == "me" else "for ") is not None
    if word in ("myself", "my self"):
        return (
            re.fullmatch(r"\W*", before) is not None
            or re.search(r"\b(?:for|to|treat(?:ing)?|gift|spoil(?:ing)?|something)\s*$", before) is not None
        )
    if word in _AMBIGUOUS or match.label in ("child", "employee", "host", "couple"):
        return _NEEDS_CUE.search(before) is not None
    return True


def _chains(text: str, matches: list[Match]) -> list[list[Match]]:
    chains: list[list[Match]] = []
    for match in matches:
        if chains:
            last = chains[-1][-1]
            between = text[last.end : match.start]
            owned = text[last.end - 2 : last.end] == "'s" or text[last.end - 1] == "s"
            glue = re.fullmatch(r"'s (?:\w+ )?|s' (?:\w+ )?|s (?:\w+ )?|s?'? (?:\w+ )?", between)
            if glue and (owned or between.lstrip("'").startswith("s") or _plural_owner(text, last, between)):
                chains[-1].append(match)
                continue
        chains.append([match])
    return chains


def _plural_owner(text: str, owner: Match, between: str) -> bool:
    # "coworkers baby", "friends daughter": an owner without its apostrophe, when the noun follows at once.
    return text[owner.end - 1] == "s" and between == " " and owner.label not in ("boss", "parents", "grandparents")


def _weight(text: str, start: int, end: int, label: str) -> float:
    before, after = text[:start], text[end:]
    weight = 1.0
    if _FOR_BEFORE.search(before):
        weight += 2.0
        if _GIFT_NEAR.search(before):
            weight += 1.0
    elif _POSSESSIVE.search(before):
        weight += 0.7
    if _SUBJECT_AFTER.match(after):
        weight += 0.7
    if _WEAK_BEFORE.search(before):
        weight -= 1.5
    if _SPEAKS_AFTER.match(after):
        weight -= 2.5
    elif re.match(r"^ and (?:i|me|myself)\b", after):
        weight -= 1.2
    if re.search(r"\b(?:we're|we are|i'm|i am|im|as) (?:his|her|their|a|the) $", before):
        weight -= 3.0
    if _OF_THIRD.search(before):
        weight -= 1.2
    if _CHANGED_MIND.search(before):
        weight += 4.0
    if label == "myself":
        weight -= 0.6
    return weight
