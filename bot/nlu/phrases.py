"""Cutting a stretch of text into the things it lists, and naming each as a shop would."""

from __future__ import annotations

import re

from bot.nlu.vocabulary import Match, Vocabulary, is_common_word, key_of

# Where a list of things ends: punctuation, something already understood (|), a new clause, a new subject.
_END = re.compile(
    r"[.!?;:|()\n\"]|\s-+\s|\b(?:but|so|because|cause|cos|coz|cuz|bc|who|whose|which|that|when|whenever|while|since|although|though|i|i'm|im|i've|ive|i'd|we|we're|we've|he|he's|hes|she|she's|shes|"
    r"they|they're|theyre|it|it's|its|my|our|you|everyone|everybody|nobody|people|someone|somebody|anyone|anybody|maximum|minimum|budget|bugdet|buget|under|around|about|approx|for|looking|look|need|needs|want|wants|please|pls|plz|plss|thanks|thank|thx|ty|max|up to|if|at|from|"
    r"can|could|should|would|what|how|any (?:ideas?|suggestions?|tips)|ideas?|suggestions?|suggest|recommend|help|not|no|nothing|isn't|aren't|don't|doesn't|doesnt|dont|hates?|dislikes?|just|also likes|lives|recently|spending|spend|price|per|believe it|made|came|collection came|whip-?round|below|above|over|keep|in total|total|specifically|specifcally|she'd|he'd|"
    r"does|is|are|was|has|have|got|had|will|turning|turns|aged|age|birthday|because of|since|according|especially (?=when)|as (?:he|she|they|i|we|a|it|well as being)|than|more than|on (?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends|his|her|their|the|a)|with (?:his|her|their|my|me|us|the)|in (?:his|her|their|the|a|my|our|summer|winter|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"every (?:day|week|weekend|morning|evening|night|saturday|sunday|single)|all (?:day|the time|night|weekend)|these days|lately|atm|right now|at the moment|too much|very much|a lot|alot|so much|the most|lol|haha|lately|tbh|idk|too|now|else)\b"
)
_AND = re.compile(
    r"\s*(?:,|/|\+|&|\b(?:and|or|plus|n|as well as|also|aswell as|and also|especially|mostly|mainly|maybe|then|und|et|y|nor)\b)\s*"
)
_LEADING = re.compile(
    r"^(?:(?:to|a|an|the|his|her|their|all|any|some|kinds? of|sorts? of|types? of|anything|everything|things|stuff|something|really|very|quite|super|lots? of|loads? of|tons? of|plenty of|bit of|a lot of|doing|do|does|"
    r"going|goes|go|to do with|related to|with|about|of|in|on|her own|own|good|nice|new|big|huge|massive|total|such|both|being|like|cool|great|little|always|watching|watch|watches|listening to|listens? to|listen|playing with|playing|plays?|play|collecting|collects|practi[sc]ing|"
    r"learning|studying|studies|eating|eats?|drinking|drinks?|trying|try(?= )|obviously|even|currently|proper|serious|type|every|those|these|this|that|kinda|sort|mostly|mainly|old(?= \w+s\b)|many|much|enough|another|more|other|wearing|wears|buying|getting|too|from|by|using|uses|owning|having|making|makes|make|visiting|her|him|them|at)\b\s+(?=\S))+"
)
_KEEP_VERBS = re.compile(r"^(?:collecting|watching|making|playing)\b")
_TRAILING = re.compile(
    r"(?:\s+(?:stuff|things?|thingies|related|themed|gear|equipment|gifts?|presents?|items?|and|or|too|etc|a|the|of|to|in|on|with|as|well|also|obviously|again|really|mostly|either|already|anyway|player|fan|lover|like|likes|love|loves|by|him|her|me|them|us|kit|products?|merch|lately|daily|sometimes|often|always|together|very|yet|left|please|pls|right|all|sort|kind|type|ones?|outside|outdoors|though|tho|still))+$"
)
_NOTHING = {
    "", "it", "that", "this", "them", "everything", "anything", "nothing", "something", "stuff", "things", "thing", "me", "him", "her", "us",
    "surprises", "surprise", "gift", "gifts", "present", "presents", "idea", "ideas", "fun", "new", "good", "nice", "life", "work", "home", "time",
    "people", "kids", "family", "friends", "everyone", "both", "one", "ones", "lot", "day", "days", "week", "year", "years", "all", "most", "much",
    "hard", "difficult", "fussy", "picky", "sure", "not", "know", "idk", "same", "way", "bit", "etc", "yes", "ok", "hi", "hello", "hey", "well",
    "special", "cool", "funny", "cute", "unique", "practical", "useful", "handmade", "personal", "personalised", "personalized", "cheap", "expensive",
    "fancy", "small", "big", "great", "quality", "sustainable", "hobby", "hobbies", "interests", "interest", "do", "does", "go", "going", "be", "being",
    "get", "getting", "have", "buy", "day out", "weekend", "weekends", "evenings", "school", "bed", "total", "his", "man", "woman", "guy", "girl", "boy",
    "lady", "person", "teenager", "other", "others", "else", "more", "too", "again", "house", "busy", "retired", "already", "cry", "laugh", "smile",
    "roughly", "ideally", "preferably", "hopefully", "honestly", "basically", "thanks", "helping", "reading this", "ago", "myself", "dead",
    "baby", "toddler", "kid", "child", "youngest", "oldest", "eldest", "younger", "older", "little one", "the first", "christmas", "birthday", "husband", "wife", "mother", "father", "dad", "mum", "mom", "hear", "see", "think", "say", "make", "hers",
    "drop", "tipple", "maximum", "minimum", "engraved", "engraving", "wrapped", "delivered", "alternatives", "options",
}  # fmt: skip

_VERBS_DOUBLING = {
    "knit": "knitting",
    "run": "running",
    "swim": "swimming",
    "jog": "jogging",
    "shop": "shopping",
    "quilt": "quilting",
}
_MASK = "\ue000"
# A list goes on no further; without a bound, a message of nothing but cues would cost seconds.
_LONGEST = 300


def cut(text: str) -> str:
    """The text up to where its list of things ends."""
    match = _END.search(text)
    return text[: match.start()] if match else text


def list_items(segment: str, vocabulary: Vocabulary, *, after_to: bool = False, whole: bool = False) -> list[str]:
    """The labels of the things that a stretch of normalized text lists.

    What the vocabulary knows gets its label; the rest is kept as written, cleaned. `after_to` says that verbs
    stand there ("loves to whittle"); `whole` that a known word is kept within the thing that it describes
    ("dinosaur atlas").
    """
    labels: list[str] = []
    segment = segment[:_LONGEST]
    matches = vocabulary.find(segment)
    masked = _mask(segment, matches)
    end = _END.search(masked)
    if end:
        masked = masked[: end.start()]
    for position, part in enumerate(_AND.split(masked)):
        if position > 0 and _MASK not in part and len(part.split()) > 3:
            break
        for label in (whole and _described(part, matches, segment)) or _labels_of(
            part, matches, segment, vocabulary, after_to
        ):
            if label not in labels:
                labels.append(label)
    return labels


def _mask(segment: str, matches: list[Match]) -> str:
    characters = list(segment)
    for number, match in enumerate(matches):
        width = match.end - match.start
        characters[match.start : match.end] = (
            (_MASK + chr(0xE100 + number)).ljust(width, _MASK)[:width] if width > 1 else _MASK
        )
    return "".join(characters)


def _labels_of(part: str, matches: list[Match], segment: str, vocabulary: Vocabulary, after_to: bool) -> list[str]:
    numbers = [ord(character) - 0xE100 for character in part if 0xE100 <= ord(character) < 0xE100 + len(matches)]
    words = re.sub(f"[{_MASK}\ue100-\uf000]+", "~", part).strip(" ,'-*")
    if numbers:
        known = [matches[number] for number in numbers]
        if len(known) == 1:
            return [_compound(words, known[0].label)]
        return _joined(known, words, segment) or [match.label for match in known]
    label = open_label(words, verb=after_to or words.startswith("to "), vocabulary=vocabulary)
    # "He like run and swim": the doing, where the vocabulary has it.
    doing = gerund(label) if label and label.isalpha() and label not in vocabulary.names else None
    if doing and doing in vocabulary.names:
        return [doing]
    return [label] if label else []


_DESCRIBED = re.compile(rf"^(?:[a-z]+ )*?(?P<known>{_MASK}[\ue100-\uf000]{_MASK}*) (?P<thing>[a-z]{{3,}})$")


_KNOWN = rf"{_MASK}[\ue100-\uf000]{_MASK}*"
_PAIR = re.compile(rf"^(?:(?:a|an|the|any|his|her|their|some|more|another) )*(?P<first>{_KNOWN}) (?P<second>{_KNOWN})$")


def _described(part: str, matches: list[Match], segment: str) -> list[str]:
    """A thing that a known word describes, as written; none where no noun follows the word."""
    if (pair := _PAIR.match(part.strip())) is not None:
        first, second = (matches[ord(pair[name][1]) - 0xE100] for name in ("first", "second"))
        written = segment[first.start : second.end]
        # "horse book" is one thing, "fairies bugs" are two.
        if first.end + 1 == second.start and not segment[first.start : first.end].endswith("s"):
            return [written] if len(written.split()) <= 3 else []
    match = _DESCRIBED.match(_TRAILING.sub("", " " + part.strip()).strip())
    if match is None or match["thing"] in _NOTHING or match["thing"].endswith(("ly", "ing", "ed")):
        return []
    known = matches[ord(match["known"][1]) - 0xE100]
    return [f"{segment[known.start : known.end]} {match['thing']}"]


def _joined(known: list[Match], words: str, segment: str) -> list[str] | None:
    """Known names side by side as the one thing that they name ("vintage clocks"), None where they are several."""
    if words.replace("~", "").strip() or len(known) != 2 or not all(match.exact for match in known):
        return None
    first, second = known
    if second.label in ("books", "book") or first.label == second.label or first.end + 1 != second.start:
        return None
    written = segment[first.start : second.end]
    if segment[first.start : first.end].endswith("s") and first.label.endswith("s"):
        return None  # "fairies bugs and mud" lists them
    return [written] if len(written.split()) <= 3 else None


# What may stand before a known label and belongs to it ("jazz ~", "indian ~"), rather than describe it.
_MODIFIER_NOT = re.compile(
    r"^(?:two|three|four|five|six|several|few|good|great|nice|cool|cute|funny|big|small|huge|real|proper|serious|avid|keen|massive|total|absolute|complete|little|new|old|favou?rite|amazing|lovely|beautiful|simple|quality|high|fancy|cheap|more|"
    r"personali[sz]ed|handmade|homemade|unique|wooden|cosy|cozy|warm|soft|lots|all|any|some|the|of|his|her|their|my|a|an|doing|and|to|not|with|own|local|early|daily|morning|sunday|weekend|long|competitive|amateur|professional|hardcore|occasional|bit|crazy|whole|different|various|strong|fresh|actual|"
    r"decent|gorgeous|special|perfect|fun|cooking|making|loves?|likes?|into|both|playing|watching|collecting|reading|drinking|eating|learning|studying|practi[sc]ing|building|going|also|really|just|maybe|mostly|mainly|every|kind|type|sort|wear|wearing|christmas|xmas|birthday|teen|teenage|toddler|baby|kids|adult|\d+|years?|outdoor|big-time|die-hard|crafty|things|stuff|related|gifts?|self-taught|pretty|dear|at|in|on|for|from|by|her|him|them|is|has|have|sets?|something|anything|needs?|wants?|gets?|off|out|up)$"
)


def _compound(words: str, label: str) -> str:
    before, _, after = words.partition("~")
    modifiers = [word for word in before.split() if not _MODIFIER_NOT.match(word)]
    if after.strip() or len(modifiers) != 1 or len(before.split()) > 3 or not modifiers[0].isalpha():
        return label
    modifier = modifiers[0]
    if len(modifier) < 3 or not before.rstrip().endswith(modifier) or " " in label:
        return label
    return f"{modifier} {label}" if is_common_word(modifier) else label


def open_label(words: str, *, verb: bool = False, vocabulary: Vocabulary | None = None) -> str | None:
    """A thing the vocabulary does not know, as a label of at most four words, or None where there is none."""
    words = re.sub(r"[^\w\s'&.+-]", " ", words)
    kept = _KEEP_VERBS.match(words)
    words = " ".join(words.split())
    stripped = _LEADING.sub("", words + " ").strip() if not kept else words
    stripped = _TRAILING.sub("", " " + stripped).strip(" '-.")
    if stripped in _NOTHING or len(stripped) < 3 or len(stripped) > 40 or len(stripped.split()) > 4:
        return None
    if not re.search(r"[^\W\d_]{2}", stripped):
        return None
    if verb:
        first, *rest = stripped.split()
        stripped = " ".join([gerund(first), *rest])
        return (vocabulary.label(gerund(first)) if vocabulary and len(rest) > 1 else None) or stripped
    return stripped


def gerund(verb: str) -> str:
    """The -ing form of a verb in its plain form."""
    if verb.endswith("ing"):
        return verb
    if verb in _VERBS_DOUBLING:
        return _VERBS_DOUBLING[verb]
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if len(verb) == 3 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou":
        return verb + verb[-1] + "ing"
    return verb + "ing"


def gerund_of_third_person(verb: str) -> str:
    """ "hunts" -> "hunting", "fishes" -> "fishing", "bakes" -> "baking"."""
    if verb.endswith(("shes", "ches", "sses", "xes")):
        return gerund(verb[:-2])
    if verb.endswith("ies"):
        return gerund(verb[:-3] + "y")
    return gerund(verb[:-1])


def plural(noun: str) -> str:
    """The plural of a noun phrase, by rule."""
    if noun.endswith(("s", "ing", "wear", "ware", "food")) or key_of(noun) == ():
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("x", "ch", "sh", "z")):
        return noun + "es"
    return noun + "s"
