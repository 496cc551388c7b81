"""Sentences that name people, ages, sums and things without being a wish: tasks, questions of fact, stories."""

from __future__ import annotations

import re

# Whoever says one of these may well want a gift, whatever the rest of the sentence looks like.
_WISHING = re.compile(
    r"\b(?:gift(?:s|ing|ed)?(?! (?:cards?|wrap\w*|vouchers?|receipts?|i (?:ordered|bought)))|presents?|pressies?|prezz?(?:ie|y)s?|budget|something|anything|smth|sth|ideas?|looking|shopping|"
    r"get (?:him|her|them|my|an?|for|some)(?! (?:job|visa|licen[cs]e|divorce|loan|tattoo|refund|cold|taxi|passport|haircut|life|raise))|buy(?:ing)?|for (?:him|her|them)|want(?:s|ed)?(?! me\b)|(?<!will i )(?<!do i )needs?(?! (?:at|to|in|every|per)\b)|would like|like to (?:get|give|see|buy)|"
    r"have you got|do you (?:have|sell|stock|carry|do any)|got (?:any|some)|any(?:one|body)? (?:good )?(?:for|with)|show me|find me|see (?:some|any|the|your)|"
    r"recommend|suggest\w*|surprise|treat|stuff|things?|under \$?\d+|up to \$?\d+|max(?:imum)?|loves?|likes?(?!\W*(?:$|in\b|today|tomorrow|right now|outside|there|over there))|enjoys?|into|fan of|obsessed|hobb(?:y|ies)|"
    r"(?:people|you|one|someone|to) (?:usually |normally |typically |often )?(?:give|get)|is there|are there|what about|how about|turning|turns)\b"
)
_POLITE = r"^\W*(?:(?:hey|hi|hello|ok(?:ay)?|so|and|but|please|pls|well|um+|right|now)[\s,.!]+)*(?:(?:can|could|would|will) (?:you|u) (?:please |pls )?|please |pls |i want you to |you should |go and |help me (?:to )?)?"
# Things to be done that are no shop's business; "write a birthday poem for my wife" is no present.
_TASK = re.compile(
    _POLITE + r"(?:"
    r"(?:write|compose|draft|translate|rewrite|proofread|summari[sz]e|correct|spell|recite|calculate|compute|solve|convert|explain|define|prove|code|debug|program|refactor) "
    r"|(?:call|ring|phone|text|email|message|wake|tell) (?:my|me|us|him|her|the kids|dad|mum|mom|grandma|911|999)\b(?! (?:more|about (?:it|this|that|the)|which|what (?:you|to)|why))"
    r"|(?:book|reserve|rent) (?:me |us )?(?:an? |some |the |my )?(?!.{0,20}\b(?:book|lover))(?:table|flight|room|hotel|taxi|cab|uber|car|appointment|ticket|trip|holiday|doctor|seat)"
    r"|(?:set|start|cancel) (?:me )?(?:an? |the |my )(?:\w+ )?(?:alarm|timer|reminder|appointment)|(?:remind|wake) me\b|(?:turn|switch) (?:on|off|up|down)\b"
    r"|(?:sing|play|recite|rap|hum|dance)(?: me| us)?(?: an?| the| some)? \w+(?! for (?:him|her|my))|(?:google|search the (?:web|internet)|look up|open (?:the |my )?(?:\w+)$)"
    r"|(?:lend|loan|give|send|pay|transfer|wire) me (?:\W|\d|some money|money|cash|a loan|a pony|a picture|a photo)|guess (?:my|what|how|who)\b"
    r"|(?:give|tell)(?: me| us| my [\w ]{2,20}| him| her)? (?:an? |some |the )?(?:\w+ )?(?:riddles?|jokes?|hint|clue|recipes?|horoscope|lottery numbers|trivia|fun fact)\b"
    r"|(?:show|send) (?:me |us )?(?:an? |some |the )?(?:picture|photo|video|map|news|weather|meme|image)s? (?:of|from|for)|say (?!it'?s|about|around|\$?\d)\w+"
    r"|(?:find|get|recommend|suggest)(?: me| us)? (?:an? |some |the )?(?:\w+ )?(?:flights?|hotels?|restaurants?|apartments?|jobs?|plumbers?|dentists?|doctors?|girlfriend|boyfriend|date|taxi|parking|recipes?|movies? to watch|song to)\b"
    r"|teach (?:me|my|us)\b|(?:do|finish|check|help (?:me |my \w+ )?with) (?:my |his |her |their |some )?(?:\w+ )?(?:homework|essay|assignment|taxes|thesis|exam|cv|resume)\b"
    r")"
)
_HOMEWORK = re.compile(r"\b(?:homework|my (?:essay|thesis|assignment)|maths? (?:problem|question|exam))\b")
_PLACE = re.compile(
    r"\b(?:hotels?|restaurants?|flights?|cafes?|airbnbs?|pubs?|bars|cinemas?|hospitals?|pharmac(?:y|ies)|petrol stations?|gas stations?) (?:in|near|to|for|from|around|open|under)\b|\bnear me\b|\brecipes?\b(?! (?:book|box|cards?|journal|holder))(?: (?:for|of|with)\b|$)"
)
_QUESTION = re.compile(
    r"^\W*(?:(?:hey|hi|hello|ok(?:ay)?|so|and|but|well|um+|right|now|quick question|question|tell me|do you know|can you tell me|any idea|i wonder|wondering|just curious)[\s,.!:]+)*"
    r"(?:who(?:'s|s| is| was| are| were| won| wrote| invented| painted| plays| made| would| sings| brings| died| has| did| do| does| owns| will| should)?\b(?! (?:likes|loves|is into|enjoys))"
    r"|when(?:'s| is| was| does| do| did| will| are| can| should)\b"
    r"|where(?:'s| is| are| can| do| does| did| was)\b"
    r"|why(?:'s| is| are| do| does| did| was| can't| won't| would| am)\b"
    r"|how (?:do|does|did|is|are|was|were|can|should|would|will|many|much|long|old|far|often|tall|big|hot|cold|deep|fast|to|come|high|late|soon|heavy)\b"
    r"|what(?:'s|s| is| are| was| were| does| did| do| time| day| age| year| date| colou?r| language| country| kind of (?:dog|animal|person)| happens| happened| am| would happen| vaccines?| wine| temperature| percent\w*)\b"
    r"|what (?:should|can|could|shall|must|do) (?:i|we|he|she|you|people) (?:write|do|cook|watch|eat|wear|say|tell|read|listen|drink|think|call|put|bring|make)\b"
    r"|(?:is|are|was|were|am|isn't|aren't) (?!there\b|you (?:able|going)|this (?:one )?(?:good|ok)|it (?:ok|good)|that)\w+"
    r"|(?:do|does|did|don't|doesn't|didn't) (?!you (?:have|sell|stock|carry|do|know (?:of|any)|offer|got)|u )\w+"
    r"|(?:can|could|should|would|will|must|may) (?!you|u\b|i (?:see|get|have|find|look|browse|filter|order)|we (?:see|get|have|find))\w+"
    r"|which (?:dinosaurs?|country|planet|animal|team|day|year|bus|train|president|actor|film|movie|song|language|came|was|is the)\b)"
)
# Of a person, what has happened and how things stand; presents are bought for what people like.
_STORY = re.compile(
    r"\b(?:my|our|the) (?:[\w'-]+ ){0,3}(?:left me|broke up|cheated|barks?|snores?|won'?t (?:eat|get|stop|sleep|listen|talk|do|let|go|leave)|"
    r"never (?:talks?|calls?|listens?|came|arrived|showed|answers?|cleans?|helps?)|grew up|drives? an?\b|bought (?:a|an|the|himself|herself|us|new)\b|works? (?:at|for|in|as)\b|used to (?:live|work)|"
    r"is (?:a nightmare|so annoying|driving me|sleeping|snoring|staying|coming over|visiting|at (?:work|school|university|uni|college)|in (?:hospital|the army|jail|prison|bed)|from|angry|mad at|ill|sick|dead|"
    r"away|late|pregnant|crying|teething)|"
    r"was (?:in|a|an|born|at|so|very|angry|here|late|on)\b|were (?:in|at|both)\b|died|passed away|is always|are always|keeps? (?:\w+ing)|says|said|thinks|told me|forgot|hates me|doesn'?t (?:love|trust|talk|listen|understand) |"
    r"shouted|yelled|starts? (?:school|work|a new job)|started|still lives?|lives? (?:in|at|with|next)|walked|jumped|ate|broke|crashed|lost|fell|got (?:a|married|divorced|fired|sick|arrested|stuck|lost)|moved (?:in|to|out)|went|has a (?:fever|cold|rash|temperature|cough)|"
    r"gave me|got me|sent me|bought me|made me|took me)\b"
    r"|^\W*(?:i|we) (?:\w+ly )?(?:had|saw|went|watched|ate|turned|used to|grew|drank|met|slept|woke|ran|read|played|visited|moved|left|forgot|failed|passed|got (?:up|home|married|divorced|fired|a (?:present|gift|new|cold))|"
    r"live|work|study|am reading|was|were|never (?:get|got|had|receive)|have (?:a|an|two|three|four|five|no|many|some) (?!budget|gift|present|idea|friend|question|nephew|niece|coworker|colleague))\b"
    r"|^\W*i(?:'m|m| am) (?:\d+|reading|watching|going to (?!be\b)|at|in|on my way|thinking (?:about|of) (?:going|moving|changing|leaving|quitting)|writing|learning|working|cooking|sitting|tired|bored|hungry|a \w+$)"
    r"|\b(?:gave|given|got|bought|sent|received) (?:me|us) .{0,60}\b(?:awful|terrible|horrible|hated?|ugly|believe|broken?|again|lol|yesterday)\b|\bi (?:got|received|was given) .{0,60}\b(?:from|by) my\b"
    r"|\bit'?s my (?:own )?(?:birthday|anniversary|wedding)\b|\bmy (?:\w+ ){0,3}(?:forgot|ruined|missed) my\b"
)
# Talk about presents that is no wish for one.
_ABOUT_GIFTS = re.compile(
    r"^\W*why (?:do|does|did|are|is)\b|^\W*how (?:do|does|should|can) (?:i|you|we|one) (?:wrap|say|return|write|thank|fold|tie|hide|regift|send|refuse)\b"
    r"|^\W*(?:is|was|would) it (?:be )?(?:rude|ok|okay|normal|bad|wrong|polite|weird|too late) (?:to|if)\b|^\W*who (?:brings|brought|invented|gives)\b|\bregift\w*\b"
    r"|\b(?:i|we) (?:only |just |once )?(?:got|received|was given|were given|opened|had|returned|threw|sold|gave away) .{0,40}\b(?:gifts?|presents?)\b(?!.*\b(?:need|want|looking|ideas?|now)\b)"
    r"|\b(?:i|nobody|no ?one) (?:never|ever|hardly ever) (?:get|gets|got|gives?|gave) .{0,10}\b(?:gifts?|presents?)\b"
    r"|\bapply (?:as|for|to)\b|\b(?:vacanc(?:y|ies)|job openings?|work (?:for|with) you|are you hiring)\b"
    r"|\bi want to (?:return|exchange|send back|give back|complain)\b"
)
_SUM = re.compile(
    r"\d\s*[x*+/^=]\s*\d|\b\d+ (?:times|plus|minus|divided by|percent of|% of|squared)\b|\d% of|\bhow much is \W?\d+|\bin (?:euros|dollars|pounds|yen|celsius|fahrenheit|miles|kilomet\w+)\b\W*$|^\W*solve\b"
)
# What is asked of the assistant itself, and what people complain of at home.
_OWN_TIME = re.compile(
    r"\b(?:will you be|do you want to be|are you) my\b|^\W*(?:and |so |hey )?do you (?:like|love|enjoy|prefer|believe|eat|sleep|dream|drink|want to|speak|feel|remember|know (?:siri|alexa|who|that|where|when|why))\b"
    r"|\bnever (?:talks?|calls?|listens?|helps?|answers?)\b|\bwon'?t (?:get (?:out of|up)|eat (?:his|her|their|any)|listen|talk to|do (?:his|her|their))\b"
)
_COMPLAINT = re.compile(
    r"\b(?:gift ?cards?|vouchers?|order(?:ed|s)?|parcel|package|delivery|refund|charged|invoice|receipt)\b.{0,60}\b(?:not|n't|never|broken?|damaged|late|missing|wrong|expired|twice|balance|cancel|stolen|lost|empty)\b"
    r"|\b(?:cancel|return|exchange|send back|refund|check|track|renew|redeem|change)\b.{0,25}\b(?:order|gift ?card|voucher|present|gift|purchase|parcel|balance|mug|item)\b.{0,40}\b(?:ordered|bought|broke|for|card|balance|me|back|order)\b"
    r"|\b(?:gift|present)s? (?:that )?i (?:ordered|bought)\b.{0,60}\b(?:never|broken?|damaged|late|not|n't|wrong|missing)\b"
)


# Longer ones are letters: somewhere in them is the wish.
_MOST_WORDS = 24
_ASKS_FOR_A_GIFT = re.compile(
    r"\b(?:need|want|looking for|find|buy|get|search\w* for|after|ideas? for) (?:\w+ ){0,4}(?:gifts?|presents?|something)\b"
)


def is_complaint(plain: str) -> bool:
    """Whether a normalized message is about something already bought: an order, a gift card, a return."""
    return len(plain.split()) <= _MOST_WORDS and bool(_COMPLAINT.search(plain))


def is_task(plain: str) -> bool:
    """Whether a normalized message asks for something to be done, is about the assistant, or about gifts as such."""
    if len(plain.split()) > _MOST_WORDS:
        return False
    if any(pattern.search(plain) for pattern in (_TASK, _OWN_TIME, _ABOUT_GIFTS)):
        return True
    return bool(_PLACE.search(plain)) and not _ASKS_FOR_A_GIFT.search(plain)


def is_elsewhere(plain: str) -> bool:
    """Whether a normalized message is a task, a question of fact, a sum or a story rather than a wish."""
    if is_task(plain):
        return True
    if len(plain.split()) > _MOST_WORDS:
        return False
    if _ASKS_FOR_A_GIFT.search(plain):
        return False
    if any(pattern.search(plain) for pattern in (_HOMEWORK, _SUM)):
        return True
    return bool((_QUESTION.search(plain) or _STORY.search(plain)) and not _WISHING.search(plain))
