"""Questions about the shop and about days, which hold words of a wish ("before Christmas", "for my sister's address")."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What such messages name (days, occasions, cards) is nothing of the wish.
SHOP_TALK = frozenset({"shop_question", "delivery_by", "track_order", "occasion_date", "occasion_help"})

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FESTIVAL = r"(?:christmas|xmas|x-mas|hanuk+ah?|chanuk+ah|diwali|deepavali|eid|ramadan|valentine'?s?(?: day)?|galentine'?s?(?: day)?|mother'?s'? day|mothers day|mothering sunday|father'?s'? day|fathers day|easter|halloween|thanksgiving|black friday|(?:lunar|chinese) new year|new year'?s?(?: day| eve)?|kwanzaa|st\.? patrick'?s day|singles'? day|secret santa|graduation|birthday|anniversary|wedding)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = rf"(?:(?:next |this )?{_WEEKDAY}|tomorrow|tonight|today|the weekend|(?:this|next) week(?:end)?|(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of)?(?: {_MONTH})?|\d{{1,2}} {_MONTH}|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}}|{_FESTIVAL}|(?:my|her|his|their|\w+'s) (?:\w+'s )?(?:birthday|party|wedding)|then)"
_COMES = r"(?:arrive[sd]?|arriving|deliver(?:ed|y|s)?|get (?:it|them|this|that|one|something|the \w+) (?:here|there|to)?|get here|get there|get to (?:me|us|her|him|them|\w+)|be here|be there|come[s]?|reach(?:es)?|have (?:it|them|this|that)|get (?:it|them|this|that)|receive (?:it|them|this|that)|make it|ship(?:ped|ping|s)?|here|turn up|in time|fast enough|quick enough|soon enough)"
_DELIVERY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_COMES}\b[^.?!]{{0,40}}\b(?:by|before|until|till|in time for|on time for|for|on|within|(?:in|under) (?:\d+|two|three|four|five) (?:days?|weeks?)|in (?:\d+|a|one|two|three|four) weeks?|tomorrow|today|this week)\b(?: {_DATE}| \w+ {_DATE}|$)?",
        r"\b(?:arrive|here|there|delivered|come|get it|have it|make it)\b[^.?!]{0,25}\b(?:in|on) time\b",
        rf"\b(?:by|before|in time for) (?:\w+ )?{_DATE}\b[^.?!]{{0,40}}\b(?:arrive|deliver|to (?:canada|the uk|germany|france|london)|ship|get here|possible|doable)",
        r"\bif (?:i|we) (?:order|buy|place)\b[^?]*\b(?:when|arrive|come|get|here|deliver|by|before)\b",
        r"\bwhen (?:will|would|does|can|could) (?:it|they|this|that|the (?:gift|present|parcel|package|order))\b[^?]*\b(?:arrive|come|get here|be here|be delivered|delivered|reach)\b",
        r"\bhow (?:soon|quickly|fast|early) (?:can|could|will|would|do|does)\b[^?]*\b(?:arrive|deliver|get (?:it|here|this|them)|here|come|ship|have it)\b",
        r"\b(?:when|until when|by when|how late|how long) (?:do|must|should|can|have|would) (?:i|we)\b[^?]*\b(?:order|buy)\b",
        r"\b(?:last|latest) (?:day|date|chance|moment|time|i can|order)\b[^?]*\border|\border(?:ing)? (?:deadline|by when)|\btoo late to (?:order|buy|ship)",
        r"\b(?:express|standard|next[- ]day|overnight|international)\b[^?]*\b(?:fast|quick|soon|in time|make it)\b",
        rf"^(?:and )?(?:is |would |can )?by {_DATE}(?: to \w+(?: \w+)?)?\W*$",
    )
)
# A day to come by is a must for these patterns' first, which "for" alone would make of every wish.
_STRICT = re.compile(
    rf"\b(?:by|before|until|till|in time|on time|within|in (?:\d+|a|one|two|three|four) (?:days?|weeks?)|if (?:i|we)|when|how (?:soon|quickly|fast|early|late|long)|last|latest|deadline|late|enough|tomorrow|today|this week|on {_DATE}|for {_DATE})\b"
)
_TRACK = re.compile(
    r"\bwhere(?:'?s| is| are|s) (?:my|our|the) (?:order|parcel|package|delivery|stuff|purchase|gifts? i ordered)\b|\btrack(?:ing)?\b[^?]*\b(?:order|parcel|package|number|delivery|link|it)\b|\btracking\b|\border status\b|\bstatus of my order\b"
    r"|\bmy (?:order|parcel|package|delivery)\b[^?]*\b(?:hasn'?t|has not|isn'?t|not|never|still|late|lost|missing|shipped|sent|arrived)\b|\bhas (?:my|our) (?:order|parcel|package)\b|\bordered\b[^?]*\b(?:hasn'?t|isn'?t|not here|nothing|still waiting|never)\b|\bsays (?:it was )?delivered but\b|\bwaiting for my (?:order|parcel|package)\b"
)
_OCCASION = re.compile(
    rf"\b(?:when(?:'?s| is| are|s| does| do| will)|what (?:day|date)(?:'?s| is| does| will)?|which (?:day|date|weekday)(?:'?s| is| does)?|on (?:what|which) (?:day|date)|date of|day of the week)\b[^?]*?\b{_FESTIVAL}\b"
    rf"|\bhow (?:long|many (?:days?|weeks?|sleeps|months?)|soon|far)\b[^?]*\b{_FESTIVAL}\b|\b(?:countdown|days|weeks|sleeps) (?:to|until|till|before) {_FESTIVAL}\b|\bis (?:it )?{_FESTIVAL} (?:soon|near|close|next week|this week|this month)\b|\bhas {_FESTIVAL} (?:passed|been)\b"
)
_NEXT = re.compile(
    r"\b(?:what|which|any|are there|list|show|upcoming|coming|next)\b[^?]*\b(?:occasions?|holidays?|celebrations?|festivals?|gift[- ]giving days?)\b[^?]*\b(?:coming|next|soon|near|upcoming|ahead|up)\b|\b(?:next|upcoming|coming) (?:\w+ )?(?:occasions?|holidays?|celebrations?|festivals?)\b"
)
_SHOP = re.compile(
    r"\b(?:shipping|delivery|postage) (?:cost|fee|price|charge|method|option|time|polic|rate|internationally)|\b(?:cost|price) of (?:shipping|delivery|postage|gift wrap\w*|wrapping|express)\b|\bhow much (?:is|are|does|do|for) (?:the |your )?(?:shipping|delivery|postage|express|gift[- ]?wrap\w*|wrapping|engraving)\b|\bfree (?:shipping|delivery|returns?)\b|\b(?:is|are) (?:the )?(?:shipping|delivery|returns?|gift[- ]?wrap\w*|wrapping) free\b"
    r"|\b(?:do|can|could|will|would) (?:you|u|ya) (?:also )?(?:ship|deliver|post|mail|send (?:it|this|that|them|gifts?|parcels?)?(?: straight| directly)?) (?:to|internationally|abroad|overseas|worldwide|on|at)\b"
    r"|\breturns? (?:policy|window|label|period|it|them|this|that|an? \w+|something|presents?|gifts?)\b(?! for (?:my|a))|\bsend (?:it|this|that|them) back\b|\b(?:get|want) my money back\b|\brefunds?\b|\bexchange (?:it|this|that|them|policy|for)\b|\bswap (?:it|this|that|them) for\b|\bgift receipts?\b|\bwarranty\b|\bguarantee\b"
    r"|\b(?:pay|paying) (?:with|by|via|in|monthly|later|on)\b|\bpayment (?:methods?|options?|plan)\b|\b(?:ways|methods) (?:to pay|of payment)\b|\bpaypal\b|\bklarna\b|\bafterpay\b|\bapple pay\b|\bgoogle pay\b|\binstal+ments?\b|\b(?:promo|discount|coupon|voucher) codes?\b|\bcard (?:was |got |is )?declined\b|\bsales tax\b|\binvoices?\b"
    r"|\b(?:do|can|could|will|would) (?:you|u|it|they|i) [^?.]{0,20}\b(?:gift[- ]?wrap(?:ped|ping)?|wrap(?:ped)?|engraved?)\b|\bgift[- ]wrapping\b|\b(?:add|include|write|put in|print) (?:an? |my |the )?(?:\w+ )?(?:message|note|card)\b|\b(?:cancel|change|amend) (?:my|an|the) order\b|\bstore pick-?up\b|\bclick (?:and|&) collect\b|\bpick (?:it|them) up\b|\bcustoms\b|\b(?:opening|business) hours\b|\bdelivery address\b|\bprice[- ]match"
)
# Returning, paying, wrapping and addresses, whatever day or delivery the message also names.
_ITS_OWN = re.compile(
    r"\b(?:send(?:ing)?|give|giving|bring(?:ing)?|take|taking|mail(?:ing)?|ship(?:ping)?) (?:it|this|that|them|one|something|things|gifts?|presents?)? ?back\b(?! to (?:my|our|his|her|their)\b)(?=\W*(?:$|if\b|when\b|after\b|until\b|for free\b))"
    r"|\b(?:swap|exchange) (?:it|this|that|them|one|something|for)\b|\b(?:return|refund)(?:s|ed|ing|able)?\b(?! home| trip| ticket| flight)"
    r"|\bif (?:he|she|they|it|(?:my |the )?\w+) (?:doesn'?t|does not|don'?t|not|won'?t|hates?|dislikes?|already|has|have)\b ?(?:like|want|need|fit|suit|love|has|have|owns?|got)? ?(?:it|them|one|this)\b"
    r"|\b(?:how|where|when|with what|what) (?:do|can|could|should|would|will|to) ?(?:i|we|you)? ?pay\b(?! attention)|\bpayment (?:options?|methods?)\b|\b(?:which|what) (?:credit |debit )?cards? (?:do|can|are|is)\b"
    r"|\b(?:deliver(?:ed)?|sent|send|ship(?:ped)?|post(?:ed)?|mail(?:ed)?|go)\b[^.?!]{0,30}\b(?:to|at) (?:\S+ ){1,3}(?:house|home|address|place|flat|apartment|office|door)\b|\b(?:deliver(?:ed)?|sent|send|ship(?:ped)?|post(?:ed)?|go)\b[^.?!]{0,20}\b(?:direct(?:ly)?|straight) to\b"
    r"|\b(?:come|arrive|be|get it|send it|sent) (?:gift[- ])?wrapped\b|\b(?:if|what if|when) it (?:arrives?|comes?|gets? here) (?:damaged|broken|faulty|late|too late)\b|\b(?:pick|choose) (?:the|a|which) (?:delivery )?(?:day|date)\b|\ba? ?receipt\b|\bwrite [^?]{2,30} on (?:it|the card)\b"
)
# Said of delivery as such, with no day to come by.
_TIMES = re.compile(
    r"\bhow (?:long|many (?:business |working )?days)\b[^?.!]{0,25}\b(?:to (?:ship|deliver|send|arrive|get here)|shipping|shipment|delivery|sending|the post|postage)\b"
    r"|\b(?:fastest|quickest|cheapest|slowest|quicker|faster|express|standard) (?:delivery|shipping|postage|option to ship)\b(?! gifts?)|\bhow (?:fast|quick(?:ly)?) (?:do|can|is|does|are) (?:you|your|the) ?(?:ship|deliver|send|shipping|delivery)\b|\bis (?:the )?(?:shipping|delivery|postage) to \w+ (?:expensive|dear|possible|free)\b"
)
_ANOTHER_DAY = re.compile(
    r"^\W*(?:ok |so )?(?:and|what about|how about|and what about|and how about|and when is) (?!(?:birthday|anniversary|wedding|graduation|secret))"
    rf"{_FESTIVAL}\W*$"
)
_OF_DELIVERY = re.compile(
    r"\b(?:deliver\w*|arriv\w*|ship\w*|post(?:ed|age|al)?|mail(?:ed)?|sen[dt]|sending|express|overnight|order\w*|courier|parcel|package|in time|on time|reach\w*|come[s]?|by|before|until|till|(?:get|be|gets|have) (?:it |them |this |that |one )?(?:here|there|to)|(?:get|have|receive) (?:it|them|this|that))\b"
)
# Wishes that also tell a day: the gift comes first, its delivery is asked for again.
_WISH = re.compile(
    r"\b(?:gifts?|presents?|something|ideas?) (?:for|to give)\b|\b(?:need|looking for|want|find me|show me|recommend) (?:an? |some )?(?:\w+ ){0,2}(?:gifts?|presents?|something|ideas?)\b"
)
_QUESTION = re.compile(
    r"\?|^\W*(?:ok |and |but |so |hi |hello |also |great |thanks |hmm |um )*(?:is|are|do|does|did|can|could|will|would|should|what|which|when|where|how|who|if|may|any|by|has|have|am|until)\b"
)
# The question comes after a remark or a condition.
_ASKS_LATER = re.compile(r"[.!,;] (?:\w+ )?(?:is|are|do|does|can|could|will|would|what|which|when|where|how|who)\b")
_DAY_NAMED = re.compile(rf"\b(?:by|before|until|till|in time for) (?:\w+ )?{_DATE}")
_FACTS = {"relationship", "age", "interest", "exclude", "budget"}


def shop_intent(plain: str, kinds: Sequence[str]) -> str | None:
    """The intent of a normalized message that asks about the shop or about days; None for all others."""
    facts = set(kinds) & _FACTS
    if _WISH.search(plain) and facts:
        return None
    if _TRACK.search(plain):
        return "track_order"
    asks = bool(_QUESTION.search(plain) or _ASKS_LATER.search(plain))
    if asks and (_ITS_OWN.search(plain) or (_TIMES.search(plain) and not _DAY_NAMED.search(plain))):
        return "shop_question"
    if (asks or len(facts) == 0) and _STRICT.search(plain) and any(pattern.search(plain) for pattern in _DELIVERY):
        return "delivery_by" if not _is_plain_wish(plain, asks, facts) else None
    if _OCCASION.search(plain) or _ANOTHER_DAY.match(plain):
        return "occasion_date"
    if _NEXT.search(plain) and not facts:
        return "occasion_help"
    if _SHOP.search(plain) and (asks or not facts):
        return "shop_question"
    return None


def speaks_of_delivery(plain: str) -> bool:
    """Whether a normalized message has any word of delivery, without which it can't ask for its day."""
    return _OF_DELIVERY.search(plain) is not None


def _is_plain_wish(plain: str, asks: bool, facts: set[str]) -> bool:
    """Whether a statement that holds a day is a wish all the same ("for Christmas, he likes tea")."""
    return not asks and (bool(facts) or _WISH.search(plain) is not None)
