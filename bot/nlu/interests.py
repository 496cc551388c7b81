"""What the recipient likes, and what kind of thing the shopper asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.phrases import gerund_of_third_person, list_items, plural
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Match, Vocabulary, key_of

_ADVERBS = r"(?:really |absolutely |totally |also |just |very |quite |so |always |especially |completely |particularly |mostly |kinda |kind of |super |big |currently |recently |now |truly |still |properly |seriously |right )*"
# What follows these is liked, known to the vocabulary or not.
_LIKE_CUES = [
    re.compile(pattern)
    for pattern in (
        rf"\b{_ADVERBS}(?:(?:is |are )(?:very |really |also )?(?:liking|loving)|supports(?! (?:his|her|the|a|my|local)\b)|loves|lovs|luvs?|lurves|loved|loving|lieks|likes|likez|liks|adores?|tends|looks after (?=(?:his|her) (?:roses|garden|plants|bees|chickens|orchids))|likes? *[:=]|enjoys|enjoyed|enoys?|digs|fancies|worships|lives (?:for|and breathes)|cares about|eats,? sleeps(?:,?(?: and)? breathes)?)\s+(?:very much |to |his |her |their |the |a good |doing |going |all things |everything |anything |nothing more than |nothing but )*",
        rf"(?:\b(?:he|she|they|who|kids?|twins|parents|both|boys|girls|couple|really|also|does|do|would|to|and|would also|grandparents|students|them|all|folks)|^)\s+{_ADVERBS}(?:love|like|enjoy|adore|liek)\s+(?:very much |to |his |her |their |the |a good |doing |going |all things |everything |anything )*(?!\d)",
        rf"\b(?:is |are |'s |hes |shes |he's |she's |they're |am |was |been |gotten )?{_ADVERBS}(?:into|in to|obsessed (?:with|by|over|on)|obsesed (?:with|by)|obssessed with|crazy (?:about|for|over)|mad (?:about|on|for|into|keen on)|nuts (?:about|for|over)|passionate (?:about|for|on)|passion for|keen on|fond of|interested (?:in|on|by)|intrested in|(?:only )?cares about|loopy about|daft (?:about|on|for)|soft on|partial to|big into|hot on|well into|gone on|living for|hooked on|addicted to|fascinated (?:by|with)|all about|fanatical about|enthusiastic about|nerdy about|wild about|geeky about|bonkers about|potty about|devoted to|big on|huge on|serious about|in love with|a sucker for|has a thing for|have a thing for|a whizz at|getting into|got into|gotten into|goes mad for|goes crazy for)\s+(?!(?:the|my|his|her|their|our|a|an) (?:car|house|room|shop|place|city|country|flat|apartment|hospital|family|store)\b)",
        r"\b(?:(?:big|huge|massive|major|total|die-?hard|avid|mega|real|proper|great|lifelong|complete) )?(?:fan|lover|enthusiast|fanatic|collector|devotee|aficionado|connoisseur|follower|tragic)s? (?:of|for|from)\s+(?:the |all |anything |all things )*",
        r"\b(?:has been|have been|'s been|'ve been) (?:really |quite )?(?:getting into |enjoying )?(?=(?:birdwatching|bird watching|baking|knitting|gardening|painting|cooking|running(?! (?:late|around|out|away|errands|low|a\b|the\b))|cycling|hiking|fishing|sewing|crocheting|swimming|climbing|writing|drawing|sketching|photographing|woodworking|surfing|skiing|brewing|camping|meditating|journaling|journalling)\b)",
        r"\b(?:hobb(?:y|ies)|hobbys|interests?|passions?|pastimes?|faves?|favou?rite (?:things?|hobby|hobbies)|things (?:he|she|they) (?:likes?|loves?))\s*(?:are|is|include|includes|including|=|:|-|would be)\s*",
        r"\b(?:collects|collecting|collected|plays|breeds|restores|practi[sc]es)\s+(?:vintage |old |lots of |loads of |tons of |a lot of |in a |for a |the |his |her )*",
        r"\b(?:wants?|wanting|needs?|after|love|loves|likes?) (?:nothing but|only|anything (?:with|about|to do with|related to)|everything (?:with|about)|all things|stuff (?:with|about)|something (?:with|about|to do with|related to))\s+(?:the |a )?",
    )
]
_LIKE_CUES.append(
    re.compile(
        r"\b(?:learning|learn|studying|speaks|practising|practicing)\s+(?:to speak )?(?=(?:portuguese|italian|spanish|french|german|japanese|korean|mandarin|chinese|arabic|russian|greek|turkish|polish|dutch|swedish|norwegian|welsh|irish|gaelic|hindi|urdu|hebrew|latin|thai|vietnamese|ukrainian)\b)"
    )
)
# What follows these counts only where the vocabulary knows it.
_HINT_CUES = [
    re.compile(pattern)
    for pattern in (
        r"\b(?:studies|follows|watches|builds|sews|knits|paints|grows|raises|keeps|rides|brews|bakes|cooks|reads|listens? to|drinks|eats|makes|flies|drives|does|owns)\s+(?:vintage |old |lots of |loads of |tons of |a lot of |in a |for a |the |his |her |homemade |alot of |\d+ )*",
        r"\b(?:has|have|'s|just|recently|newly)?\s*(?:taken up|started|took up|taking up|picked up|joined|discovered|begun|learning|learning to|trying out|trying|tried|signed up for|training for|taking lessons in|taking classes in|lessons in)\s+(?:doing |to |a new |her own |his own |a |an |the |playing |about )*",
        r"\b(?:spends?|spending|spent) (?:all |most of |half |a lot of |hours |every |loads of )*(?:of )?(?:his|her|their|the)?\s*(?:free |spare |whole |waking )?(?:time|times|days?|hours?|weekends?|evenings?|money|life|sundays?|saturdays?|weekend|summers?)?\s*(?:on|doing|in|at|with|playing|watching|building)?\s+(?:the |his |her |their )*",
        r"\b(?:always|constantly|forever|never stops|usually|mostly|often)\s+(?:doing|on about|talking about|going on about|playing|watching|out|busy with|with|reading about|reading|in|tinkering with|at|going|talks about)?\s*(?:the |his |her |their )?",
        r"\b(?:won'?t|wont|never|can'?t|cant|doesn'?t|doesnt) (?:stop|shut up|stops|quit)(?: talking)?(?: about)?\s+",
        r"\b(?:they|both|and|who|also|we)\s+(?:drink|eat|read|grow|keep|ride|brew|bake|cook|paint|sew|knit|listen to|watch|collect|play|make)\s+(?:vintage |old |lots of |the |their |homemade )*",
        r"\b(?:goes|go|going)\s+(?=\w+ing\b)",
        r"\b(?:talks? (?:non-?stop )?about|raves? about|dreams? of|dreaming of|thinks? about|tinkers with|messes (?:about|around) with|good at|great at|watching|playing|eating|drinking|reading|listening to)\s+",
    )
]
# "he hunts and fishes", "who bakes a lot"
_VERBS = re.compile(
    r"(?:\b(?:he|she|who|they|always|also|dad|mum|mom)(?:(?:'s|s| is)? (?:retired|single|divorced|widowed|at home|\w+ing|\w+s),)?(?: and)?|\|(?=\s+(?!(?:shes|hes|thats|its|whos)\b)))\s+(?P<one>[a-z]+s)(?:\s*(?:,|and|&)\s*(?P<two>[a-z]+s))?\b"
)
_BEFORE_CUES = re.compile(
    r"[ -](?:lovers?|fans?|fanatics?|nuts?|adi?dicts?|adicts?|stans?|enthusiasts?|devotees?|tragics?|owners?|keepers?|geeks?|nerds?|freaks?|obsessed|mad|crazy|buffs?|junkies?|junkie|aficionados?|collectors?|players?|maniacs?|fiends?|heads?|girl|boy|guy|person|people|mum|mom|dad|freak|snobs?|obsessive|phase|hobbyist|teacher|coach|(?:is|are|'s) (?:(?:his|her|their|my) (?:\w+ )?(?:thing|things|passion|hobby|life|jam|fave|favou?rite|everything|world|obsession|love)|life|everything|what (?:he|she|they) (?:loves?|likes?|does|do)|all (?:he|she) (?:talks|thinks|does))|maybe|perhaps|instead|would be (?:great|lovely|nice|perfect|cool|ideal|amazing))\b"
)
_WANTED = re.compile(
    r"\b(?:what about|how about|rather|let'?s (?:do|try|say|go (?:for|with))|go (?:for|with)|make it|(?:switch|change)(?: it)? to|look(?:ing|in|s)?\s*(?:4|for|to (?:buy|get))|search(?:ing)?(?: for)?|wants?|need(?:s|ed)?|wanting|wishes for|asked for|asking for|after|do you (?:have|sell|do)|have you got|got any|show me|is there|are there|any|sells?|would love|could use|thinking(?: of| about)?|maybe|perhaps|like|get(?:ting)?(?: him| her| them)?|buy(?:ing)?(?: him| her| them)?|suggest|recommend)\s+(?:me )?(?:a |an |some |any |the |good |nice |new |really |cool |great |pair of |set of |kind of |cute |beautiful )*$"
)
_NEGATED = re.compile(
    r"\b(?:not|isn'?t|isnt|aren'?t|never|no|hates?|without|doesn'?t|doesnt|don'?t|dont|nothing|except|instead of|rather than|was all|anything but|gave up|given up|no longer)\s+(?:(?!(?:he|she|they|but)\b)\w+\s+){0,2}$"
)
_NEGATED_AFTER = re.compile(
    r"^\s*(?:isn'?t|isnt|is not|aren'?t|are not|arent|is out|is a no|are out|are a no|doesn'?t|wouldn'?t|was last|were last)\b"
)
_CLAUSE = re.compile(
    r"[.!?;\n]+|[()]|,\s*(?=(?:and |but |so )?(?:i|we|he|she|they|my|our|his|her|it|it's|i'm|im|i've|he's|hes|she's|shes|who)\b)|\b(?:and|but|so|because|cause|cos|while|although|though|since|as|when|if|then|plus)\b(?=\s+(?:i|we|he|she|they|my|our|his|her|it|im|i'm|i've|i'd|i'll|he's|hes|she's|shes|it's|its|there|you|the)\b)"
)
_SHOPPER_CLAUSE = re.compile(
    r"^\W*(?:and |but |so |well |ok |plus |also |hi |hello |hey |yeah |honestly |personally )*(?:i|we|i'm|im|i am|i've|ive|i'd|i'll|me|us|we're|we've|you|it|it's|its|there|my own)\b"
)
_SHOPPER_WISH = re.compile(
    r"\b(?:want|wanted|need|looking|look|get|buy|gift|present|something|thinking|thought|shopping|search|searching|after|find|order|(?<!\bi )(?:like|love)|surprise|treat|ideas?|idea|give|giving|show|asked|mean|meant|said|let'?s (?:do|try|say|go)|go (?:for|with)|make it|switch)\b"
)
_OF_RECIPIENT = re.compile(r"\b(?:he|she|they|his|her|him|their|hes|shes|who|he's|she's|they're|whos|who's|both)\b")
_PAST_TOLD = re.compile(
    r"(?:(?:\b\w+|\|)(?:'s| is| are|s are)? (?:already )?(?:got|bought|gave|giving|getting|gifted|sent) (?:him|her|them) (?!(?:something|into|a gift|this)\b)|last (?:year|time|christmas|birthday|xmas)|already (?:got|bought|has|have)|(?:he|she) was given|(?:i|we) (?:got|gave|bought)|(?:got|gave|bought|sent|made) (?:me|us))\b"
)
# "friend from the gym", "the moon" from somebody: where people or things come from.
_FROM = re.compile(
    r"\bfrom (?:the |his |her |my |our |their )?$|\b(?:they|he|she) (?:went|had been|have been|has been)(?: \w+){0,3} $"
)
_FROM_SOMEBODY = re.compile(r"^\s*from (?:them|us|his|her|their|every(?:body|one)|mom|mum|dad|my|grandma|grandpa)\b")
_SAID_OF_SHOPPER = re.compile(
    r"\b(?:i|we)(?:'ve| have| had| also| used to| always| only)* (?:play(?:ed)?|had|have|made|went|bought|got|did|grew up|studied|work(?:ed)?|drive)\b(?: \w+){0,3} $|\b(?:who|whom|that|which|when|where) (?:i|we)\b[^,.;]*$"
)
# "bakes sourdough", "reads mystery novels": what it is done with says more than the doing.
_DOES = re.compile(
    r"^(?:watch|thrifting|tinkers|brews|brewing|bakes?|baking|reads?|reading|builds?|building|draws?|drawing|paints|watches|watching|plays|playing|makes|making|collects|collecting|drinks|drinking|listens? to|tinkers with|grows|growing|repairs|restores|cooks|cooking|writes)$"
)
_TO_OBJECT = re.compile(
    r"^ (?:with |to )?(?:(?:his|her|their|the|a|lots of|own|old|homemade|some|loads of|tons of|all the) ){0,2}$"
)
_LISTED_WITH = re.compile(r"^\s*(?:,|,? and|&|n|/|\+|,? or)\s*$")
_MAKES = re.compile(r"^(?:knits?|knitting|crochets?|crocheting|sews?|sewing)$")
_OF_SHOWN = re.compile(
    r"^\W*(?:does|is|can|will|do|are|did|was) (?:it|they|this|that|these|those|the (?!(?:kids?|children|boys?|girls?|twins|couple|lads?|baby|teen)\b)[\w-]+|he need|she need)\b|^\W*(?:the (?!older|oldest|younger|youngest|elder|eldest|little|big|bigger|small|smaller|other|middle)\w+ one\b)"
)
# "gluten free treats for my gran": what is asked for stands first.
_REQUEST_AFTER = re.compile(r"^ (?:for|4) (?:my|our|a|an|the|me|his|her|some|\|)")
_AVID = re.compile(
    r"\b(?:is|'s|s|was|an?)\s+(?:an? )?(?:excellent|great|keen|good|amazing|brilliant|fantastic|avid|huge|passionate|amateur|devoted|serious|dedicated|talented|hobby|budding|aspiring) $"
)
_DONE_TO_IT = re.compile(r"\b(?:it|them|that|this|these|those|one|be|is|are|get|can you)\s+$")
_MADE_SO = re.compile(r"engraved?|personali[sz]ed?|customi[sz]ed?|monogrammed|custom-made|engraving")
_ONE = re.compile(r"\b(?:a|an|another)\s+(?:\w+\s+)?$")
_LONG = 24

# What a person is or a thing is made of more often than what a person likes.
_ONLY_LIKED = {
    "vegan",
    "vegans",
    "vegetarian",
    "vegetarians",
    "vegetarian cooking",
    "vegan cooking",
    "tv",
    "television",
    "tv series",
    "instagram",
    "weather",
    "social media",
    *"queen,twice,drake,oasis,wicked,hamilton,the crown,the office,pool,port,sleep,italian,spanish,japanese,korean,mandarin,portuguese,ai,weather,clouds,mud,hosting,treats,vera,recorder,ants,rats,seals,cranes,bridges,patches,wheels,church,churches,flies,hosting,drafts,one piece,the sims,kirby,sonic,frozen,nursery decor,cabins,mountains,churches,bach,hulk,twitch,ghosts,rockets,first communion,dinner parties".split(
        ","
    ),
}
# Words that are interests only where something says so: they stand in too many other sentences.
_WEAK = {
    "travel", "music", "art", "home decor", "fashion", "technology", "cars", "history", "nature", "film", "movies", "writing", "food", "sports", "fitness", "languages", "books",
    "teaching", "shopping", "socializing", "walking", "sleep", "babies", "parties", "phones", "computers", "photos", "beauty", "relaxation", "socks", "bags", "gadgets", "christmas",
    "church", "boats", "pets", "running", "driving", "learning", "toys", "flowers", "clothes", "beds", "school", "board", "tv", "television", "cooking", "cake", "cakes", "tools", "office", "bikes", "swimming pools",
}  # fmt: skip

# The wide word says nothing more beside the exact one ("a gamer who loves video games").
_SAID_BY = {"gaming": frozenset({"video games"})}


def find_interests(
    text: str,
    vocabulary: Vocabulary,
    taken: Taken,
    *,
    others: Sequence[tuple[int, int]] = (),
    about_shopper: bool = False,
) -> list[Finding]:
    """The interests in a normalized text, in order of appearance; the value is a label.

    `others` are the stretches that name persons who are not the recipient; what a clause says of them is left
    out. `about_shopper` is set when the gift is for the shopper.
    """
    blank = taken.blank(text)
    long = len(text.split()) > _LONG
    found: list[Finding] = []

    def add(label: str, start: int, end: int) -> None:
        if not any(finding.value == label for finding in found):
            found.append(Finding("interest", label, start, end))

    for start, end in _clauses(blank):
        clause = blank[start:end]
        if not clause.strip() or _OF_SHOWN.match(clause) or _about_other(text, start, end, others):
            continue
        of_shopper = (
            _SHOPPER_CLAUSE.match(clause) is not None and not _OF_RECIPIENT.search(clause) and not about_shopper
        )
        if of_shopper and not _SHOPPER_WISH.search(clause):
            continue
        matches = vocabulary.find(clause)
        cued = (
            _cued(clause, vocabulary, matches)
            if not (of_shopper and not re.search(r"\b(?:who|that|gift|present)\b", clause))
            else []
        )
        cued = [
            (label, position)
            for label, position in cued
            if not any(one.exact and one.start < position < one.end and one.label != label for one in matches)
        ]
        for label, position in cued:
            add(label, start + position, start + position)
        doings = _done_with(clause, matches, [position for _, position in cued])
        for match in _accepted(clause, matches, doings, cued, long=long, of_shopper=of_shopper, own=about_shopper):
            label = (
                plural(match.label)
                if _ONE.search(clause[: match.start]) and match.single and not _BEFORE_CUES.match(clause[match.end :])
                else match.label
            )
            add(label, start + match.start, start + match.end)
    keys = {finding.value: _words(finding.value) for finding in found}
    return [
        finding
        for finding in sorted(found, key=lambda finding: finding.start)
        if not any(keys[finding.value] < other for other in keys.values())
        and not _SAID_BY.get(finding.value, frozenset()) & keys.keys()
    ]


def _accepted(
    clause: str,
    matches: Sequence[Match],
    doings: Sequence[Match],
    cued: Sequence[tuple[str, int]],
    *,
    long: bool,
    of_shopper: bool,
    own: bool,
) -> list[Match]:
    """The known things of a clause that are interests; what stands in one list with them is one too."""
    rest = [match for match in matches if match not in doings]
    found = [match for match in rest if _accept(clause, match, cued, long=long, of_shopper=of_shopper, own=own)]
    places = [(match.start, match.end) for match in found]
    for match in [*rest, *reversed(rest)]:
        beside = any(
            _LISTED_WITH.match(clause[end : match.start] if end <= match.start else clause[match.end : start])
            for start, end in places
            if end <= match.start or match.end <= start
        )
        if match in found or not (beside and match.exact and match.label in _WEAK):
            continue
        if _accept(clause, match, cued, long=long, of_shopper=of_shopper, own=own, listed=True):
            found.append(match)
            places.append((match.start, match.end))
    return sorted(found, key=lambda match: match.start)


def _done_with(clause: str, matches: Sequence[Match], cued: Sequence[int]) -> list[Match]:
    """The doings right before what they are done with ("bakes" in "bakes sourdough")."""
    places = [*(match.start for match in matches), *cued]
    return [
        match
        for match in matches
        if _DOES.match(clause[match.start : match.end])
        and any(place > match.end and _TO_OBJECT.match(clause[match.end : place]) for place in places)
    ] + [
        # "knits socks": what comes of it says less.
        match
        for match in matches
        if any(
            _MAKES.match(clause[one.start : one.end]) and _TO_OBJECT.match(clause[one.end : match.start])
            for one in matches
            if one.end < match.start
        )
    ]


def _words(label: str) -> frozenset[str]:
    """The words of a label, to see that "watercolor" is in "watercolour painting"."""
    return frozenset(word.replace("our", "or") for word in key_of(label))


def _clauses(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in _CLAUSE.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, len(text))]


def _about_other(text: str, start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    clause = text[start:end]
    for other_start, other_end in others:
        if start <= other_start < end:
            before = text[start:other_start].strip(" ,|")
            subject = (
                re.fullmatch(r"(?:and |but |so |his |her |my |our |the |their |also |well |plus |even )*", before + " ")
                is not None
            )
            tells = re.match(
                r"\W*(?:\w+ )?(?:says?|said|tells?|told|mentioned|thinks|reckons|suggested|keeps|swears|told)",
                text[other_end:end],
            )
            if subject and not tells:
                return True
            if subject and tells and not _OF_RECIPIENT.search(clause):
                return True
    return False


def _cued(clause: str, vocabulary: Vocabulary, matches: Sequence[Match]) -> list[tuple[str, int]]:
    results: list[tuple[str, int]] = []
    known = vocabulary.names
    for number, pattern in enumerate((*_LIKE_CUES, *_HINT_CUES)):
        for match in pattern.finditer(clause):
            if _NEGATED.search(clause[: match.start()]) and "stop" not in match.group():
                continue
            after_to = match.group().rstrip().endswith(" to")
            for label in list_items(clause[match.end() :], vocabulary, after_to=after_to):
                if number < len(_LIKE_CUES) or label in known or label.split()[-1] in known:
                    results.append((label, match.end()))
    for match in _VERBS.finditer(clause):
        if any(_TO_OBJECT.match(clause[match.end() : thing.start]) for thing in matches if thing.start > match.end()):
            continue  # "draws manga"
        for verb in (match["one"], match["two"]):
            doing = vocabulary.label(gerund_of_third_person(verb)) if verb else None
            if doing is not None and doing.endswith("ing"):
                results.append((doing, match.start()))
    found = [label for label, _ in results]
    # Two cues over one stretch ("likes to collect old coins"): the known one counts.
    return [
        (label, position)
        for label, position in results
        if label in known or not any(other != label and other in label for other in found)
    ]


def _accept(
    clause: str,
    match: Match,
    cued: Sequence[tuple[str, int]],
    *,
    long: bool,
    of_shopper: bool,
    own: bool,
    listed: bool = False,
) -> bool:
    before, after = clause[: match.start], clause[match.end :]
    written = set(key_of(clause[match.start : match.end]))
    if not own and re.search(r"\b(?:my|our)\s+(?:\w+\s+)?$|\bme\s+$", before):
        return False
    if re.search(r"\b(?:he|she|who)\s+$", before) and clause[match.start : match.end] == match.label and not own:
        return False  # "he ties his own": no ties
    if _DONE_TO_IT.search(before) and _MADE_SO.fullmatch(clause[match.start : match.end]):
        return False  # "I want it engraved"
    if clause[match.start : match.end] == "watch" and re.search(r"\b(?:to|and|they|we|also|always|who)\s+$", before):
        return False
    if _REQUEST_AFTER.match(after) and re.fullmatch(r"\W*(?:\w+\W+){0,3}", before) and not _NEGATED.search(before):
        return True
    if match.label in _ONLY_LIKED and not _BEFORE_CUES.match(after):
        return False
    if _NEGATED.search(before) or _NEGATED_AFTER.match(after) or _PAST_TOLD.search(clause):
        return False
    if (_FROM.search(before) and not _BEFORE_CUES.match(after)) or _FROM_SOMEBODY.match(after):
        return False
    if not own and _SAID_OF_SHOPPER.search(before):
        return False
    if any(
        match.label != label and (match.label.split()[-1] in label.split() or written < set(key_of(label)))
        for label, _ in cued
    ):
        return False
    if _BEFORE_CUES.match(after) or _WANTED.search(before):
        return True
    if _AVID.search(before):
        return True
    if match.label in _WEAK and len(written) < 2:
        return (listed and match.exact) or (not long and len(clause.split()) <= 8 and match.exact)
    if of_shopper:
        return not long or _WANTED.search(before) is not None
    return not long or bool(_OF_RECIPIENT.search(clause)) or len(clause.split()) <= 6
