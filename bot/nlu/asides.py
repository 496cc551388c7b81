"""Stretches of a message that are about nothing that matters to the gift, though their words look like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_NOT_MEANT = re.compile(
    r"\b(?:(?:to|you|they|it|do you|does it) ships?|ship(?:s|ped)? (?:to|it|in|by|from|on)|ex-[a-z]+|(?:retired|former|ex) (?:firefighter|fireman|policeman|police officer|cop|soldier|marine|pilot|farmer|plumber|builder|electrician|mechanic|trucker|truck driver|librarian|chef|butcher|baker|engineer)|chicken ?pox|hen (?:do|party|night|weekend)|stag (?:do|party|night|weekend)|(?:been|busy|are|is|am|'m|'re) moving house|cheer (?:him|her|them|me) up|"
    r"need(?:s)? cheering up|curl(?:s|ing|ed)? up|hung the moon|over the moon|once in a blue moon|(?:love|like)s? you to the moon|couch potato|apple of (?:my|his|her) eye|piece of cake|"
    r"(?:on|in) the (?:bus|train|tube|plane)|bus stop|train station|by (?:bus|car|plane)|car park|phone call|on (?:my|the|his|her) phone|on (?:the )?(?:tv|telly|television|radio)(?! shows?)|"
    r"drives? me (?:nuts|mad|crazy|up the wall)|thinks? i'?m nuts|goes? nuts|in a pickle|bee in (?:his|her|my) bonnet|"
    r"(?:to|loves?|likes?|enjoys?|always|often|they|who) host(?:s|ing)? (?=people|guests|dinners?|parties|friends|everyone)|(?:(?<=husband )|(?<=wife )|(?<=partner )|(?<=boyfriend )|(?<=girlfriend )|(?<=friend )|(?<=fianc[eé] ))of (?:over |nearly |almost |about )?\w+ years|building site|book club night|(?:in|at) (?:the )?(?:school|hospital|office)|birthday party|party food|good sport|fair game|no dice|deer in the headlights|wild goose chase|"
    r"(?:do|take|start|try|through|want|have|open|no|play) (?:me (?:through )?)?(?:the |a |your |that |this |another |any |one of (?:those|these|your) )?(?:picture |gift )?quiz(?:zes)?|(?:trouble|problems?|difficult(?:y|ies)|struggl\w+)(?: with)? (?:reading|writing|sleeping|walking|seeing|hearing|remembering|learning|cooking)|quiz for (?:me|myself|someone)|pop it (?:on|in|to|into)|good reader|moved house (?:last|a|\d|two|three|years)(?: (?:years?|months?|weeks?|few|summer|winter|spring|autumn|fall|time|ago|back))*|(?:\d[ -]?){12,19}|"
    r"(?:i|we) (?:really |absolutely |just |so )?(?:hate|dislike|loathe|detest|can'?t stand|suck at|am bad at|'m bad at) (?:(?:gift|christmas|birthday|holiday|online|present) )?(?:shopping|buying (?:gifts|presents|things|stuff)|choosing|picking)|"
    r"watches (?=(?:a |the |his |her |old |new |lots of |loads of |a lot of |too much |every |all |only |mostly |nothing but )*(?:[a-z]+ )?(?:westerns|films?|movies|shows?|series|tv|telly|football|soccer|rugby|cricket|tennis|golf|documentaries|cartoons|anime|netflix|youtube|dramas?|horrors?|sports?|matches|games|soaps|birds|f1|nature|crime)\b)|"
    r"^\W*sweet(?=\W*$|[\s,.!]+(?:thx|thanks|thank|ok|okay|one|bye|cheers|ty|nice|cool|as|deal|i'?ll|let'?s)\b)|"
    r"costs? an arm and a leg|rain or shine|(?:dog|cat|pet|house)[ -](?:sitters?|walkers?|groomers?|minders?)|bus driver|taxi driver|delivery driver|night shifts?|"
    r"(?:my|our|his|her|the) [a-z-]+ says? (?:hi|hello|hey)\b[^.!?]*|(?:with|having|over|drinking|need|want) (?:a|my|her|his) (?:cuppa|brew|coffee|cup of (?:tea|coffee))(?= (?:now|rn|here|atm|right now|first)\b|\W*$)|"
    r"(?:(?<=dog )|(?<=cat )|(?<=pet )|(?<=baby )|(?<=fast )|(?<=bird )|(?<=fish )|(?<=of ))food|food (?:poisoning|intoleran\w+|allerg\w+|bank|court|truck)|"
    r"tea ?time|coffee break|lunch break|cup of joe|long shot|believe it or not|out of the blue|red flags?|green light|black friday|white elephant)\b"
)


# Whose or what's name follows: "my sister Pearl", "a cat called Pickle", "her dogs Max and Biscuit".
_NAME = r"(?P<{}>[A-Z][a-z]+)"
_NAMED = re.compile(
    r"\b(?:(?i:called|named|name is|name's|names are|sister|brother|aunt|auntie|aunty|uncle|nephew|niece|cousin|son|daughter|grandson|granddaughter|granny|nan|nana|friend|mate|wife|husband|boyfriend|girlfriend|colleague|coworker|neighbou?r|boss|teacher|"
    r"dogs?|cats?|pupp(?:y|ies)|kittens?|horses?|pon(?:y|ies)|rabbits?|hamsters?|granddaughter|goddaughter|godson|mr\.?|mrs\.?|ms\.?|miss)) "
    + _NAME.format("one") + r"(?: and " + _NAME.format("two") + r")?(?! (?:fans?|lovers?|nuts?|fanatics?|obsessed)\b)"
)  # fmt: skip


# "Mia, my daughter, she's 6"
_NAMED_BEFORE = re.compile(
    r"(?:(?<=^)|(?<=\bwith )|(?<=\bfor )|(?<=[.!?;] )|(?<=\bis ))" + _NAME.format("one") + r",? (?:who is |who's |is )?(?:my|our) (?:little |big |older |younger |youngest |oldest |eldest |best )?"
    r"(?:sister|brother|aunt|uncle|nephew|niece|cousin|son|daughter|grandson|granddaughter|friend|wife|husband|boyfriend|girlfriend|colleague|neighbou?r|boss|goddaughter|godson|stepson|stepdaughter)\b"
)  # fmt: skip


def without_names(text: str, plain: str) -> str:
    """The normalized text with what the written one shows to be people's and pets' names blanked."""
    if len(plain) != len(text):
        return plain
    spans = [match.span(group) for match in _NAMED.finditer(text) for group in ("one", "two") if match[group]]
    return blanked(plain, spans)


# "Maya is all about baking": somebody of whom only the name is told.
_SUBJECT = re.compile(
    r"(?:(?<=^)|(?<=[.!?,;:(] )|(?<=\band )|(?<=\bwhile )|(?<=\bfor )|(?<=\n))(?P<name>[A-Z][a-z]{1,14})"
    r"(?=(?:'s| is| loves?| likes?| enjoys?| plays?| adores?| collects?| wants?| only| just| really| mostly| has| cares?| reads?| does| can't| hates?| prefers?) | ?\(|,? (?:who|aged?|\d))"
)
_NO_NAMES = frozenset(
    "i he she they it we you this that these those there here what who where when why how which is are do does did can could would should will not no yes ok okay hi hello hey my our his her their your the an a and but so or if then also well now "
    "christmas birthday mum mom dad mother father grandma grandpa granny nan nana grandad sister brother aunt uncle wife husband son daughter niece nephew cousin boss friend kids twins one both all anyone someone everyone nobody everybody about around max maximum under over maybe roughly up only just not another same each other next first last "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday budget age price something anything please thanks".split()
)


# "Tom 12, Lily (9) and Max 5": a row of names with ages, though lilies are flowers and "max 5" might be a price.
_WITH_AGE = re.compile(
    r"(?:(?<=^)|(?<=[,;:(&] )|(?<=\band )|(?<=\bfor )|(?<=\n))(?P<name>[A-Z][a-z]{1,14})(?:,? |,? ?\()(?:aged? |is )?(?P<age>\d{1,2})\b"
    r"(?!\s*(?:[$£€%]|dollars|euros?|quid|bucks|pounds|pieces|people|of\b|[.,]\d))"
)
_OLDEST_OF_ROW = 17


def _row_of_children(text: str) -> list[tuple[int, int, str]]:
    """(start, end, name) of two names or more of which each has an age beside it; [] for anything else."""
    row = [match for match in _WITH_AGE.finditer(text) if int(match["age"]) <= _OLDEST_OF_ROW]
    surely = [match for match in row if match["name"].lower() not in _NO_NAMES]
    return [(match.start("name"), match.end("name"), match["name"]) for match in row] if len(surely) > 1 else []


def find_subjects(text: str, plain: str, known: Callable[[str], bool]) -> list[tuple[int, int, str]]:
    """People who are told of by name alone, (start, end, name) in order; [] where fewer than two are.

    `text` is the message as written, `plain` its normalized form; `known` says of a lower-case word whether it names a
    thing or a relationship ("Lego is his favorite").
    """
    if len(plain) != len(text):
        return []
    if row := _row_of_children(text):
        return row
    found = []
    for match in _SUBJECT.finditer(text):
        word = match["name"].lower()
        if word not in _NO_NAMES and not known(word):
            found.append((match.start("name"), match.end("name"), match["name"]))
    return found if len(found) > 1 else []


def find_names(text: str, plain: str) -> list[tuple[int, int, str]]:
    """The (start, end, name) of people who are named beside what they are ("my daughter Mia"), as written."""
    if len(plain) != len(text):
        return []
    return [
        (*match.span("one"), match["one"])
        for match in (*_NAMED.finditer(text), *_NAMED_BEFORE.finditer(text))
        if not _PETS.match(match.group()) and match["one"].lower() not in _NO_NAMES
    ]


_PETS = re.compile(r"(?i:dogs?|cats?|pupp|kitten|horses?|pon|rabbits?|hamsters?|called|mr|mrs|ms|miss)")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with stretches of it replaced by letters that make no word, as long as before."""
    for start, end in spans:
        text = text[:start] + "q" * (end - start) + text[end:]
    return text


def find_asides(text: str) -> list[tuple[int, int]]:
    """The (start, end) of idioms and asides in a normalized text."""
    return [match.span() for match in _NOT_MEANT.finditer(text)]
