"""What a gift is to be like ("something soft", "not too big", "less kitschy"), which no topic and no thing says."""

from __future__ import annotations

import re

from bot.nlu.spans import Finding, Taken

# Quality -> how shoppers ask for it. catalog_index/qualities.py holds what a shop's words vouch for it with.
_WORDS = {
    "soft": r"soft(?:er)?|snuggly|cuddly|fluffy",
    "cozy": r"co[sz]y|co[sz]ier|warm(?:er|ing)?|comfy|comfortable",
    "small": r"small(?:er|ish)?|little(?! (?:something|bit|one|girl|boy))|tiny|tinier|compact|space[- ]saving|pocket[- ]sized?",
    "large": r"big(?:ger|gish)?|large(?:r)?|huge|bulky|massive",
    "light": r"light(?:weight|er)?|not heavy",
    "heavy": r"heavy|heavier",
    "colorful": r"colou?rful|colou?rs|bright(?:er|ly colou?red)?|vibrant|more colou?r",
    "handmade": r"hand[- ]?made|hand[- ]?crafted|artisan(?:al)?|crafted by hand",
    "sustainable": r"sustainable|eco(?:[- ]?friendly|[- ]?conscious|logical)?|environmentally friendly|green(?= (?:gift|present|product|option|choice))|planet[- ]friendly|zero[- ]waste|recycled|ethical",
    "practical": r"practical|useful|handy|functional|(?:he|she|they)(?:'ll|'d| can| could| will| would) (?:actually |really )?use(?: (?:it )?(?:every ?day|daily|a lot|often))?",
    "funny": r"funny|funnier|fun|humorous|silly|jok(?:e|ey)|witty|quirky",
    "romantic": r"romantic|sexy|loving",
    "elegant": r"elegant|classy|classier|stylish|chic|sophisticated|tasteful|refined",
    "unusual": r"unusual|unique|original|different(?! (?:one|ones|kind|person|people|age))|out of the ordinary|special|not (?:so )?(?:common|ordinary|boring|generic)|surprising",
    "personal": r"personal(?:i[sz]ed)?|sentimental|meaningful|from the heart|thoughtful",
    "traditional": r"traditional|classic|old[- ]fashioned|vintage|retro|nostalgic",
    "modern": r"modern|contemporary|minimalist(?:ic)?|sleek|trendy",
    "simple": r"simple(?:r)?|plain(?:er)?|understated|uncomplicated|easy",
    "durable": r"durable|sturd(?:y|ier)|robust|long[- ]lasting|that lasts|(?:well|solidly) made|(?:good|better|high|higher) quality|hard[- ]wearing",
    "natural": r"natural|organic",
    "relaxing": r"relaxing|calming|soothing|to (?:help (?:him|her|them) )?(?:relax|unwind)",
    "creative": r"creative|crafty|hands[- ]on|to make|to build",
    "educational": r"educational|to learn from|(?:he|she|they) can learn(?: from)?|brainy",
    "active": r"active|outdoorsy|to do outside|for outdoors|to get (?:him|her|them) (?:outside|moving)",
    "together": r"to do together|we can do together|to share|for the whole family|to play together",
    "cute": r"cute(?:r)?|adorable|sweet(?= (?:gift|present|little))",
    "kitschy": r"kitschy?|tacky|tackier|cheesy|corny|gimmicky|tat(?:ty)?|novelty",
    "childish": r"childish|babyish|kiddie|kid(?:dy|sy)|immature|for (?:little |small |young )?(?:kids|children)",
    "girly": r"girly|girlie|frilly|pink(?:y)? (?:and|&) (?:glittery|sparkly)",
    "boring": r"boring|dull|ordinary|generic|bland|predictable|clich[eé]d?|common",
    "complicated": r"complicated|fiddly|difficult|complex",
    "flashy": r"flashy|showy|over the top|gaudy|bling(?:y)?|extravagant",
}  # fmt: skip
# Asked for in so many words, these mean what stands here.
_OPPOSITES = {"boring": "unusual", "complicated": "simple", "large": "small", "heavy": "light", "kitschy": "elegant", "flashy": "simple"}  # fmt: skip
# Nobody wishes for these.
_UNWISHED = frozenset({"kitschy", "childish", "girly", "boring", "complicated", "flashy", "heavy"})
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
_QUALITY = re.compile(rf"\b(?:{_ANY})(?!-)\b")
_DEGREE = r"(?:(?:a (?:bit|little|touch|lot)|bit|really|very|quite|super|nice and|so|too|that|just|maybe|actually|kind of|sort of|slightly|somewhat|rather|truly|much|overly|all) )*"
# What goes before a quality that is asked of the gift, and not told of a person.
_ASKED = re.compile(
    r"(?:\b(?:something|smth|sth|somthing|anything|stuff|things?|gifts?|presents?|ones?|it|ideas?)(?: (?:that(?:'s| is| are)?|which is|should|has to|must|needs to|can|could|to|would) ?(?:be )?)? "
    r"|\b(?:more|as|be|but|rather|prefer|want|need|like|a|an|some|any(?:thing)?)(?: it| them)? "
    rf"|(?:^|[,;.!?] ?|\b(?:and|or|&|ok|okay|hmm+|well|oh|no|yes|yeah|preferably|ideally|also|please|maybe|perhaps|just) )){_DEGREE}$"
)
_NOT = re.compile(
    r"\b(?:not(?: just)?|nothing|isn'?t|isnt|aren'?t|arent|less|no|without being|too|never|don'?t want (?:anything|something)|hates?|wasn'?t)"
    r" (?:(?:another|any|an?|be|anything|something|stuff|looks?|look|things?|is|are|that'?s|it|all) )*"
    rf"{_DEGREE}$|\btoo $"
)
_TOO = re.compile(
    r"\b(?:too|(?:a )?(?:bit|little)(?: too)?|so|rather|quite|all|very|really|looks?|are|is|seems?|feels?) $"
)
# Of what stands on the table or of somebody: "is it soft?", "he's funny", "the first is cute".
_SAID_OF = re.compile(
    r"\b(?:he|she|they|who|i|we|you)(?:'s|'re|'m| is| are| am| was)? (?:very |really |so |quite |super |a bit |a |an |into |likes? |loves? )*$"
    r"|^\W*(?:is|are|does|do|how|was|which|what)\b[^.!?]*$"
    r"|\b(?:first|second|third|fourth|last|one|\d|that|these|those|this)(?:'s| is| are| looks?| seems?)? (?:\w+ ){0,2}$"
)
_NOUN_AFTER = re.compile(
    r"^ (?!(?:gift|present|thing|thing|something|stuff|idea|one|surprise|treat|toy|and|or|but|for|please|pls|too|enough|if|though|tho|maybe|than|instead|rather|perhaps|that|to|with|because|as|would|is|so|in|on|under|up|around|about|max|he|she|i|they|my|not|no|nothing|ideally|preferably|yet|also|like|that|who|which|over|below|now|item|product|option|choice|accessor|little|from|again|haha|lol|tho|when|at|of|it|than|these|those|ones|then|by|thanks|thank)\b)[a-z]"
)
# Said alone, these praise what is shown.
_PRAISE = frozenset({"cute", "funny", "unusual", "elegant", "romantic", "simple", "creative", "large"})
_ALONE = re.compile(
    r"^\W*(?:(?:oh|ok|okay|lol|haha|aww*|hm+|well|very|so|really|how|that's|its|it's|pretty|quite) ?)*$"
)
_THING = re.compile(r"(?: (?:things?|something|gifts?|presents?|ideas?|stuff|ones?)\b)?")
_NOT_ALONE = frozenset({"together", "creative", "active", "light", "educational"})


def find_qualities(text: str, taken: Taken) -> list[Finding]:
    """The qualities that a normalized text asks of the gift: {"label", "wanted"}; unwanted ones with `wanted` False.

    Understood stretches are added to `taken`, so that they aren't read as interests ("something funny").
    """
    found: list[Finding] = []
    for match in _QUALITY.finditer(text):
        label = match.lastgroup or ""
        before, after = text[: match.start()], text[match.end() :]
        if taken.overlaps(*match.span()) or _NOUN_AFTER.match(after):
            continue
        listed = bool(found) and re.fullmatch(r",? (?:and|or|but|&) (?:also )?|, ", text[found[-1].end : match.start()])
        denied = _NOT.search(before) is not None
        wanted = not denied
        if wanted and label in _PRAISE and _ALONE.match(before) and re.match(r"\W*(?:$|[.!,])", after):
            continue
        if listed and not denied:
            wanted = bool(found[-1].value["wanted"])
        elif not (
            denied
            or _asked(before)
            or (_LIKES.search(before) and _STUFF_AFTER.match(after))
            or (label not in _NOT_ALONE and _asked_behind(before, after))
        ):
            continue
        if wanted and label in _UNWISHED:
            continue
        start, end = _start(before, match.start()), match.end() + len(_THING.match(after).group())  # type: ignore[union-attr]
        value = {"label": label, "wanted": wanted}
        found.append(Finding("quality", value, start, end))
        taken.add(start, end)
        if denied and (instead := _OPPOSITES.get(label)):
            found.append(Finding("quality", {"label": instead, "wanted": True}, start, end))
    return list({(one.value["label"], one.value["wanted"]): one for one in reversed(found)}.values())[::-1]


# "She loves minimalist stuff": a liking of how things are.
_LIKES = re.compile(
    r"\b(?:likes?|loves?|prefers?|adores?|enjoys?|into|fan of|all about|appreciates?) (?:anything |all |really |very )*$"
)
_STUFF_AFTER = re.compile(r"^ (?:stuff|things|design|styles?|look|gifts?|presents?|items|objects|decor)\b")


def _asked(before: str) -> bool:
    return _ASKED.search(before) is not None and not _SAID_OF.search(before)


def _asked_behind(before: str, after: str) -> bool:
    """ "Handmade would be nice": asked for by what stands behind."""
    return not _SAID_OF.search(before) and bool(
        re.match(
            r" (?:would|is|might|could) (?:also )?(?:be )?(?:nice|great|good|lovely|better|best|perfect|ideal|cool|important|a plus)\b",
            after,
        )
    )


def _start(before: str, start: int) -> int:
    """Where the stretch begins: with "something" before it."""
    lead = re.search(
        rf"\b(?:(?:only|just) )?(?:something|anything|smth|sth|stuff|things|an?)(?: that'?s)? {_DEGREE}$", before
    )
    return lead.start() if lead else start
