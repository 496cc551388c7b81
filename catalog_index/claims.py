"""What a product's text plainly says it is not or has not, taken out before exclusions are held against it."""

from __future__ import annotations

import re

_ANIMAL = r"(?:leather|suede|nubuck|fur|wool|silk|down|shearling|sheepskin|feathers?|cashmere|hide|ivory|horn)"
_IMITATION = r"(?:vegan|faux|fake|imitation|mock|artificial|synthetic|plant[- ]based|man[- ]made|cactus|apple|pineapple|mushroom|cork|eco|pu)"
_LIST = r"[a-z]+(?: [a-z]+)?(?:(?:, | and | or |, and |, or )(?:added )?[a-z]+)*"
_CLAIMS = re.compile(
    "|".join(
        (
            r"\b(?:leather|fur|suede)[- ](?:look|effect|like|free)\b|\bleatherette\b",
            r"\bdown[- ]alternative\b",
            # Free of it. "Supplied without batteries" is not: it needs them.
            r"\b[a-z]+(?:[- ]and[- ][a-z]+)?[- ]free\b(?! (?:gift|shipping|delivery|refill|with))",
            rf"\bfree (?:of|from) (?:any |all )?{_LIST}",
            rf"(?<!comes )(?<!supplied )(?<!sold )(?<!delivered )(?<!ships )(?<!arrives )\bwithout (?:any |a |an |the |added )?{_LIST}",
            r"\b(?:needs?|uses?|has|contains?|contain|with|requires?) no (?:added |real )?[a-z]+(?: (?:and|or) [a-z]+)?",
            r"\bno (?:added |real )?[a-z]+(?:(?:, | and | or |, no | and no )[a-z]+)*(?=[.,;:!]|$| (?:needed|required|necessary|inside|involved|at all|anywhere|used|in it|in sight|to (?:charge|change)))",
            r"\b(?:nothing|not) (?:made )?(?:of|from) [a-z]+|\b(?:instead of|rather than|away from|off|replaces?) (?:a |an |the |any |their |his |her )?(?:[a-z]+ )?(?:screens?|plastics?|leather|batter(?:y|ies)|phones?|tablets?|wool|cling film|alcohol|wine|sugar)\b",
            r"\bnon[- ]alcoholic(?: [a-z]+)?|\b(?:alcohol|zero)[- ](?:free|proof)(?: [a-z]+)?|\bunscented\b|\bun(?:perfumed|fragranced)\b",
            # Words that name something else.
            r"\b(?:coat|shirt|jacket|jeans|trouser|shoe|boot) (?:pockets?|bags?|compartments?)\b|\b(?:sock|jumper|sweater) drawers?\b|\bmuddy boots\b|\bcar boots?\b|\bold (?:sneakers|shoes|socks)\b",
            r"\bscreen[- ]?print(?:ed|ing|s)?|\bsilk[- ]?screen(?:ed|ing)?|\bsunscreen\b|\bfire screen\b",
            r"\b(?:hand|face|facial|day|night|eye|body|shaving|foot|barrier|hydrating|ceramide|moisturi[sz]ing) (?:and )?creams?\b|\bserum and cream\b|\bcreams? for (?:hands|feet|the face)\b",
            r"\b(?:on|in|and|speckled|undyed|soft|warm|pale) cream\b|\bcream (?:paper|dial|enamel|cotton|linen|wool|card|inside|canvas|glaze|stripes?|ground|background|and [a-z]+ (?:check|stripes?))",
            r"\b(?:hop|milk|beer|coffee) foam\b",
            r"\b(?:cream|honey|butter|chocolate|coffee|caramel|olive|almond|wine|champagne|peach|biscuit|ginger|rose|lavender|pearl)[- ](?:colou?red|toned?|red|brown|white|yellow|green)\b",
            r"\bmilk (?:bottles?|teeth|tooth|floats?|churns?|crates?)\b|\bwood wool\b|\bcheese plants?\b|\bfishing nets?\b|\bmother[- ]of[- ]pearl (?:patterns?|effect|look)|\bhoneybees?\b|\bhoneyed\b|\bballs and sausages\b|\bsteel wool\b|\bwire wool\b|\bcotton wool\b|\bham radio\b|\bsausage dogs?\b|\brubber ducks?\b|\bnuts and bolts\b|\bbolts and nuts\b|\bwing nuts?\b",
            r"\b(?:ginger|root) (?:ale|beer)\b|\bcider vinegar\b|\bwine vinegar\b|\bspirit level\b|\bsalad dressings?\b|\bdressing table\b|\bdust jacket\b|\bcoat (?:hooks?|racks?|stand)\b|\bbook jacket\b",
            r"\b(?:bath|dishwasher|cleaning|fizzing|effervescent|wax|stone|clay) tablets?\b|\bhide and seek\b|\bfeather[- ]?(?:light|weight|soft)\b|\bscotch tape\b|\bfur bab(?:y|ies)\b",
            r"\bwalnut (?:wood|veneer|board|frame|box|base|stand|handle|finish|case|lid|tray|block|stain|timber|body|legs|hardwood|plywood|wooden)\b|\b(?:solid|black|american|oiled|dark|turned|carved) walnut\b",
        )
    )
)  # fmt: skip


# Milk and butter of plants: the plant stays, for who can't have nuts.
_OF_PLANTS = re.compile(
    r"\b(oat|almond|soya?|coconut|rice|plant|cashew|pea|hazelnut|peanut|cocoa|shea|mango|body|apple|nut|vegan) (?:milk|cream|yogh?urt|cheese|butter)\b"
)
_IMITATED = re.compile(rf"\b{_IMITATION}[- ]{_ANIMAL}\b")
# Stands for an imitation of leather, fur and the like, which is mostly plastic.
IMITATION = "imitationhide"


def without_claims(text: str) -> str:
    """A text, lower case, without what it says to be free of and words in another sense.

    Imitations of leather, fur and the like become the word IMITATION.
    """
    plain = text.lower().replace("’", "'")
    return _CLAIMS.sub(" ~ ", _OF_PLANTS.sub(r"\1", _IMITATED.sub(IMITATION, plain)))
