"""Questions about gifts that were shown, where the words leave no doubt which of them it is."""

from __future__ import annotations

import re

ADVICE = frozenset({"why", "compare", "tell_more", "how_to_use", "goes_with", "in_stock", "which_best", "more_like"})

# What the menu of a card says; the title that follows may hold any word.
_MENU = (
    ("compare", re.compile(r"^\W*compare .{3,} (?:and|with|to) .{3,}")),
    (
        "tell_more",
        re.compile(r"^\W*tell me more about (?!(?:you|yourself|the shop|this shop|shipping|delivery)\b).{3,}"),
    ),
    (
        "why",
        re.compile(
            r"^\W*why (?!do|are|did|is|would|should|not|so\b|can|will|does|have|has|don|won|isn|ar)\S.{2,}\?\s*$"
        ),
    ),
)
# Of the shop, not of a gift.
_SHOP = re.compile(
    r"\b(?:shipping|ships?|shipped|deliver\w*|returns?|refund\w*|exchange[sd]?|pay|paying|payment|order(?:ed|s|ing)?|"
    r"track(?:ing)?|arrives?|arriving|warranty|guarantee|gift[- ]?wrap(?:ped|ping)?|person|human|agent|someone|anyone|"
    r"opening|coupon|discount|voucher|write|layaway|(?:credit|my|bank) card|card details|today|tomorrow|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|number \w+|#\d)"
# A gift as shoppers name one they have seen.
_ONE = rf"(?:it|this|that|they|these|those|this one|that one|number \w+|#\d|option \w+|the {_ORDINAL}(?: one)?|the [\w' -]{{2,40}}?)"

_COMPARE = re.compile(
    r"\bcompar(?:e|ing|ison)\b|\bdifferen(?:ce|ces|t) (?:between|from)\b|\bwhat(?:'s| is| are) the differences?\b|"
    r"\bside by side\b|\bhow (?:do|does|are) .{2,60}\bdiffer(?:ent)?\b|"
    rf"^\W*(?:the )?{_ORDINAL}(?: one)? (?:or|vs\.?|versus) (?:the )?{_ORDINAL}\b|\b(?:vs\.?|versus)\b"
)
_BEST = re.compile(
    r"\bwhich (?:one |of (?:these|those|them|the \w+) |gift )?(?:is|are|'s|would|do|should|will|of .{2,30} is)\b.{0,40}"
    r"\b(?:best|better|nicest|pick|choose|take|recommend|prefer|suggest|go for|buy|get|like most|favou?rite)\b|"
    r"\bwhich (?:one )?(?:should|shall) i\b|\bwhat (?:would|do) you (?:pick|choose|recommend|suggest|take|go for)\b|"
    r"\bwhich (?:one )?(?:would|do) (?:you|she|he|they)\b|\byour (?:favou?rite|top pick|pick|recommendation)(?: one| gift| of (?:them|these|those))?\W*$|"
    r"\bhelp me (?:decide|choose between|pick (?:one|between))\b|\bpick one (?:for me|of (?:them|these|those))\b|"
    r"\b(?:the )?best (?:one|of (?:these|those|them|the (?:bunch|lot|four|three|two)))\b|\bi can'?t (?:decide|choose)\b"
)
_GOES_WITH = re.compile(
    rf"\bgo(?:es)? (?:well |nicely |together )?with (?:{_ONE})\b|\bto go with\b|\baccessor(?:y|ies)\b|"
    rf"\b(?:add|adding) to {_ONE}\b|\bto (?:match|complement|accompany) {_ONE}\b|\bpairs? (?:well )?with\b|"
    rf"\bgoes with (?:what|which)\b|\bwhat else (?:do|does|would|will|should|might|could) (?:i|she|he|they|we|you|it) need\b|"
    r"\b(?:a|some|any) (?:card|wrap|wrapping paper|gift bag)\b.{0,20}\b(?:for|with) (?:it|this|that)\b"
)
_STOCK = re.compile(
    rf"\b(?:is|are) {_ONE} (?:still |currently |now )?(?:in stock|available|sold out|out of stock)\b|\bin stock\b|"
    rf"\b(?:do|have) you (?:still )?(?:have|got|stock) (?:it|this|that|the [\w' -]{{2,30}} one)\b(?! for\b)|\bstill (?:in stock|available)\b|"
    rf"\bhow much (?:is|are|does|do|for|would) {_ONE}\b|\bwhat(?:'s| is) the price (?:of|for)\b|\bwhat does {_ONE} cost\b|"
    rf"\bprice of {_ONE}\b|\bis {_ONE} on sale\b"
)
_TELL_MORE = re.compile(
    rf"\btell me (?:a bit |a little |some )?more(?: about {_ONE})?\W*$|\bmore (?:info|information|details?)\b|"
    rf"\bdetails? (?:on|of|about|for) {_ONE}\b|\bdescribe {_ONE}\b|\b(?:want to |can i )?(?:know|read|hear|learn) more\b|"
    rf"\bmore about {_ONE}\W*$|\bwhat(?:'s| is) {_ONE} (?:exactly|like|about|again)\b|\btell me about {_ONE}\W*$"
)
# A question begins with its verb; "when does the next film come out" is another.
_BEGIN = r"(?:^\W*|[,;.!?] *|\b(?:and|so|but|ok|okay|hey|hmm|also|one|please) )"
_SUBJECT = rf"(?:{_ONE}|she|he|they|you|i|we|one|someone)"
_HOW = re.compile(
    rf"\bhow (?:would|do|does|can|could|should|will|to) ?(?:{_SUBJECT} )?(?:use|play with|wash|clean|set up|assemble|charge|"
    rf"put|care for|look after|store|build|make|operate|start) {_ONE}(?=\W|$)|"
    rf"\bhow (?:does|do|would|will) {_ONE} (?:work|go together)\b|"
    rf"{_BEGIN}(?:does|do|will|would|can) {_ONE} (?:\w+ ){{0,2}}(?:need|require|use|run|take|come|have|include|fit|contain|work|"
    r"make|last|smell|fade|float|play|hold|go in|get)\b|"
    rf"{_BEGIN}(?:is|are) {_ONE} (?:\w+ ){{0,3}}(?:hard|easy|difficult|complicated|washable|waterproof|heavy|loud|noisy|quiet|"
    r"fragile|sturdy|safe|suitable|made|vegan|rechargeable|electric|wireless|handmade|big|small|large|soft|reusable|"
    r"adjustable|dishwasher|machine|foldable|refillable|edible|real|included|assembled)\b|"
    rf"\bwhat (?:size|colou?rs?|material|fabric) (?:is|are|does|do) {_ONE}(?=\W|$)|\bwhat age is {_ONE} (?:for|suitable)\b|"
    rf"\bwhat(?:'s| is| are) {_ONE} made (?:of|from|out)\b|\bwhat(?:'s| is| comes) (?:in|inside|with) (?:{_ONE}|the box|the kit)\b|"
    rf"\bhow (?:big|large|small|tall|long|wide|heavy|loud|many (?:\w+ )?(?:pieces|players|people|colou?rs|parts)) "
    rf"(?:is|are|does|do|can|come|should|would|must)\b(?: {_SUBJECT})?|"
    rf"\bhow long (?:does|do|will|would) {_ONE}\b|\bcan (?:you|i|she|he|they|we|{_ONE}) .{{0,25}}(?:wash(?:ed)?|iron(?:ed)?|"
    r"dishwasher|outside|outdoors|in the rain|clean(?:ed)?|on a plane|machine|fold(?:ed)?|adjust(?:ed)?)\b|"
    rf"\bwhat (?:can|could|would|do) (?:she|he|they|you|i|we) do with {_ONE}\b|\bany tips\b|\btips for using\b|"
    r"\bcan (?:you|i|she|he|they|we) (?:take|use|wear|bring|put|play|carry|eat|drink|open) (?:it|this|that)\b|"
    r"^\W*how many (?:players|pieces|people|parts|cards|colou?rs)\b|\bhow long does (?:a|one|the) (?:game|round)\b|"
    r"\bbatter(?:y|ies) (?:included|needed|required)\b|\b(?:needs?|takes?) batteries\?"
)
_MORE_LIKE = re.compile(
    rf"\b(?:something|anything|one|others?|more|similar|gifts?) (?:like|similar to) (?:it|this|that|the {_ORDINAL})\b|"
    rf"\blike (?:the {_ORDINAL}(?: one)?|it|that one|this one)\b.{{0,6}}\bbut\b|\bthe same but\b"
)
_WHY_GIFT = re.compile(
    rf"\bwhy (?:did|do|would|are|have) (?:you|i|she|he|they) (?:pick|choose|chose|show|suggest|recommend|think|like|want me|"
    rf"recommending|picked|suggesting)\b|\bwhy {_ONE}\W*$|\bwhat makes {_ONE} \w+|\bhow come you (?:picked|chose)\b"
)

# What somebody likes is told, not asked.
_TOLD = re.compile(r"\b(?:he|she|they|who) (?:really |also )?(?:likes|loves|enjoys|love) ")
_AMONG = re.compile(r"\bwhich\b|\b(?:them|these|those|one)\b")
_FACTS = {"age", "interest", "occasion", "budget"}

_ORDERED = (
    ("compare", _COMPARE), ("which_best", _BEST), ("goes_with", _GOES_WITH), ("more_like", _MORE_LIKE), ("in_stock", _STOCK),
    ("tell_more", _TELL_MORE), ("how_to_use", _HOW), ("why", _WHY_GIFT),
)  # fmt: skip


def advice_intent(text: str, kinds: list[str] | tuple[str, ...] = ()) -> str | None:
    """The intent of a normalized text that asks about a gift shown, None where it may be anything else.

    `kinds` are those of what was read of the wish: whoever names a person and an age tells of a wish, whatever it is
    worded like.
    """
    for intent, pattern in _MENU:
        if pattern.search(text) and not _SHOP.search(text):
            return intent
    if _SHOP.search(text) or _TOLD.search(text) or "relationship" in kinds or {"age", "budget"} <= set(kinds):
        return None
    found = next((intent for intent, pattern in _ORDERED if pattern.search(text)), None)
    # "What do you recommend for a six-year-old" is a wish, "which of them for a six-year-old" a question.
    if found == "which_best" and _FACTS & set(kinds) and not _AMONG.search(text):
        return None
    return found
