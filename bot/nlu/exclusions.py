"""What the gift must not be or contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.nlu.diets import find_diets
from bot.nlu.phrases import list_items, plural
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary

_NOT_A_THING = (
    r"actually|make|let'?s|lets|show|give|tell|try|go|look|find|idea|ideas|clue|limit|limits|budget|object|more than|rush|problem|worries|kids|one|wait|the|she|he|they|it|i|we|preference|particular|thanks|thank|hobbies|hobby|doubt|matter|need|way|fuss|"
    r"big deal|issue|issues|longer|nonsense|bs|sorry|help|experience|more ideas|pressure|money|interest|interests|price|good|luck|siblings|other|quiz|quizzes|real(?! (?:cheese|leather|fur|milk|meat|dairy|wool|down))|fixed|set|specific|joke|higher|less|later|over|above|tears|time|reason|offence|offense|point|use|sense|space|room|garden|man|woman|girl|boy|husband|wife|children|special occasion|occasion|uncertain terms|cap|\\d+"
)
_SEGMENT_CUES = [
    re.compile(pattern)
    for pattern in (
        rf"\b(?:so |and |but |pls |please |absolutely |strictly |definitely |also |preferably )?\b(?:no|nae|nowt)\s+(?:real (?=cheese|leather|fur|milk|meat|dairy|wool)|more |please |damn |bloody |freaking |other |strong )?(?!(?:{_NOT_A_THING})\b)",
        r"\b(?:rather than|instead of|as opposed to|anything but)\s+(?:yet )?(?:another|more|the usual)\s+(?:boring )?",
        r"\b(?:without|w/o|avoid(?:ing)?|skip|leave out|steer clear of|stay away from|exclude|excluding)\s+(?:any |anything |the )?(?:with |containing |made of |made from )?",
        r"\b(?:nothing|(?:no|not|don'?t (?:want|get|buy)|dont (?:want|get|buy)|doesn'?t (?:want|like|need|eat)|avoid|hates?|without|can'?t have|cant have|dislikes?) anything)\s+(?:with|for|containing|made of|made from|made with|involving|that has|that contains|that uses|that needs|that requires|about|related to|to do with|in)\s+(?=\w)(?!(?:him|her|them|it)\b)",
        r"\bnothing\s+(?=(?!of\b|to\b|too\b|with\b|over\b|above\b|more\b|against\b|fancy\b|crazy\b|special\b|big\b|expensive\b|boring\b|like\b|much\b|is\b|seems\b|in\b|about\b|made\b|cheap\b|he\b|she\b|i\b|wrong\b|but\b|else\b|yet\b|came\b|arrived\b|happened\b|helps\b|fits\b|matches\b|there\b|new\b|noisy\b|loud\b|feels\b|that\b|has\b|yucky\b|serious\b|super\b|huge\b|works\b)\w)",
        r"\b(?:he|she|they|who|hubby|mum|mom|dad)?\s*(?:really |just |absolutely |also |always |kinda )?(?:hates?|dislikes?|detests?|loathes?|despises?|can'?t stand|cant stand|cannot stand|can'?t have|cant have|cannot have|can'?t abide|cant abide|cannot abide|has no (?:use|time) for|(?:a )?(?:certain )?(?:horror|fear) of|can'?t do|cant do|can'?t eat|cant eat|cannot eat|can'?t tolerate|refuses to (?:eat|wear|use|have)|is sick of|sick of|tired of|fed up with|bored of|bored with|over the whole|is scared of|afraid of|terrified of|grossed out by|won'?t (?:eat|wear|drink|use|touch)|wont (?:eat|wear|drink|use|touch))\s+(?:the (?:smell|taste|sight) of )?",
        r"(?<!\bi )(?<!\bwe )\b(?:doesn'?t|does not|doesnt|don'?t|dont|do not|didn'?t|never|dosnt|dosen'?t|doesnt|not)\s+(?:really |even |actually |much |ever |particularly )?(?:like|likes|enjoy|want|wants|eat|eats|wear|wears|use|uses|need|drink|drinks|care for|do|into|a fan of|keen on|a big fan of|get on with|touch|fancy)\s+(?:to |any |any more |anymore |more |another |yet another |anything |anything with |the |a )?(?=\w)(?!(?:it|him|her|them|me|spend|go|know|think|get|be|pay|look|seem|have|break|that|this|to)\b)",
        r"\b(?:i|we)\s+(?:really |also )?(?:don'?t|dont|do not|wouldn'?t|won'?t)\s+(?:really |even )?(?:want|like|need|wish to (?:buy|give))\s+(?:to (?:buy|give|get)(?: (?:him|her|them))? )?(?:any |anything with |the |a |another |more )*(?=\w)(?!(?:it|him|her|them|me|spend|go|know|think|get|be|pay|look|seem|have|break|that|this|to|give|buy|too|over)\b)",
        r"\b(?:that|which) (?:isn'?t|is not|aren'?t|are not|doesn'?t (?:involve|contain|need))\s+(?:a |an |any |made of )?(?=(?!too|very|that|so\b|really|over)\w)",
        r"\b(?:nothing|anything|something) (?:that|which) (?:is |has |needs |contains |requires |uses )(?!(?:too|very|so|really|over|not|a bit)\b)",
        r"\b(?:isn'?t|isnt|is not|aren'?t|not|not really|never)\s+(?:really |that |so |very |much |at all )?(?:into|keen on|a fan of|a big fan of|fond of|interested in|big on|fussed about|bothered about|crazy about|an? )\s*(?!lot\b|bit\b|big deal|problem|issue|kid\b|child\b|boy|girl|man\b|woman|clue|idea|sure|gift|present|huge|fan\b)",
        r"\b(?:allerg(?:ic|y)|alergic|alergy|allergies|intolerant|intolerance|intolerances|sensitive)\s+(?:to|of|against)\s+(?:all |any |most )?",
        r"\b(?:anything|everything|something|any gift|any thing)\s+(?:but|except(?: for)?|other than|apart from|besides|not)\s+(?!too|that|very|super|so\b)",
        r"\bexcept(?: for)?\s+",
        r"\b(?:won'?t|wouldn'?t|doesn'?t|don'?t|didn'?t|dont|doesnt|wont|not) (?:really )?(?:want|like|need|appreciate|enjoy) anything (?:too |that'?s )?(?!(?:with|for|about|to do|related|like that|fancy|else|special|in particular|big|expensive)\b)(?=\w)",
        r"\bnone of (?:them|it|those|these) (?:(?:should|must|may) be |being |with |is |are )?(?:an? |any )?(?=\w)(?!(?:these|those|them|really|seems?|works?|fits?|appeals?|looks?|that|good|right|feels?|felt|says?|screams?|hits?|quite|grabs?|speaks?|sparks?|makes?|does|do|is|are|was|will|would|can|excites?|jumps?|stands?|strikes?|sounds?|gets?|convinces?|interests?|suits?|matches|for|to|so|yet|please|thanks?)\b)",
        r"\b(?:don'?t|dont|do not|please don'?t|pls dont) (?:show|suggest|recommend|give|send|offer)(?: me| us)?(?: any)?\s+(?!me\b|us\b)",
        r"\bany ?more\s+(?=\w)(?!(?:ideas?|info|questions?|suggestions?|than|help|details)\b)",
        r"\bno (?:space|room|use|time) (?:left )?for\s+(?:any |more |another )*",
        r"\b(?:way |far )?too many\s+(?!(?:ideas|things|people|times|options|to)\b)",
        r"\b(?:has|have|had|got|owns?|'s got|hes got|shes got) (?:already |got |way |far |just )*too much\s+(?=[a-z]{3})(?!(?:time|money|work|energy|fun|sugar|going|stress|stuff|pride|class|style|taste|love|attention|homework|free|screen|respect|patience|trouble|information|pain|for|to do)\b)",
        r"\b(?:not|no)\s+(?:another|yet another|more|any more|any)\s+(?!than\b)",
        r"\b(?:please\s+not|pls not|just not|but not|and not|definitely not|not)\s+(?:the |those |a |any )?(?=(?:more |toys?|clothes|clothing|books?|jewell?e?ry|perfume|candles?|chocolates?|plastic|alcohol|wine|flowers|socks|mugs?|makeup|food|sweets|candy|electronics|plants?|puzzles?|games?|pink|blue|red|green|yellow|purple|orange|black|white|brown|grey|gray|beige|soft toys?|stuffed|plush|gift cards?|vouchers?|tech|cash|a gift card|a book|a mug)\b)",
        r"\b(?:has|have|had|got|owns?|having|'s got|hes got|shes got|he's got|she's got)\s+(?:already |got |also |like |literally |now )*(?:enough|too many|tons of|tonnes of|loads of|lots of|plenty of|a million|a thousand|a hundred|a billion|millions of|thousands of|hundreds of|more than enough|far too many|way too many|about (?:a|fifty|forty|ten|twenty|thirty|\d+)(?: million| hundred| thousand)?|so many|a (?:whole )?(?:cupboard|drawer|shelf|house|closet|wardrobe|room|mountain|ton|pile|bunch) (?:full )?of|every|all the)\s+(?=\w)",
        r"\b(?:already|allready|alredy)\s+(?:has|have|got|owns?|had|bought|getting|gave|given|receiving)\s+(?:him |her |them |us )?(?:a |an |the |all the |every |some |loads of |lots of |enough |tons of |so many |too many |two |three |a million |one |that )?",
        r"\b(?:owns?|has|have|got|'s got|hes got|shes got)\s+(?:a |an |his |her |own |the )*(?=(?:(?!(?:and|but) (?:he|she|i|we)\b)[\w'-]+,? ){1,6}already\b)",
        r"\b(?:has|have|got|'s got|owns?)\s+(?:that|this|those|these)\s+(?=\w)(?!(?:in mind|feeling|one|thing|habit)\b)",
        r"\b(?:he|she|they) (?:got|was given|were given|received)\s+(?:a |an |the |some )?(?=[^.!?]{2,40}\b(?:last (?:year|time|christmas|birthday|month))\b)",
        r"\b(?:i|we|they|he|she|my \w+|his \w+|her \w+) (?:already )?(?:gave|got|bought|made|sent) (?:him|her|them) (?:a |an |the |some )?(?=[^.!?]{2,40}\b(?:last (?:year|time|christmas|xmas|birthday|month)|before|in the past|the year before)\b(?![^.!?]*\b(?:liked|loved|enjoyed|adored)\b))",
        r"\b(?:has|have|'s got|hes got|shes got)\s+(?:a |an |the |his |her )?(?=[^.!?,]{2,30},? (?:so )?(?:leave (?:those|that|them|it) out|skip (?:those|that|them)|not (?:those|that|them)))",
        r"\b(?:have|has|got|gave|given)\s+(?:him |her |them )?already\s+(?:got |had |given (?:him|her|them) )?(?:a |an |the )?",
    )
]
_BEFORE_CUES = re.compile(
    r"(?P<item>(?:[a-z']+[ -]){0,2}[a-z']+)[ -](?:allergy|allergies|allergic|alergy|intoleran(?:t|ce)|free\b(?! (?:time|spirit|gift|shipping|delivery|spirited|day|diving|running|style))|phobia)"
)
_ALLERGY = re.compile(r"all?erg|intoleran")
_ANY_ALLERGY = {
    "food",
    "severe",
    "bad",
    "seasonal",
    "many",
    "skin",
    "an",
    "any",
    "no",
    "his",
    "her",
    "the",
    "strong",
    "weird",
    "some",
    "terrible",
    "awful",
    "has",
    "is",
    "are",
    "very",
    "super",
    "also",
    "really",
    "he's",
    "she's",
    "who's",
    "i'm",
    "of",
    "and",
    "to",
    "a",
    "other",
}
_ENOUGH_AFTER = re.compile(
    r"(?P<item>\b[a-z'-]+(?: [a-z'-]+)?)\s*(?:,|-)?\s*(?:he|she|they|but he|but she|which (?:he|she))'?s?(?: has| have| got| must have| already has| already have| has already got|already)+ (?:enough|plenty|loads|tons|too many|a thousand|a million|them all|that|those|one|it)\b"
)
# "Robots he is having already"
_HAVING_IT = re.compile(
    r"(?P<item>[a-z'-]+(?: [a-z'-]+)?),? (?:he|she|they)(?:'s| is| are|'re| has| have)? ?(?:having|got|has|have|owns?) (?:it |them |those )?already\b"
)
# "Not beer, he's cutting down", "so not travel again": only of things that we know.
_OUT = re.compile(
    r"(?P<item>[a-z'-]+(?: [a-z'-]+)?)(?:'s| is| are|s are) (?:out(?! (?:of|on|in|to|for|at|and)\b)|off limits|off the (?:table|menu)|a no(?:[ -]no| go)?|banned|not allowed)\b"
)
# The whole message: "she has a tripod", "he did the volcano thing last year".
_HAS_ONE = re.compile(
    r"^\W*(?:(?:but|and|no|nah|oh|well|hm+|sorry|actually)[\s,]+)*(?:he|she|they)(?:'s|'ve)? (?:(?:has|have|owns?|already|got|had) )+(?:an? |one of those |some |enough |her own |his own |two |three |loads of |lots of )*(?P<item>[a-z][a-z' -]{2,30}?)(?: already| now| actually)?\W*$"
)
_DID_ONCE = re.compile(
    r"\b(?:he|she|they|we|i) (?:did|had|got|made|tried|went for) (?:the|a|an|that|one of those) (?P<item>[a-z][a-z' -]{2,24}?)(?: thing| one| kit| set)? (?:last (?:year|time|christmas|birthday|month)|already|before|the year before)\b"
)
# "Not cups, she has loads"
_NOT_THESE = re.compile(
    r"^\W*(?:(?:ok|nah|yeah|hm+|oh|well|but|no|please)[\s,]+)*not (?P<item>[a-z]{3,}s)(?=\W*$|\s*[,.;!-])(?<!ss)"
)
# What one has that is no ware.
_PLAIN_HAVING = re.compile(
    r"\b(?:to|into|through|over it|married|engaged|promoted|divorced|degree|diploma|doctorate|phd|exams?|interview|meeting|appointment|operation|surgery|better|time|money|taste|idea|birthday|party|wedding|job|house|home|flat|garden|allerg\w+|trouble|problems?|eyes?|hair|hands?|pain|bad|good|great|kids?|children|baby|son|daughter|brother|sister|husband|wife|girlfriend|boyfriend|everything|nothing|it|that|this|them|one|dogs?|cats?|pupp\w+|kittens?|horse|pony|passion|thing for|interest|hobby|hobbies|love|fun|lots|loads|sense|two|three|four|five|six|seven|eight|nine|ten|\d+|tooth|temper|memory|cold|flu|life|age)\b"
)
# Said outright, known or not: "controllers are a no".
# "Beer no, he stopped"
_THING_NO = re.compile(
    r"^\W*(?:(?:but|and|ok|well|hm+|the)[\s,]+)*(?P<item>[a-z]{3,}(?: [a-z]{3,})?) (?:no|nope|nah)(?=\s*[,.!;]|\W*$)"
)
_A_NO = re.compile(
    r"(?:^|[.!?;,]\s*)(?:the |any |and |but |also |ok |so )*(?P<item>(?!(?:that|this|it|they|those|these|which|what)\b)[a-z][a-z-]+(?: [a-z-]+)?) (?:are|is) (?:definitely |also |totally |just )?(?:a no(?:[ -](?:no|go))?|out of the question|off the (?:table|menu)|off limits)\b"
)
_NOT_AT_START = re.compile(
    r"(?:^|[.!?;,\s]\s*)not (?:a |an |any |the )?(?P<item>(?!(?:too|very|so|that|as|only|just|really|quite)\b)[a-z'-]+(?: [a-z'-]+)?)"
)
_GIVES_TROUBLE = re.compile(
    r"(?P<item>[a-z'-]+) (?:gives?|make|makes|brings?) (?:him|her|them) (?:a |an |out in )?(?:headaches?|migraines?|hives|rash|rashes|sneeze|sick|ill|itch|itchy|sneezy)"
)
_FIXED: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"\b(?:doesn'?t|does not|doesnt|don'?t|dont|never|dosnt|won'?t|wont|cannot|can'?t|cant) (?:drink\b|touch (?:a drop|alcohol|drink))(?! (?:(?:coffee|tea|wine|beer|whisky|whiskey|milk|gin|soda|any)\b|\w+ (?:coffee|tea)))"), "alcohol"),
    (re.compile(r"\b(?:teetotal(?:l?er)?|tee total|t-total|non[- ]?drinker|is sober|recovering alcoholic|in recovery from alcohol|alcohol[- ]free|(?:she|he|they)(?:'s| is|'re| are)? ?(?:now )?sober|gave up (?:drinking|alcohol|booze)|quit drinking|stop(?:ped|s)? (?:to )?drink(?:ing)?|off the booze|neither (?:of them )?drinks|(?:is |'s )?(?:not drinking|not a drinker|on the wagon)|no booze)\b"), "alcohol"),
    (re.compile(r"\b(?:nothing|anything|something|things?|stuff|gifts?|toys?) (?:that |which )?(?:smells?|is smelly|is scented|stinks?)\b|\bhates? (?:strong )?(?:smells|scents)\b|\b(?:no|nothing) (?:scented|strong(?:ly)? (?:scent(?:s|ed)?|smell(?:s|ing)?))\b"), "scented products"),
    (re.compile(r"\b(?:nothing|anything|something|no toys?|toys?) (?:that |which )?(?:beeps?|makes? (?:a )?(?:noise|sounds?)|plays music|is (?:noisy|loud))\b|\bnothing (?:too |very )?(?:noisy|loud)\b|\bno sounds?\b"), "noisy toys"),
    (re.compile(r"\b(?:nothing|not anything) (?:too )?(?:small|tiny)\b(?= (?:enough|he|she|they|that|to)\b)|\bchoking hazards?\b|\bcould (?:swallow|choke on)\b"), "small parts"),
    (re.compile(r"\b(?:nothing|not anything|no) (?:too |very |at all )?(?:boozy|alcoholic)\b"), "alcohol"),
    (re.compile(r"\b(?:quit|gave up|stopped|doesn'?t|does not|doesnt) smok(?:ing|e)\b"), "smoking"),
]  # fmt: skip
# An exclusion that covers others, so that "doesn't drink, so no wine" is one.
_WITHIN = {
    "alcohol": {"wine", "gin", "beer", "whisky", "vodka", "rum", "champagne", "booze", "spirits", "prosecco"},
    "food": {"gourmet food", "sweet tooth", "chocolate", "sweets", "cakes", "cookies", "snacks", "cheese"},
}
_LIVING = {
    "houseplants",
    "plants",
    "dogs",
    "cats",
    "chickens",
    "horses",
    "birds",
    "pets",
    "rabbits",
    "goats",
    "roses",
    "orchids",
    "succulents",
    "parrots",
    "fish",
}
_POINTS = {"those", "thoses", "them", "these", "theses", "it", "that", "this"}
_STOP_WORDS = {
    "too", "very", "really", "expensive", "fancy", "boring", "cheap", "big", "girly", "pricey", "crazy", "silly", "much", "sure", "fussy", "over",
    "generic", "tacky", "cheesy", "huge", "heavy", "large", "complicated", "small", "childish", "babyish", "extravagant", "practical",
    "many", "manies", "kind", "idea", "clue", "surprise", "her", "him", "stuff", "things", "junk", "crap", "rubbish", "tat", "clutter", "spend", "fan", "best",
    "uncertain terms", "terms", "nonsense", "hundreds", "thousands", "drawer fulls", "drawer full", "drawers full", "drawerfuls", "cupboard fulls", "cupboard full", "house fulls", "shelf fulls", "millions", "dozens", "loads", "tons", "plenty", "lots", "sense", "again", "today", "yet", "like", "anything else", "anymore", "jungles", "jungle", "gifts", "gift", "present", "presents",
    "vegetarian cooking", "vegan cooking", "more stuff", "joke", "jokes", "problem", "worse", "better", "such", "fuss", "visual", "those", "these", "them", "that", "this", "ones", "room", "much left", "the usual", "usual", "thing", "money", "everything", "it all", "it", "person", "type", "cost", "good",
}  # fmt: skip
# "no sweets with nuts in them": the nuts are the matter.
_CONTAINING = re.compile(
    r"^[a-z]+(?: [a-z]+)? (?:with|containing|made (?:of|from)|that (?:have|has|contain))\s+(?:any )?(?=\w)(?!(?:his|her|their|my|the|a|an)\b)"
)
# "A stand mixer and like a million cookie cutters"
_HOW_MANY = re.compile(
    r"\b(?:(?:like|about|literally|some|over|at least|roughly) )?(?:a (?:million|dozen|hundred|thousand|zillion|couple of|ton of|bunch of|pile of)|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})(?! ?-?(?:in|d|piece|player)\b))\s+(?=[a-z])"
)
_AFTER_LIST = re.compile(
    r"(?:^|\s)(?:themselves|itself|herself|himself|per se|as such|thanks|thx|please|pls|plz|btw|by the way|haha|ok|okay|either|obviously|of course|sorry|though|tho|allowed|whatsoever|at all|anymore|any more|lol|ever|involved)\b.*$"
)
_SINGLE = re.compile(r"(?:\b(?:another|a|an)\s+)$")


def find_exclusions(
    text: str, vocabulary: Vocabulary, taken: Taken, *, others: Sequence[tuple[int, int]] = ()
) -> list[Finding]:
    """What must be left out, in order of appearance; the value is a label.

    Understood stretches are added to `taken`, so that they aren't read as interests. `others` are the stretches
    that name persons who are not the recipient: what they don't like doesn't matter.
    """
    found: list[Finding] = []
    blank = taken.blank(text)

    def add(label: str, start: int, end: int) -> None:
        if label.split()[-1] in _POINTS:
            return  # "buckets of those"
        if label not in _STOP_WORDS and not any(finding.value == label for finding in found):
            found.append(Finding("exclude", label, start, end))

    for pattern, label in _FIXED:
        for match in pattern.finditer(blank):
            add(label, *match.span())
            taken.add(*match.span())
    for label, start, end in find_diets(text):
        if not _of_other(text, start, others):
            add(label, start, end)
            taken.add(start, end)
    if counted := _counted_up(blank, vocabulary):
        labels, start, end = counted
        for label in labels:
            add(label, start, end)
        taken.add(start, end)
        blank = taken.blank(text)
    for pattern in _SEGMENT_CUES:
        for match in pattern.finditer(blank):
            if taken.overlaps(match.end(), match.end() + 1) or _of_other(text, match.start(), others):
                continue
            rest = re.split(
                r"[.!?;:|()\n]|\s-\s|,?\s*\b(?:no|not|nothing|never)\b|\b(?:but|because|cause|since|so|he|she|they|i|we|budget|under|for|who|as|if|when|just|maybe|only|otherwise|although|something|likes?|loves?|into|is|are|has|already|that|which|there|gives?|makes?|causes?|his|her|last|keep|leave|below|above|after all|from|my|allergic|can'?t|around|it'?s|its|also|cos|coz|thats|at home|hates?|dislikes?|loathes?|detests?|won'?t|wont|doesn'?t|doesnt|don'?t|dont|isn'?t)\b",
                blank[match.end() :],
                maxsplit=1,
            )[0]
            rest = re.sub(r"[\s,]*\b(?:and|or|also)?\s*$", "", _AFTER_LIST.sub("", rest))
            rest = rest[inner.end() :] if (inner := _CONTAINING.match(rest)) else rest
            labels = things_of(_HOW_MANY.sub("", rest), vocabulary)
            singular = _SINGLE.search(match.group()) is not None
            if "of" in match.group().split() and set(labels) <= _LIVING:
                continue  # "lots of houseplants" is what they like
            for label in labels:
                if label in _STOP_WORDS:
                    continue
                add(plural(label) if singular else label, match.start(), match.end() + len(rest))
            if labels:
                taken.add(match.start(), match.end() + len(rest.rstrip()))
    for pattern in (_NOT_AT_START, _GIVES_TROUBLE, _OUT):
        for match in pattern.finditer(taken.blank(text)):
            for hit in vocabulary.find(match["item"]):
                add(hit.label, match.start(), match.end())
                taken.add(*match.span())
    for match in _HAVING_IT.finditer(taken.blank(text)):
        for hit in vocabulary.find(match["item"]):
            add(hit.label, match.start(), match.end())
            taken.add(*match.span())
    for pattern in (_HAS_ONE, _DID_ONCE):
        if told := pattern.search(taken.blank(text)):
            labels = things_of(told["item"], vocabulary)
            if labels and not set(labels) & _LIVING and not _PLAIN_HAVING.search(told["item"]):
                for label in labels:
                    add(plural(label) if label not in vocabulary.names else label, told.start("item"), told.end())
                taken.add(told.start("item"), told.end("item"))
    if (told := _NOT_THESE.search(taken.blank(text))) and told["item"] not in _STOP_WORDS:
        label = vocabulary.label(told["item"]) or told["item"]
        add(label, told.start("item"), told.end("item"))
        taken.add(*told.span())
    things_no = [match for match in _THING_NO.finditer(taken.blank(text)) if vocabulary.find(match["item"])]
    for match in (*_A_NO.finditer(taken.blank(text)), *things_no):
        for label in things_of(match["item"], vocabulary):
            add(label, match.start(), match.end())
            taken.add(*match.span())
    blank = taken.blank(text)
    for match in _BEFORE_CUES.finditer(blank):
        words = match["item"].split()
        for length in range(min(3, len(words)), 0, -1):
            phrase = " ".join(words[-length:])
            known = vocabulary.label(phrase)
            if known is None and length == 1 and _ALLERGY.search(match.group()) and phrase not in _ANY_ALLERGY:
                known = phrase
            if known:
                add(known, match.start(), match.end())
                taken.add(match.end("item") - len(phrase), match.end())
                break
    for match in _ENOUGH_AFTER.finditer(taken.blank(text)):
        for hit in vocabulary.find(match["item"]):
            add(hit.label, match.start(), match.end())
            taken.add(*match.span())
    given = {finding.value for finding in found}
    covered = covered_by(given)
    return [finding for finding in found if finding.value not in covered]


# "He's got lights, he's got a bell and about nine water bottles": what is counted up is there already.
_GOT = r"(?:\b(?:he|she|they)(?:'s|'ve|s| has| have)(?: already)? got|\b(?:he|she|they)(?:'s| already)? (?:has|have|owns?))"
_COUNTED_UP = re.compile(
    rf"{_GOT} (?:an? |some |his |her |the )?(?P<one>[a-z][a-z -]{{2,24}}?)(?:,| and|,? and)? (?:and )?{_GOT} (?:an? |some )?(?P<rest>[a-z0-9][a-z0-9 ,-]{{2,60}})"
)


def _counted_up(text: str, vocabulary: Vocabulary) -> tuple[list[str], int, int] | None:
    """What somebody is said twice in a row to have got, and where; None where it is not, or where it lives."""
    match = _COUNTED_UP.search(text)
    if match is None:
        return None
    labels = things_of(match["one"], vocabulary) + things_of(_HOW_MANY.sub("", match["rest"]), vocabulary)
    return None if not labels or set(labels) & _LIVING else (labels, *match.span())


def covered_by(labels: Iterable[str]) -> set[str]:
    """What is left out together with these ("alcohol": wine, beer ...)."""
    given = set(labels)
    return {within for label, others in _WITHIN.items() if label in given for within in others}


def _of_other(text: str, position: int, others: Sequence[tuple[int, int]]) -> bool:
    """Whether another person is the subject right before a position ("her husband is allergic to ...")."""
    return any(
        0 <= position - end <= 6 and not re.search(r"[.!?;,]|says?|said|told|wants", text[end:position])
        for _, end in others
    )


# "A machine of coffee", as who learned English late calls a coffee machine.
_TURNED = re.compile(
    r"\b(?P<thing>machines?|makers?|grinders?|mills?|presses|press|boards?|tables?|shoes|boots|gloves|bags?|racks?|holders?) "
    r"(?:of|for) (?:the )?(?P<of>[a-z]{3,})\b"
)


def things_of(segment: str, vocabulary: Vocabulary) -> list[str]:
    """The labels of the things that a stretch of normalized text lists, each of at most four words."""
    labels = list_items(_TURNED.sub(r"\g<of> \g<thing>", segment), vocabulary, whole=True)
    return [label for label in labels if len(label.split()) <= 4]
