"""Talk about the wishlist, which may name anything ("save the dinosaur puzzle", "send it to my husband")."""

from __future__ import annotations

import re

_LIST = r"(?:(?:my|the|this|our|whole|entire|that) ){0,2}(?:wish ?-?list|list|favou?rites|favs|saved (?:gifts?|items?|ones|things))"
_ASK = r"^\W*(?:(?:ok(?:ay)?|and|so|now|then|please|pls|great|cool|nice|yes|yeah|hey|actually|oh|thanks|perfect|love (?:it|that)|i like (?:it|that)|that'?s (?:nice|great|good))[\s,.!]+)*(?:(?:can|could|would|will) (?:you|u|i|we) (?:please |pls |just )?|please |pls |i(?:'d| would) like to |i want to |let'?s |let me |just |go ahead and )?"
_IT = r"(?:it|this|that|them|these|those|both|all|everything)"

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "unshare_wishlist",
        re.compile(
            r"\b(?:stop|end|undo|cancel|quit|no longer) (?:the )?shar(?:e|ing)\b|\bun-?share\b|\b(?:do not|don'?t|dont) (?:want to )?share (?:it|this|my list|the list)\b"
            r"|\b(?:stop|undo|end|cancel|take back|revoke|disable|remove|delete|kill|withdraw|deactivate|switch off|turn off|close|break) (?:\w+ ){0,2}(?:share(?:d)? )?link\b"
            rf"|\bmake {_LIST} private(?: again)?\b|\btake (?:back|down) the (?:share|link)\b|\bstop (?:\w+ ){{1,3}}(?:seeing|from seeing) {_LIST}"
        ),
    ),
    (
        "count_wishlist",
        re.compile(
            rf"\bhow many (?:\w+ ){{0,5}}(?:on|in|to) {_LIST}\b|\bhow (?:many|much) (?:\w+ ){{0,3}}(?:have i|did i|i(?:'ve)?) (?:saved?|liked?|put|kept)\b|\bhow (?:long|big|full) is {_LIST}\b"
            rf"|\b(?:number of|count) (?:\w+ ){{0,3}}(?:on|in) {_LIST}\b|\b(?:what|how much) (?:does|do|is|would|will) (?:{_LIST}|everything on {_LIST}|(?:it|all that|everything|the list|they) all) (?:cost|come to|add up to)\b"
            rf"|\b(?:total|sum) (?:price |cost )?of {_LIST}\b|\bcount {_LIST}|{_ASK}add (?:{_IT} )?(?:all )?up\b"
        ),
    ),
    (
        "remove_gift",
        re.compile(
            rf"{_ASK}(?:clear|empty|wipe|erase|delete|reset|start over with|clean(?: up| out)?) (?:out )?(?:all (?:of )?|everything (?:on|from) )?{_LIST}\b"
            rf"|{_ASK}(?:remove|delete|take|get rid of|drop|scratch|strike|cross)\b.{{1,60}}\b(?:from|off|on) (?:of )?{_LIST}\b|{_ASK}(?:unsave|un-save|unheart)\b"
        ),
    ),
    (
        "save_gift",
        re.compile(
            rf"{_ASK}(?:add|put|pop|stick|place|move|save|keep|throw|get)\b(?!.{{0,12}}\blink).{{1,70}}\b(?:to|on|onto|in|into|for) {_LIST}\b"
            rf"|{_ASK}(?:save|bookmark|heart|favou?rite|star)\b(?! (?:money|time|the (?:planet|world)|for (?!later)|up\b|me (?:money|time|some))\b)(?! {_LIST})|{_ASK}(?:keep|remember|mark|jot|note|write) (?:down )?(?:{_IT}|the \w+|number|this one|that one)(?: one)?(?: down)?(?: (?:for (?:me|later)|please|in mind))?\W*$"
            rf"|{_ASK}(?:i(?:'?d| would) like|i(?:'?ll| will) (?:take|have|keep)|i want) (?:\w+ ){{1,6}}on {_LIST}\b"
        ),
    ),
    (
        "share_wishlist",
        re.compile(
            rf"{_ASK}(?:how (?:do|can) i )?(?:share|send|e-?mail|text|forward|whatsapp|message|pass|show) (?:me |him |her |them )?(?:{_LIST}|{_IT}|a link)(?: on)? (?:to|with) (?!me\b(?! to))\w+"
            rf"|{_ASK}(?:how (?:do|can) i )?(?:share|send|e-?mail|text|forward|whatsapp) (?:me )?{_LIST}\b|\b(?:link|url) (?:to|for|of) {_LIST}\b|{_ASK}(?:make|get|create|give me) (?:me )?a (?:share(?:able)? )?link\b"
        ),
    ),
    (
        "show_wishlist",
        re.compile(
            rf"{_ASK}(?:show|open|see|view|list|display|look at|check|read)(?: me)? (?:what'?s on )?{_LIST}\b|\bwhat(?:'?s| is| have i got| do i have| did i (?:put|save))(?: \w+){{0,2}} (?:on|in|to) {_LIST}\b"
            rf"|\bwhat (?:did|have) i (?:saved?|put aside|kept)\b|^\W*(?:my )?(?:wish ?-?list|list|favou?rites)\W*$|\bwhere(?:'s| is| are) {_LIST}"
        ),
    ),
)
LIST_TALK = frozenset(name for name, _ in _KINDS)
# What such messages may say beside; whatever else they name is nothing of the wish.
SAID_OF_A_LIST = frozenset({"ordinal", "color", "product_id"})


def list_intent(plain: str) -> str | None:
    """The intent of a normalized message about the wishlist, None for any other."""
    if len(plain.split()) > 20:
        return None
    return next((name for name, pattern in _KINDS if pattern.search(plain)), None)
