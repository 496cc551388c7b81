"""Who the gift is for, out of all the persons a message names."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Match, Vocabulary

_FOR_BEFORE = re.compile(
    r"(?:\bfor|\b4|\bfr|\bto give(?: to)?|\bgive|\bgiving|\bget(?:ting)?|\bbuy(?:ing)?|\bgot|\bbring|\bsurprise|\bspoil|\btreat|\bshopping for|\bneed|\bidea|\b(?:gift|present|something|give) to)\s+"
    r"(?:(?!(?:and|but|because|cos|since|so|as|says?|said|from|with|of|is|who|gift|present|something|his|her|their|that)\b)[\w'|/-]+[\s,]+){0,6}$"
)
_GIFT_NEAR = re.compile(
    r"\b(?:gift|gifts|present|presents|pressie|prezzie|prezzy|pressy|something|smth|sth|idea|ideas|surprise|anything|what to (?:get|buy|give)|what (?:can|should|do) i (?:get|buy|give))\b[^.!?;]{0,30}$"
)
_POSSESSIVE = re.compile(r"\b(?:my|our|me|mi)\s+(?:\w+[\s-]+){0,3}$")
_WEAK_BEFORE = re.compile(
    r"(?:\bfrom|\bwith|\bhelps?|\bhelped|\bteaches|\btaught|\bwatched|\bwatches|\blooks after|\band me|\bbefore|\basked|\bsays|\bvisiting|\bat|\bthan|\blike|\bas|\bunlike|\bi said|\bvia|\bthanks to|\bdidn'?t|\bnot(?: for)?)\s+(?:me and\s+)?(?:my|our|the|his|her|a)?\s*(?:\w+\s)?$"
)
_SPEAKS_AFTER = re.compile(
    r"^(?:'s)?\s+(?:[a-z]+ )?(?:says?|said|told|thinks?|thought|suggest(?:s|ed)?|recommend(?:s|ed)?|mentioned|sent me|showed|keeps telling|reckons?|insists?|swears?|asked me|works?|teaches|already (?:got|bought|getting)|is (?:getting(?! (?:re)?married| engaged| his| her| a degree)|buying|giving|paying|sorting|taking|bringing|like (?:get|buy))|needs? (?:a |to )(?:gift|present|get|buy|give)|wants to (?:spend|pay|give)|wants me|has authori[sz]ed|isn'?t much help|isnt any help|paid|has already|is doing|got (?:him|her|them)|bought|gave|also|helped|wanted me|will kill|usually|is no help|was no help|has no idea|offered|thinks)"
)
_SUBJECT_AFTER = re.compile(
    r"^(?:\s+\w+)?[\s,]*(?:who|that|is|turns?|turning|will be|loves?|likes?|enjoys?|just|has|collects|plays?|\(|aged?|, \d|\d|'s (?:\w+ )?(?:birthday|bday|b-day|xmas|christmas|turning|wedding|graduation|\d)|s (?:birthday|bday))"
)
_FROM_WORK = re.compile(
    r"\b(?:guys?|girls?|woman|women|man|men|lad(?:y|ies|s)?|blokes?|someone|somebody|person|chaps?|people) (?:from it\b|(?:from|in|at|on) (?:accounting|accounts|hr|work|the office|my office|my work|marketing|sales|finance|my team|another team|my department|the team|legal|engineering|reception))\b"
)
# "her mother tells me": somebody of the recipient's, unless the gift is said to be for her.
_OF_THIRD = re.compile(r"\b(?P<whose>his|her|their)\s+(?:own\s+|late\s+|older\s+|younger\s+|little\s+|big\s+)?$")
_GIFT_AFTER = re.compile(r"^(?:'s|s'|s)?\s+(?:\w+ )?(?:present|gift|birthday|bday)\b")
_FOR_HIM = re.compile(
    r"\b(?:it'?s|this is|gift is|present is|that'?s|is) (?:actually |really |all )?for (?P<who>him|her)\b"
)
_OTHERS_HELP = re.compile(
    r"^(?:'s|s'|s|')?'? (?:\w+ )?(?:drivers?|dentist|vet|groomer|mechanic|cleaner|postman|barber|therapist|physio|sitter|walker|librarian|janitor|crossing guard)\b"
)
_HAD_BABY = re.compile(
    r"^(?:\s+[a-z-]+)?\s+(?:has |have |'s )?(?:just |recently |finally )?(?:had|welcomed|gave birth to|delivered) (?:a|an|her|his|their)\s+(?:\w+ ){0,2}(?:baby|girl|boy|bairn|wean|newborn)\b"
)
_JUST_HAD = re.compile(
    r"\b(?:just had|gave birth|had (?:a|her|his|their) (?:\w+ ){0,2}(?:baby|girl|boy|bairn|wean)\b(?! shower)|had (?:a|her|their) \w+ baby|baby (?:boy |girl )?(?:was )?(?:just )?(?:born|arrived))"
)
_FOR_BABY = re.compile(
    r"\bfor (?:the |their |her |his )?(?:new |little |wee )?(?:newborn|baby|bairn|wean|wee one|little one|bub)\b(?! shower)"
)
_I_AM_THEIR = re.compile(
    r"\b(?:we'?re|we are|i'?m|i am|as) (?P<whose>his|her) (?:\w+ )?(?P<what>nan|nana|gran|granny|grandma|grandmother|grandad|granddad|grandpa|grandfather|grandparents|mum|mom|mother|dad|father|parents|aunt|auntie|aunty|uncle|godmother|godfather|godparents)\b"
)
_INVERSE = {
    **dict.fromkeys(
        (
            "nan",
            "nana",
            "gran",
            "granny",
            "grandma",
            "grandmother",
            "grandad",
            "granddad",
            "grandpa",
            "grandfather",
            "grandparents",
        ),
        ("grandson", "granddaughter"),
    ),
    **dict.fromkeys(("mum", "mom", "mother", "dad", "father", "parents"), ("son", "daughter")),
    **dict.fromkeys(("aunt", "auntie", "aunty", "uncle"), ("nephew", "niece")),
    **dict.fromkeys(("godmother", "godfather", "godparents"), ("godson", "goddaughter")),
}
_PAIRS = {
    frozenset(("mother", "father")): "parents",
    frozenset(("grandmother", "grandfather")): "grandparents",
    frozenset(("mother-in-law", "father-in-law")): "parents-in-law",
}
MEMBERS = {
    "parents": ("mother", "father"),
    "grandparents": ("grandmother", "grandfather"),
    "parents-in-law": ("mother-in-law", "father-in-law"),
}
_CHANGED_MIND = re.compile(r"\b(?:jk|just kidding|actually|i mean(?:t)?|wait|no sorry|scratch that)\b[^.!?]{0,20}$")
# Whose own relationship matters, not whose coach or teacher it is.
_BY_PROFESSION = {"teacher", "coach", "nanny", "doctor", "nurse", "hairdresser", "pastor"}
# "She's a nurse": what somebody does, not what she is to the shopper; "parents said no toys": who only speaks.
_DOES = re.compile(r"\b(?:he|she|they|who)(?:'s|s|'re| is| was| are| works as)? (?:also )?(?:an? )(?:[a-z-]+ ){0,2}$")
_TOLD_AFTER_AGE = re.compile(
    r"^\W*(?:(?:he|she|they)(?:'s|s| is| are|'re)? )?(?:about |around )?\d{1,2}(?: years old)?,? (?:and )?(?:an? )?$"
)
# "Grandparents are paying"
_PAYS = re.compile(
    r"^ (?:is|are|'s|'re|will be|who is|who are) (?:also |both |all )?(?:paying|chipping in|contributing|sharing the cost|going halves)\b"
)
_PARENTS_SAY = re.compile(
    r"^ (?:already |have |both )?(?:said|say|says|asked|told|insist(?:ed)?|prefer(?:red)?|requested|don'?t want|didn'?t want|banned|forbade)\b"
)
# "My husband says that's crazy": of what is talked about, not of himself.
_SAYS_OF_IT = re.compile(
    r"^ (?:also |just )?(?:says?|said|thinks?|thought|reckons?|feels?|told me) (?:that )?(?:that'?s|it'?s|this is|that is|it is|those are|these are|they'?re|i should|we should|i shouldn'?t|we shouldn'?t|no to|not to|nothing)\b"
)
_DIED = re.compile(r"^ (?:has |have |had |just |recently |sadly )*(?:passed(?: away)?|died)\b")
# "My oldest boy"
_RANKED_CHILD = re.compile(
    r"\b(?:my|our) (?:oldest|eldest|older|elder|youngest|younger|middle|second|third) (?P<who>boy|girl|lad|lass)\b(?! ?friend)"
)
_THEIR_OWN = re.compile(r"\b(?:my|our|for)\s+$")
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
    **{(f"{parent}-in-law", child): same for parent in ("brother", "sister") for child, same in (("son", "nephew"), ("daughter", "niece"))},
    ("son", "wife"): "daughter-in-law", ("daughter", "husband"): "son-in-law",
    ("brother", "wife"): "sister-in-law", ("sister", "husband"): "brother-in-law",
    ("mother", "husband"): "stepfather", ("father", "wife"): "stepmother",
    ("uncle", "wife"): "aunt", ("aunt", "husband"): "uncle", ("grandfather", "wife"): "grandmother", ("grandmother", "husband"): "grandfather",
    **{(child, sibling): same for child in ("son", "daughter") for sibling, same in (("brother", "son"), ("sister", "daughter"))},
    **{(child, sibling): same for child in ("nephew", "niece") for sibling, same in (("brother", "nephew"), ("sister", "niece"))},
}  # fmt: skip

_GENDERS = {
    "female": {
        "mother", "grandmother", "great-grandmother", "sister", "daughter", "granddaughter", "great-granddaughter", "niece", "great-niece",
        "aunt", "great-aunt", "wife", "girlfriend", "fiancée", "mother-in-law", "sister-in-law", "daughter-in-law", "stepmother",
        "stepdaughter", "stepsister", "half-sister", "goddaughter", "godmother", "bridesmaid",
    },
    "male": {
        "father", "grandfather", "great-grandfather", "brother", "son", "grandson", "great-grandson", "nephew", "great-nephew", "uncle", "great-uncle",
        "husband", "boyfriend", "fiancé", "father-in-law", "brother-in-law", "son-in-law", "stepfather", "stepson", "stepbrother",
        "half-brother", "godson", "godfather", "groomsman",
    },
}  # fmt: skip
# "my friend's sister's son"; what goes on further is no description of a person.
_LONGEST_CHAIN = 3
# Words that are a relationship only after "my", "for", "a" and the like.
_AMBIGUOUS = {
    "me", "ma", "pa", "da", "mil", "fil", "sil", "bil", "dil", "team", "assistant", "host", "hosts", "kids", "kid", "children", "child", "dr", "pt", "manager", "trainer",
    "classmate", "cleaner", "postman", "student", "mentor", "coach", "customer", "client", "minister", "stylist", "dd", "dh", "dude", "partner", "gran", "unc", "head", "doctor", "nurse", "surgery", "staff", "mate",
    "old man", "old lady", "sweetheart", "little one", "couple", "nanny", "intern", "friends", "lola", "nani", "dadi", "tia", "tio", "oma", "opa", "tutor", "instructor", "little boy", "little girl", "wee girl", "wee boy",
}  # fmt: skip
_NEEDS_CUE = re.compile(
    r"(?:\b(?:my|our|for|the|a|an|his|her|4|to|me|wee|old|dear|lovely|get|buy|surprise|of)\s+(?:\w+ ){0,2}|^\W*|,\s*|'s )$"
)
_KIND_BEFORE = re.compile(r"\b(?:dog|cat|pet|house|plant)[ -]$")
_KIND_AFTER = re.compile(
    r"^\s*(?:shirts?|jeans|group|club|earth|nature|board|tongue|figure|christmas|friendly|theresa|- in|secreto|of \d+ (?:people|persons)|building)\b"
)


def child_of(owner: str, person: str) -> str:
    """What somebody's relative is to the shopper: the sister's son a nephew, the friend's son "friend's son"."""
    return _IN_THE_FAMILY.get((owner, person), f"{owner}'s {person}")


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
    for chain in _turned_round(text, _chains(text, matches)):
        if len(chain) > 1 and chain[0].label == "myself":
            continue
        chain = chain[-_LONGEST_CHAIN:]
        start, end = min(match.start for match in chain), max(match.end for match in chain)
        if len(chain) > 1 and _DIED.match(text[end:]):
            chain = chain[:-1]  # the gift is for whom they leave behind
        label, end = _named(text, [match.label for match in chain], end)
        findings.append(Finding("relationship", label, start, end, _weight(text, start, end, label)))
    for match in _FROM_WORK.finditer(text):
        if not taken.overlaps(*match.span()):
            findings = [one for one in findings if not match.start() <= one.start < match.end()]
            weight = _weight(text, *match.span(), "colleague") + 0.8
            findings.append(Finding("relationship", "colleague", match.start(), match.end(), weight))
    for match in _RANKED_CHILD.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in findings):
            label = "son" if match["who"] in ("boy", "lad") else "daughter"
            weight = _weight(text, match.start("who"), match.end(), label)
            findings.append(Finding("relationship", label, match.start("who"), match.end(), weight))
    findings = [one for one in _resolved(text, findings) if not _is_told(text, one)]
    return sorted(findings, key=lambda finding: (-finding.weight, finding.start))


def _is_told(text: str, finding: Finding) -> bool:
    """Whether a word for a person tells what somebody does, or who has said something, and not whom the gift is for."""
    before, after = text[: finding.start], text[finding.end :]
    if _PAYS.match(after):
        return True
    if finding.value in _BY_PROFESSION:
        return _DOES.search(before) is not None or _TOLD_AFTER_AGE.search(before) is not None
    if _SAYS_OF_IT.match(after):
        return True
    return finding.value == "parents" and bool(_PARENTS_SAY.match(after)) and not _THEIR_OWN.search(before)


# "I'm a 34 year old woman who swims": nobody says so of themselves who buys for another.
_TELLS_OF_SELF = re.compile(
    r"\b(?:i'?m|i am|im) (?:just |only )?(?:an? )?(?:[\w-]+[ ,]+){0,5}?(?:woman|man|guy|girl|boy|lady|bloke|gent|male|female|teen(?:ager)?|student|person|\d{2}[mf]?)\b[ ,]*"
    r"(?:(?:who|and(?: i)?|that|i)\s+(?:really |also |absolutely )?(?!(?:needs?|wants?|looking|is looking|am looking|has to|have to|shop|is shopping|search|is searching|buy|don'?t|dont|doesn'?t|just|is|am|was|would|can|can'?t|forgot|got|trying)\b)[a-z]+|(?:(?:and )?(?:into|obsessed with|mad about)|with a (?:love|passion) (?:of|for))\b)"
    r"|\b(?:i'?m|i am|im) an? (?:[\w-]+[ ,]+){1,6}?(?:who|and i) (?:really |also )?(?:loves?|likes?|enjoys?|collects?|plays?|am into|is into)\b"
)


def find_shopper(text: str) -> list[Finding]:
    """The shopper as the recipient, where a text that names nobody else tells what the shopper is like."""
    match = None if _FOR_SOMEBODY.search(text) else _TELLS_OF_SELF.search(text)
    return [Finding("relationship", "myself", match.start(), match.start() + 1, 1.0)] if match else []


_FOR_SOMEBODY = re.compile(
    r"\bfor (?:my|our|his|her|a|an|him|her|them|someone|somebody|the)\b|\b(?:he|she|his|him|her|they|their)\b"
)


def _resolved(text: str, findings: list[Finding]) -> list[Finding]:
    """The persons with pronouns, pairs and births taken into account."""
    findings = sorted(findings, key=lambda finding: finding.start)
    resolved: list[Finding] = []
    for finding in findings:
        if pair := _pair(text, resolved, finding):
            resolved[-1] = pair
            continue
        if (match := _OF_THIRD.search(text[: finding.start])) and "'s " not in finding.value:
            wanted = "female" if match["whose"] == "her" else "male" if match["whose"] == "his" else None
            owner = next(
                (one for one in reversed(resolved) if wanted is None or gender_of(one.value) in (wanted, None)), None
            )
            if owner is not None and owner.value != "myself" and finding.value not in _BY_PROFESSION:
                label = _IN_THE_FAMILY.get((owner.value, finding.value), f"{owner.value}'s {finding.value}")
                if label.count("'s ") < _LONGEST_CHAIN - 1:
                    finding = replace(
                        finding, value=label, weight=finding.weight + 2.5 * bool(_GIFT_AFTER.match(text[finding.end :]))
                    )
        elif finding.value == "friend" and re.search(r"\bolds?'?s? (?:best |little |school )?$", text[: finding.start]):
            finding = replace(finding, value="child's friend")
        resolved.append(finding)
    resolved += _inverse(text)
    for match in _FOR_HIM.finditer(text):
        wanted = "male" if match["who"] == "him" else "female"
        earlier = [one for one in resolved if one.end <= match.start() and gender_of(one.value) == wanted]
        if earlier:
            resolved[resolved.index(earlier[-1])] = replace(earlier[-1], weight=earlier[-1].weight + 4)
    collective = next((one for one in resolved if one.value in MEMBERS), None)
    if collective is not None:
        members = MEMBERS[collective.value]
        best = max(
            (one.weight for one in resolved if one.value in members and one.start > collective.start), default=None
        )
        if best is not None and best < 3.0:
            resolved = [one for one in resolved if one.value not in members or one.start < collective.start]
            resolved[resolved.index(collective)] = replace(collective, weight=max(collective.weight, best))
    born = [_born(text, one) for one in resolved]
    if born != resolved:
        babies = [match.span() for match in _FOR_BABY.finditer(text)]
        born = [one for one in born if not any(start <= one.start < end for start, end in babies)]
    return born


def _pair(text: str, before: list[Finding], finding: Finding) -> Finding | None:
    """Mother and father named side by side, as parents."""
    if not before or not re.fullmatch(r" ?(?:and|&|n|\+|/|\bor\b) ?(?:my )?", text[before[-1].end : finding.start]):
        return None
    label = _PAIRS.get(frozenset((before[-1].value, finding.value)))
    if label is None:
        return None
    return Finding("relationship", label, before[-1].start, finding.end, max(before[-1].weight, finding.weight))


def _inverse(text: str) -> list[Finding]:
    """Who they are to whom the shopper says what he is to them ("I'm his aunt": a nephew)."""
    found = []
    for match in _I_AM_THEIR.finditer(text):
        label = _INVERSE.get(match["what"])
        if label:
            found.append(Finding("relationship", label[match["whose"] == "her"], match.start(), match.end(), 1.5))
    return found


def had_baby(text: str) -> bool:
    """Whether somebody of whom a normalized text tells just had a baby."""
    return _JUST_HAD.search(text) is not None


def _born(text: str, person: Finding) -> Finding:
    """The baby of somebody who just had one, where the gift is said to be for the baby."""
    if (
        person.value.endswith(("baby", "twins"))
        or not _HAD_BABY.match(text[person.end :])
        or not _FOR_BABY.search(text)
    ):
        return person
    return replace(person, value=f"{person.value}'s baby")


# "The mother of my husband": a chain the other way round.
_OF_MY = re.compile(r"\s+of (?:my|our) (?:\w+ )?$")


def _turned_round(text: str, chains: list[list[Match]]) -> list[list[Match]]:
    """The chains with "mother of my husband" as "my husband's mother"."""
    found: list[list[Match]] = []
    for chain in chains:
        if found and len(found[-1]) == len(chain) == 1 and _OF_MY.fullmatch(text[found[-1][0].end : chain[0].start]):
            found[-1] = [chain[0], found[-1][0]]
        else:
            found.append(chain)
    return found


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
    if re.search(r"\b(?:your|ur|yer) (?:\w+ )?$", before) or re.match(r"^'?s? (?:day|tongue)\b", after):
        return False  # the assistant has no mother
    if _OTHERS_HELP.match(after) or _KIND_AFTER.match(after) or _KIND_BEFORE.search(before):
        return False
    if word == "partner" and re.search(r"\b(?:lab|business|study|dance|tennis|gym|running|sparring) $", before):
        return False
    if match.label in ("mother", "father") and re.search(r"\b(?:a|the|any|every) new $", before):
        return False  # "a new mum" is nobody's in particular
    if word == "mate" and not after.strip(" .!?") and not re.search(r"\b(?:my|a|for|best|work)\s+$", before):
        return False  # "got a fiver, mate"
    if (
        word == "kid"
        and re.fullmatch(r"\W*|.*[.!?]\s*", before, re.DOTALL)
        and re.match(r"\s+(?:number|no\.?|turns?|is)\b", after)
    ):
        return True
    if word in ("kids", "kid", "children", "child", "kiddo", "kiddos"):
        return re.search(r"\b(?:my|our|his|her|'s|s|for (?:a|the))\s+(?:\w+ )?$|'s $", before) is not None
    if match.label == "host" and re.match(r"^ (?:gift|present)", after):
        return True
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
    if (
        word in _AMBIGUOUS
        or word.removesuffix("s") in _AMBIGUOUS
        or match.label in ("child", "employee", "host", "couple")
    ):
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
    if re.search(r"\b(?:from|by) (?:his|her|their) $", before):
        weight -= 1.5
    if re.search(r"\b(?:my|our|his|her) late $", before):
        weight -= 3.0
    return weight
