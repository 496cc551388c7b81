"""What shoppers say all day, with the small words around it that make a classifier unsure: "ok, meanwhile show me more"."""

from __future__ import annotations

import re

_LEAD = (
    r"^\W*(?:(?:and|ok(?:ay)?|good|great|fine|alright|right|thanks|thank you|whatever|meanwhile|well|so|now|then|hm+|yes|yeah|sure|cool|nice|oh|please|pls|back to the gifts|"
    r"go on|not good enough|not bad|hey|brilliant|lovely|perfect|love)[\s,.!]+)*"
)
_TAIL = r"(?:[\s,]+(?:please|pls|plz|then|now|thanks|thx|for (?:him|her|them|us)|ones|gifts|of (?:them|these|those)|if you (?:have|can)|instead|sorry|love|mate))*\W*$"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "more",
        re.compile(
            _LEAD
            + r"(?:(?:can|could) (?:you|i) )?(?:(?:show|shw|give|throw|hit|get|find|see|let me see|let's see)(?: me| us)?(?: with)? )?(?:some |a few |the |any )?"
            r"(?:more|mroe|moar|mor|other (?:things|ones|options|gifts|ideas)|others|another (?:one|two|three|four|few|page|lot|set|batch)|next(?: (?:ones|page|lot|set|few|four))?|what else)"
            + _TAIL
        ),
    ),
    (
        "show_now",
        re.compile(
            _LEAD
            + r"(?:just |don'?t care,? )?show (?:me|us)(?: (?:something|anything|whatever|some|gifts|stuff))?"
            + _TAIL
        ),
    ),
    (
        "dearer",
        re.compile(
            _LEAD
            + r"(?:show me |give me |let me see )?(?:the )?(?:pricier|dearer|more expensive|fancier)(?: ones| gifts| things)?(?: first)?"
            + _TAIL
        ),
    ),
    (
        "cheaper",
        re.compile(
            _LEAD
            + r"(?:show me |something |anything )?(?:the )?(?:chepaer|cheeper|cheapr|cheper|chaper)(?: ones| gifts| things)?"
            + _TAIL
        ),
    ),
    (
        "count_wishlist",
        re.compile(
            r"^\W*(?:(?:and|so|ok|hey)[\s,]+)*(?:what(?:'s|s| is)|how much is|tell me) (?:the|my) (?:total|sum|bill|damage)(?: (?:so far|now|then|price|cost|at the moment))*\W*$"
            r"|^\W*(?:so )?(?:my |the )?total(?: price| cost)?(?: so far)?\W*$|\bhow much am i (?:spending|up to)\b|\bhow much (?:is|would) (?:it|that|this|they)(?: be| come to)? (?:altogether|all together|in total|in all)\b"
            r"|\bwhat (?:does|do|would|is) (?:it|that|this|they|those)(?: all)?(?: be| come to| cost)? (?:altogether|all together|in total|in all)\b|^\W*how many (?:is that|do i have|have i got)(?: now| so far)?\W*$"
            r"|^\W*(?:ok )?add (?:it|them|that|everything) (?:all )?up\b|\bhow much for (?:everything|all) on (?:there|it)\b|\bhow much (?:is|would|do) (?:it all|everything|all of (?:it|them)|they all) (?:cost|come to)?"
        ),
    ),
    (
        "show_wishlist",
        re.compile(
            r"^\W*(?:(?:and|so|ok|right|now)[\s,]+)*(?:(?:can you )?show(?: me)? |remind me )?(?:what|which(?: ones| gifts)?) (?:did i|have i(?: got)?|i(?:'ve| have)?|do i have)(?: (?:saved?|pick(?:ed)?|ch[ou]+sen?|chose|kept|put on it|on there))?(?: (?:so far|now|please|by now|until now))*\W*$"
            r"|^\W*(?:and |so )?what(?:'s| is) (?:on (?:there|it)|saved)(?: (?:so far|now))?\W*$|^\W*(?:ok )?(?:the )?list,? please\W*$"
        ),
    ),
    (
        "list_recipients",
        re.compile(
            r"^\W*(?:and |so |ok )?(?:who(?:'s| is| are)? (?:left|else (?:did|have|do|is)\b.*)|who (?:am i|are we|have i|did i) (?:\w+ ){0,3}(?:for|about|missing|forgotten|got|so far)(?: so far)?)\W*$"
        ),
    ),
    (
        "thank",
        re.compile(
            r"^\W*(?:ok(?:ay)?[\s,]+)?(?:thank you|thanks|thx|ta|cheers|much obliged|obliged|bless you|many thanks)\b(?!.*\b(?:but|show|what|how|can|could|is|are|now|next|save|bye|goodbye|night|and (?:i|we|for|my))\b)[^?]{0,60}$"
            r"|\byou(?:'ve| have) (?:been (?:a star|great|very kind|so kind|so helpful|a great help|lovely)|helped me(?: a lot)?)\W*$"
        ),
    ),
    (
        "not_sure",
        re.compile(
            r"^\W*(?:(?:well|hm+|um+|sorry)[\s,]+)*(?:i (?:really )?(?:don'?t|do not) know|no (?:idea|clue)|i have no (?:idea|clue)|not sure|dunno|hard to say)(?: what (?:he|she|they) (?:likes?|wants?|needs?|(?:is|are) into|does|do)| about (?:that|him|her|them))?\W*$"
        ),
    ),
    (
        "remove_gift",
        re.compile(
            _LEAD
            + r"(?:take|remove|delete) (?:it|that|this|the \w+(?: one)?|number \w+)(?: (?:off|out|away))?(?: again)"
            + _TAIL
        ),
    ),
    (
        "save_gift",
        re.compile(
            _LEAD
            + r"(?:pop|put|stick|chuck|throw) (?:it|that|this|them|the \w+(?: one)?) on (?:(?:my|the) list|there)\b|\bon(?:to)? (?:my|the) list (?:with it|it goes)\b|\bgoes on (?:my|the) list\b|\b(?:jot|note|write|mark) (?:it|that(?: one)?|the \w+(?: one)?)(?: down)? for me\b|\bput me down for (?:it|that one|the \w+)\b"
            r"|\b(?:save|sav|keep) (?:it|that|this|them|those)(?: one)?(?: (?:as well|too|also|then|please))+\W*$|^\W*(?:pls )?sav the \w+(?: one)?\W*$"
            r"|^\W*and (?:the (?:first|second|third|fourth|last|other|cheapest|dearest)|that|number \w+)(?: one)? (?:as well|too|also)\W*$"
            r"|^\W*(?:(?:ok(?:ay)?|fine|good|great|alright|perfect|well|yes|yeah)[\s,.!]+)+(?:keep|save|add) (?:it|that|this|them|both)(?: one)?\W*$"
        ),
    ),
    (
        "reject_kind",
        re.compile(
            r"^\W*(?:these|those|they|all of (?:these|them)) (?:all )?(?:are (?:all )?(?:crap|rubbish|awful|terrible|bad|boring|ugly|shit|garbage|meh|not (?:good|nice|great))|suck)\W*$"
        ),
    ),
    (
        "previous",
        re.compile(
            r"\b(?:back|return) to (?:what|the (?:ones|gifts|things|cards)) (?:you|i|we) (?:showed|had|saw|were)\b|\bwhat you showed (?:me|us) before\b"
        ),
    ),
    (
        "tell_more",
        re.compile(
            r"^\W*(?:and|what about|how about) (?:the |number )?(?:first|second|third|fourth|last|one|two|three|four|[1-4])(?: one)?\W*$|\bwho(?:'s| is| are) the (?:maker|brand|manufacturer)s?\b|\bwho makes (?:it|this|that|the)\b"
            r"|^\W*(?:i (?:guess|think|suppose) )?the (?:first|second|third|fourth|last)(?: one)? (?:is|looks|seems|sounds) (?:ok(?:ay)?|fine|alright|not bad|interesting)\W*$"
            r"|\bthe \w+ one\W+what is (?:it|that)\W*$|\btell me (?:a (?:bit|little) )?more about (?:it|this one|that one)\b"
        ),
    ),
    (
        "why",
        re.compile(
            r"\bwhat speaks for (?:it|this|that|the)\b|\bwhy(?:'s| is) (?:it|this|that|the \w+)(?: one)? (?:good|right|best|nice|fitting|suitable)\b|^\W*(?:any )?evidence\W*$"
        ),
    ),
    ("in_stock", re.compile(r"^\W*(?:in )?stock\W*$")),
    (
        "how_to_use",
        re.compile(
            r"^\W*(?:and |so )?would (?:it|this|that|they|the \w+(?: one)?) (?:suit|fit|work for|be (?:ok|good|right|safe|suitable) for)\b|^\W*(?:and |so )?(?:does|do|would) (?:he|she|they) need (?:to be|to know|any|tools|batteries)\b"
        ),
    ),
    ("deny", re.compile(r"^\W*(?:meh|bleh|nothing there|not my thing|not convinced)\W*$")),
)


def everyday_intent(plain: str) -> str | None:
    """The intent of a normalized message in everyday words, None for any other."""
    if len(plain.split()) > 20:
        return None
    return next((name for name, pattern in _KINDS if pattern.search(plain)), None)
