"""Which intent a message has: the classifier's guess, weighed with what was read in it and with the scene.

Rules stand here only for what a rule knows for certain: danger, other languages, pictures, the words of a card's menu.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.beside import main_part
from bot.nlu.digressions import digression, is_no_business_of_ours
from bot.nlu.intents import ADVICE, LIST_TALK, SHOP_TALK, WISHES
from bot.nlu.languages import foreign_language
from bot.nlu.leaning import LEANED_ON, leans_on_shop, names_day
from bot.nlu.menu import menu_intent
from bot.nlu.normalize import normalize
from bot.nlu.safety import unsafe_kind
from bot.nlu.scene import OPENING, Scene
from bot.nlu.unreadable import is_gibberish, said_by_pictures

# What a gift wish is made of, and what only a wish under way speaks of.
_FACTS = frozenset({"relationship", "age", "interest", "exclude", "budget", "occasion"})
_OTHER_FACTS = _FACTS - {"interest"}
_CHANGES = frozenset(
    {"instead", "only", "color", "quantity", "budget_change", "drop", "correction", "person", "quality", "wrong", "sex"}
)
# Kinds that answer a question.
_ANSWERS = {
    "relationship": {"relationship", "person"},
    "age": {"age", "number"},
    "interests": {"interest", "only"},
    "budget": {"budget", "budget_change", "number"},
}
# The classifier's words for what is beside the matter; the facts in such a message may make it a wish all the same.
_ASIDES = frozenset(
    {
        "off_topic", "compliment", "help", "bot_challenge", "insult", "greet", "thank", "goodbye", "affirm", "deny",
        "occasion_help",
    }
)  # fmt: skip
# What wishes for a quality are mistaken for.
_LIKE_QUALITIES = frozenset(
    {
        "more", "cheaper", "dearer", "not_sure", "show_now", "switch_recipient", "goes_with", "off_topic", "compliment",
        "nlu_fallback", "more_like", "reject_kind", "affirm", "deny", "in_stock", "count_wishlist", "insult", "greet", "start_quiz",
    }
)  # fmt: skip
_STEPS = frozenset({"more", "cheaper", "dearer", "previous", "reject_kind", "start_over"})
# Certain only by its words, which `_certain` looks at.
_BY_WORDS = frozenset({"other_language", "nlu_fallback"})
_NEW_FACTS = frozenset({"budget", "age", "occasion", "drop"})
# Harsh answers are for what is surely harsh.
_UNSAFE, _RUDE = 0.8, 0.45
_SHOW = re.compile(r"\b(?:show|give) me (?:something|anything|stuff|gifts|some|a gift|presents)\b")
# The shop's matter, whatever else is said.
_SHOP_WORDS = re.compile(
    r"\b(?:policy|policies|refunds?|return(?:ed|s|ing)?|exchanges?|warranty|shipping|delivery|klarna|paypal|pay ?pal|apple pay|google pay|credit cards?|debit cards?|afterpay|clearpay|amex|american express|mastercard|installments?|instalments?|engrav(?:e|ed|ing)|gift ?wrap(?:ping|ped)?|opening hours)\b"
)
_SHOP = 2.5

# By how much the chance of a wish grows: for each kind of fact, for what changes a wish, in a wish under way, for an
# answer to the question that stands, for a word such as "gift".
_FACT, _CHANGE, _UNDER_WAY, _ANSWER, _GIFT = 1.6, 2.0, 1.5, 4.0, 2.5
# Of gifts that were never shown hardly anybody asks.
_NOT_SHOWN = 0.3
# Below these nothing is taken for understood: any guess; a wish in which nothing could be read.
_LEAST, _LEAST_UNREAD = 0.25, 0.6

_GIFT_WORDS = re.compile(
    r"\b(?:gifts?|presents?|pressies?|prezz?(?:ie|y)s?|budget|bday|birthday|xmas|christmas|something|smth|sth|somthing|ideas?|looking|buy|get (?:him|her|them|my|an?)|for my|have you got|do you (?:have|sell)|got any|thing to bring)\b"
)
_NEXT = re.compile(
    r"^\W*(?:ok(?:ay)?|great|right|thanks|thank you|cool|good|perfect|and|so|now|next|then|also|plus|what about|how about|alright|awesome|nice)?[\s,.!]*"
    r"(?:now|next|also|and|then|another|what about|how about|i also need|i need another|can you (?:also )?do)\b.{0,40}?\b(?:for|about)\b"
)
# "What's the cheapest of those you showed me": one of the row, not a cheaper row.
_UTMOST_OF_SHOWN = re.compile(
    r"\b(?:cheapest|dearest|priciest|(?:least|most) expensive)\b.{0,20}\b(?:of (?:these|those|them)|(?:you|u)(?:'ve| have)? (?:just )?show(?:ed|n)|so far|on (?:the )?(?:screen|table)|up there|above)\b"
    r"|\b(?:of|from) (?:these|those|them|all)\b.{0,24}\b(?:cheapest|dearest|priciest|(?:least|most) expensive)\b"
)
# "Which is cheapest": one of the row too, while there is one.
_WHICH_UTMOST = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|hm+|but|well)[\s,]+)*(?:which|what|whats|which's)(?: one)?(?:'s|s| is| are| was)? the (?:cheapest|dearest|priciest|(?:least|most) expensive)(?: one)?\W*$"
    r"|^\W*(?:(?:ok|okay|so|and|hm+|but|well)[\s,]+)*which (?:one )?(?:is|'s) (?:cheapest|dearest|priciest|(?:least|most) expensive)\W*$"
)
# To one of the people, whatever is wanted for them.
_TURN = re.compile(
    r"\b(?:back|switch|return)(?: back)? to (?:my|our|the|his|her)?\b|^\W*(?:\w+ ){1,3}again\W*$"
    r"|\bremind me (?:of )?(?:what|which) (?:\w+ ){0,4}for\b"
)
# Where two people are talked about, another person rather than another gift.
_OTHER_ONE = re.compile(r"\bthe other (?:one|twin|kid|child|boy|girl|person)\b")
# Of a gift on the table: "does the hoop need drilling?"; what it names is no wish.
_OF_SHOWN = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|hm+|um+|wait)[\s,]+)*(?:does|is|are|do|can|will|would|did|was|how (?:do|does|did|big|long|heavy|many|much|old|hard|loud)|"
    r"who (?:makes|made|is)|where (?:is|are|was|does))\s+(?:the|those|these|that|this)\s+(?!(?:kids?|children|boys?|girls?|twins|couple|baby)\b)[a-z]"
)
# "And Leo?", "back to Maya please"
_NAMED_TURN = re.compile(
    r"^\W*(?:(?:and|now|ok|okay|so|then|next|great|right|alright|nice|lovely|cool|good|perfect|brilliant|awesome|wonderful|thanks|thank you|cheers|super|fine|well|yes|yeah|done|what|how|about|for|on|go|back|to|switch|return|over|let'?s|love (?:it|that|those)|that'?s (?:him|her|them) (?:done|sorted))[\s,.!]+)*[a-z]+\W*(?:(?:then|now|again|please|pls|plz|next)\W*)*$"
)
# What makes a message a wish, whatever question stood before it.
_OF_A_WISH = frozenset({"relationship", "age", "budget", "budget_change", "person", "only", "instead", "color", "ware"})
# Guesses that a question leaning on the shop's answer is mistaken for.
_MISTAKEN = ADVICE | {
    "off_topic", "nlu_fallback", "compliment", "help", "affirm", "not_sure", "request_gift", "inform", "next_recipient",
    "switch_recipient",
}  # fmt: skip
# What every question may hold, and questions about the world.
_OF_ANYTHING = frozenset({"interest", "exclude", "gender", "ordinal", "number", "color", "ware"})
_KNOWLEDGE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hey|hi|well)[\s,]+)*(?:what'?s an? |what (?:is|are|was) |how (?:do|does|did|is|are|many|much|far|long|old|come) |why |who |when |where |"
    r"play (?:me )?(?:some|a|the) |sing |translate |conjugate |define |explain (?!why)|spell )"
)
# About what the shopper does, not gives: "what can I cook for my girlfriend tonight".
_OWN_DOING = re.compile(
    r"\bwhat (?:can|could|should|shall|do) (?:i|we) (?:cook|eat|drink|wear|put|pack|write|say|tell|watch|text|reply|feed)\b"
)
# By how much the chance of a wish shrinks where a question about the world names its topic.
_WORLD = 0.35
_NAMES_LONGEST = 8
# "The second looks cheap": of a gift on the table, which is turned down by it.
_TURNED_DOWN = re.compile(
    r"\b(?:look(?:s|ing)?|is|are|'s|seems?|feels?)(?: \w+)? (?:cheap|ugly|hideous|horrible|awful|terrible|naff|tacky|boring|lame|silly|weird|odd|childish|kitschy?|cheesy|dull|old[- ]fashioned|rubbish|crap|ridiculous|not (?:her|him|them|nice|good|right|great))\b"
    r"|\b(?:don'?t|dont|do not|didn'?t) (?:really |much )?(?:like|love|care for|fancy|want)\b|\bhate\b|\bnot (?:really |quite )?(?:her|him|his|them|their|my|for (?:her|him|them))\b|\b(?:ew+|yuck|ugh)\b"
)
_TURNS_DOWN = re.compile(
    r"\b(?:(?<!nothing )(?<!not )(?<!anything )too|isn'?t|aren'?t|not (?:really|quite|her|him|my|for)|don'?t|these are|all)\b"
)
_OF_TASTE = frozenset({"insult", "compliment", "off_topic", "nlu_fallback", "inform", "not_sure", "deny", "tell_more", "ask_product", "more_like", "affirm"})  # fmt: skip
# "Same as me basically", "she has the same taste as my sister"
_SAME_AS = re.compile(
    r"\b(?:same|similar)(?: (?:taste|things?|stuff|interests?|hobbies|kind|sort))* (?:as|to|like) (?:me|mine|my|her|him|his|hers|the)\b|\bjust like me\b"
)
_FOR_WHOM = re.compile(
    r"\bnot for (?:the|his|her|their) [\w ]{2,20}[,.;]? (?:but |it'?s )?(?:for )?(?:her|him|them|me)\b"
)
_BACK_TO = re.compile(r"\b(?:back|return|switch)(?: over)? to (?P<who>[a-z]+)\b")
_KEEPS = re.compile(r"\b(?:save|add|keep|put|heart|note|remember|take|list|pick|want|buy)\b")
_FAREWELL = re.compile(r"\b(?:bye+|goodbye|see (?:you|ya)|cya|ta|thanks|thank you|thx|ty|cheers|later|night)\b")
_OUT_OF_QUESTION = re.compile(r"^\W*(?:(?:oh|and|but|ok|please|also|no)[\s,]+)*(?:no|not|nothing|without|never)\b")
_BACK_TO_KIND = re.compile(r"\b(?:back|return) to (?:the |those |some )?")
_SPOILS = re.compile(r"\b(?:spoil|treat|pamper) (?:him|her|them|my|our)\b")
_IDEAS_FOR = re.compile(r"\b(?:ideas?|suggestions?|inspiration) for (?:my|our|a|an|the|his|her)\b")
_LAUGH = re.compile(r"\W*(?:(?:a?ha){2,}h?|(?:he){2,}h?|lo+l+|lmf?ao+|rofl)\W*")
_ENDS_QUIZ = re.compile(
    r"^\W*(?:(?:ok|okay|please|pls|no|nah|can you|let'?s)[\s,]+)*(?:stop|end|quit|leave|exit|cancel|close|skip|no more) (?:the |this |that )?(?:picture |gift )?quiz\b"
)
# Somebody's great day in a few words, and nothing that is to be done about it.
_NEWS = re.compile(
    r"^\W*(?:(?:it is|it'?s|so|well|hi|hey|hello|ok|okay|and|but|oh|guess what|soon)[\s,]+)*(?:my|our)\b(?=(?:\W*\w[\w']*){2,9}\W*$)"
    r"(?!.*\band everybody\b)[\w' ]*(?:\b(?:is|are|has|have|turns?|turning|gets?|getting|celebrates?|celebrating|graduates?|graduating"
    r"|retires?|retiring|moves?|moving|expecting)\b|'s\b)"
)
# "My gf is picky": of somebody to find a gift for, though nothing is asked.
_HARD_TO_PLEASE = re.compile(
    r"\b(?:picky|fussy|choos[ye]y?|hard to (?:buy|shop|please|find)|difficult to (?:buy|shop|please)|impossible to (?:buy|shop|please)|has everything|wants nothing|never wants anything|loves? (?:surprises|presents))\b"
)
# "No, something else": turned down, not merely answered.
_SOMETHING_ELSE = re.compile(
    r"^\W*(?:(?:no|nah|nope|hm+|ugh|meh|ok|sorry|please)[\s,.!]+)*(?:something|anything|show (?:me )?something|try something) (?:else|different)\W*(?:please|pls|then|maybe)?\W*$"
)
_WHICH_MOST = re.compile(
    r"^\W*(?:(?:and|ok|so|but|hm+)[\s,]+)*(?:which|what)(?: (?:one|of (?:them|these|those|the two)))?(?:'s| is| are| would be| looks?| feels?) (?:the )?(?:warm|soft|light|small|bigg|larg|strong|easi|cut|funni|nic|sturdi|healthi|fresh|quiet|long|short|prett|quick|heavi|saf|simpl|fanci)(?:t?i?er|est|r|st)\b"
    r"|^\W*(?:(?:and|ok|so|but|hm+)[\s,]+)*(?:which|what)(?: (?:one|of (?:them|these|those|the two)))?(?:'s| is| are| would be| looks?| feels?) (?:the )?(?:more|most) (?!expensive|like)[a-z]+\b"
)
_TAKES = re.compile(
    r"\b(?:i'?m|i am|i'?ll|ill|i will|we'?ll|we're|i'?m gonna) (?:be )?(?:tak(?:e|ing)|hav(?:e|ing)|gett?(?:ing)?|buy(?:ing)?|go(?:ing)? (?:with|for)) (?:it|that(?: one)?|this(?: one)?|the (?:first|second|third|fourth|last|\d(?:st|nd|rd|th)?)(?: one)?)\W*(?:then|please|thanks|thank you|pls|ta)?\W*$"
)
_ANOTHER_FOR = re.compile(
    r"^\W*(?:(?:and|now|also|ok|great|next|plus)[\s,]+)*another (?:one |gift |present )?(?:(?:with the )?same (?:limit|budget|price|amount|again) )?for (?!(?:him|her|them|it|me|this|that|\d|under|less|the same)\b)[a-z]+"
)
_OF_SELF = re.compile(
    r"^\W*(?:(?:well|so|ok|okay|hmm+|um+|oh|and|no|yeah)[\s,]+)*(?:i\b(?!\s+(?:was|were|got|had|just (?:got|had|lost)))|i'm|im|my|no more|no)\b"
)
# "And the boy?": to one of the people, who is told apart by what they are.
_DESCRIBED_TURN = re.compile(
    r"^\W*(?:(?:nice|ok|okay|cool|great|right|good|lovely|perfect|thanks|and|now|then|so|next|what about|how about|back to|on to|to|for)[\s,.!]+)+the (?:(?:little|big|older|younger|oldest|youngest|other) )?(?:boy|girl|baby|toddler|teenager|teen|kid|child|twins?|lad|lass|one|little one|man|woman|lady|couple|old man|old lady)\W*(?:then|now|again|please|pls)?\W*$"
)
# Those talked about are nobody new.
_BOTH_OF_THEM = re.compile(
    r"\bfor (?:the two|both|all|the three|all three) of (?:them|us)\b|\bfor them both\b|\bfor both\W*$"
)
_WHEN_IS = re.compile(
    r"^\W*(?:(?:hey|hi|so|and|ok|but|btw|oh|wait)[\s,]+)*(?:when(?:'s| is| are| was| does)?|what (?:day|date)(?: of the (?:week|month))?(?: is|'s| does)?|(?:on )?which (?:day|date) is)\b"
)
_ADDS_IT = re.compile(
    r"(?:^|[.?!;,]\s*|\b(?:and|ok|yes|yeah|please) )add (?:it|that|this)(?: one)?(?: to (?:the|my) (?:list|wishlist|basket|cart))?\W*(?:please|pls|thanks)?\W*$"
)
_ASKS_SHOP = re.compile(
    r"\?|^\W*(?:(?:and|so|but|ok|okay|hi|hey|also|btw|oh)[\s,]+)*(?:do|does|can|could|is|are|how|what|whats|what's|when|where|will|would|which|who|if|any)\b|\b(?:free|postage|charge|tax|customs|discounts?|vouchers?|codes?|member|see|currency)\b"
)
_EXPECTS = re.compile(r"\b(?:pregnant|expecting)\b")
# Whose day it is is told by who wants a gift for it; a question about it, or what was given, is another matter.
_OF_OCCASION = frozenset({"relationship", "occasion"})
_ASKS = re.compile(
    r"\?|\b(?:got|gave|bought|forgot to|last (?:year|week|month|time)|yesterday|was|were|should i (?:go|wear|say)|speech|invited|hate|awful|ruined)\b"
)
# A plain statement about whom the gift is for.
_OF_RECIPIENT = re.compile(
    r"^\W*(?:(?:well|oh|but|and|so|btw|also|actually|hmm+|fyi|by the way)[\s,]+)*(?:he|she|they|we|his|her|their)(?:'s|'re|'ve|s)? (?:\w+ ){0,2}(?:is|are|has|have|had|lives?|do(?:es)?n'?t|don'?t|never|always|works?|just|not|very|quite|really|only|can'?t|won'?t|wouldn'?t|isn'?t|aren'?t|already|usually|rarely|barely|all)\b[^?]*$"
    r"|^\W*(?:(?:well|oh|but|and|so|btw|also|actually)[\s,]+)*(?:he|she|they|we)(?:'s|'re| are| is)? (?:not )?(?:(?:very|so|quite|really|that|a bit|pretty|super|rather) )*[a-z]+\W*$"
)
_OF_RECIPIENT_FACTS = frozenset({"relationship", "age", "budget", "interest"})
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent with the classifier's confidence, 0 to 1."""

    name: str
    confidence: float


_NO_WORD_KNOWN = Guess("nlu_fallback", 1.0)


def settle(text: str, guesses: Sequence[Guess], kinds: Sequence[str], scene: Scene = OPENING) -> str:
    """The intent of a message: `guesses` of the classifier, `kinds` of the entities that were read in it."""
    text = main_part(text)
    plain, found = normalize(text), frozenset(kinds)
    if (certain := _certain(text, plain, found)) is not None:
        return certain
    if scene.shown and not found & _OTHER_FACTS and _OF_SHOWN.search(plain):
        found -= {"interest"}
    told = found & (_FACTS | _CHANGES)
    if _BACK_TO.search(plain) and _back_to_name(plain, scene):
        return "switch_recipient"
    if not told and (_turns_to_name(plain, scene) or (scene.several and _DESCRIBED_TURN.search(plain))):
        return "switch_recipient"
    if "occasion" in found and not told & _OF_RECIPIENT_FACTS and _WHEN_IS.search(plain):
        return "occasion_date"
    if not told and guesses and guesses[0] == _NO_WORD_KNOWN:
        return "nlu_fallback"
    if scene.last == "occasion_date" and found == {"occasion"} and len(plain.split()) <= _FEW_WORDS:
        return "occasion_date"  # "and Hanukkah?"
    chances = _weighed(guesses, plain, found, scene)
    if not chances:
        return "inform" if told else "nlu_fallback"
    best = max(chances, key=lambda name: chances[name])
    if best == "shop_question" and "budget" in found and not (_SHOP_WORDS.search(plain) or _ASKS_SHOP.search(plain)):
        return "inform"  # "price is no issue by the way"
    if best in _MISTAKEN and scene.last == "delivery_by" and not found & _OF_A_WISH and names_day(plain):
        return "delivery_by"  # "the party is on the 18th"
    if best in _MISTAKEN and _goes_on_about_shop(plain, found, scene):
        by_day = chances.get("delivery_by", 0.0)
        return "delivery_by" if by_day > max(chances.get("shop_question", 0.0), _LEAST) else "shop_question"
    if (
        "ware" in found
        and best in {"shop_question", *(() if scene.shown else ADVICE)}
        and not _SHOP_WORDS.search(plain)
    ):
        return "inform"  # "do you have anything by Otterby?"
    if scene.narrowed and "any_kind" in found and best not in SHOP_TALK | LIST_TALK | ADVICE:
        return "inform"  # "all kinds of things are fine": neither more of the one kind nor another instead
    news = found.issuperset(_OF_OCCASION) or ("relationship" in found and _EXPECTS.search(plain))
    if scene.shown and (settled := _of_shown(plain, found, best)) is not None:
        return settled
    if best == "off_topic" and scene.for_shopper and found & {"interest", "exclude"} and _OF_SELF.search(plain):
        best = "inform"  # "well i run and drink too much coffee"
    if best == "off_topic" and "relationship" in found and _HARD_TO_PLEASE.search(plain):
        best = "inform"
    if best == "off_topic" and news and _NEWS.search(plain) and not _ASKS.search(plain):
        best = "inform"  # "my best mate is getting married"
    if best == "off_topic" and scene.under_way and "exclude" in found and len(plain.split()) <= _FEW_WORDS:
        best = "inform"  # "allergic to wool"
    if best in _ASIDES and told and sum(chances.get(name, 0.0) for name in WISHES) > chances[best]:
        best = "inform"
    if best == "goodbye" and found & _FACTS and not _FAREWELL.search(plain):
        return "inform"  # "ok tea then"
    if best == "dearer" and not scene.shown and not told and _SPOILS.search(plain):
        return "request_gift"
    if best == "unsafe" and "exclude" in found and _OUT_OF_QUESTION.search(plain):
        return "inform"  # "no knives please"
    if "denied" in found and "number" in found and best in _STEPS | _ASIDES:
        return "inform"  # "oops, 41 not 40"
    if best == "previous" and "interest" in found and _BACK_TO_KIND.search(plain):
        return "inform"  # "go back to the drawing stuff"
    if best in LIST_TALK and "relationship" in found and _IDEAS_FOR.search(plain):
        return "inform"  # "can you send ideas for my mum"
    unplaced = best in {"off_topic", "nlu_fallback", "inform"} and not told
    if scene.shown and unplaced and (_OF_RECIPIENT.search(plain) or _FOR_WHOM.search(plain)):
        return "inform"  # "they don't have kids": no topic of its own, where gifts for them stand on the table
    # What is ruled out leaves its chance to the others.
    left = sum(guess.confidence for guess in guesses if guess.name in chances or guess.name in _BY_WORDS)
    told_of = sum(guess.confidence for guess in guesses)
    likely = next((guess.confidence for guess in guesses if guess.name == best), 0.0) * told_of / left
    if best == "inform" and not told and "number" not in found:
        return best if likely >= _LEAST_UNREAD else "nlu_fallback"
    if likely < _LEAST:
        best = "inform" if told else "nlu_fallback"
    if found == {"number"} and best in _ASIDES | WISHES | _STEPS:
        return "inform"  # the whole message is a number
    if found & {"wrong", "sex"} and best not in ADVICE:
        return "inform"
    if scene.shown and "ordinal" in found and _TURNED_DOWN.search(plain) and best in _STEPS | _OF_TASTE:
        return "reject_kind"
    if scene.several and best not in SHOP_TALK | LIST_TALK and _SAME_AS.search(plain):
        return "inform"
    if "quality" in found and best == "save_gift" and not found & {"ordinal"} and not _KEEPS.search(plain):
        return "inform"  # "and a funny one"
    if "quality" in found and best in _LIKE_QUALITIES and not (found & {"ordinal"} or _TURNS_DOWN.search(plain)):
        return "inform"  # "something more colorful" is neither dearer nor merely more
    if best in _STEPS and found & _NEW_FACTS:
        return "inform"  # "don't wanna spend over 45": a step would forget what is told
    if best == "reject_kind" and found & {"relationship", "exclude"}:
        return "inform"  # "boring. it's for my roommate"
    if (
        scene.shown
        and best in {"cheaper", "dearer"}
        and (_UTMOST_OF_SHOWN.search(plain) or _WHICH_UTMOST.search(plain))
    ):
        return "tell_more"
    if (
        best == "switch_recipient"
        and not scene.several
        and found & {"interest", "only"}
        and "relationship" not in found
    ):
        return "inform"  # "ok back to trains"
    if best == "start_over" and _BACK_TO.search(plain):
        return "inform"  # "forget it, back to the books"
    if best == "insult" and _SHOW.search(plain):
        return "show_now"
    if best == "same_for" and scene.several and _OTHER_ONE.search(plain):
        return "switch_recipient"
    if best in WISHES and "relationship" in found:
        if _NEXT.search(plain) or best == "next_recipient":
            return "next_recipient"
        if _TURN.search(plain):
            return "switch_recipient"
    # Whoever tells facts gives them, however the asking is put; "not sure" beside one fact is about another.
    return "inform" if told and best in WISHES - {"not_sure"} else best


def _of_shown(plain: str, found: frozenset[str], best: str) -> str | None:
    """What is said of the gifts on the table in words that leave no doubt; None for anything else."""
    if best in _ASIDES | {"not_sure", "more"} and _SOMETHING_ELSE.search(plain):
        return "reject_kind"
    if best in {"off_topic", "nlu_fallback"} and _WHICH_MOST.search(plain):
        return "which_best"
    if best not in LIST_TALK and (_TAKES.search(plain) or _ADDS_IT.search(plain)):
        return "save_gift"
    if best in WISHES and "relationship" not in found and _ANOTHER_FOR.search(plain):
        return "next_recipient"
    if best == "next_recipient" and "relationship" not in found and _BOTH_OF_THEM.search(plain):
        return "inform"  # "those are for one person, i want something for the two of them"
    return None


def _goes_on_about_shop(plain: str, found: frozenset[str], scene: Scene) -> bool:
    """Whether a message means something only after the answer about the shop that stands before it."""
    return scene.last in LEANED_ON and not found & (_OF_A_WISH | {"ordinal"}) and leans_on_shop(plain)


def _turns_to_name(plain: str, scene: Scene) -> bool:
    """Whether a message does nothing but turn to one of those who go by their names ("and Leo?")."""
    if len(plain.split()) > _NAMES_LONGEST or not _NAMED_TURN.search(plain):
        return False
    return any(re.search(rf"\b{re.escape(name)}\b", plain) for name in scene.names)


def _back_to_name(plain: str, scene: Scene) -> bool:
    """Whether a message goes back to one of those who go by their names, whatever else it says."""
    return any(match["who"] in scene.names for match in _BACK_TO.finditer(plain))


def _weighed(guesses: Sequence[Guess], plain: str, found: frozenset[str], scene: Scene) -> dict[str, float]:
    """The guesses' weights; those of wishes lifted by what speaks for a wish."""
    lift = 1.0
    if _OWN_DOING.search(plain):
        pass  # whoever it is for, it is no gift
    elif found <= _OF_ANYTHING and _KNOWLEDGE.search(plain) and not _GIFT_WORDS.search(plain):
        # "How do candles burn?" names no interest.
        lift *= _WORLD if found & {"interest", "ware"} and not scene.asked else 1.0
    elif found & (_FACTS | _CHANGES) or scene.asked:
        lift *= _FACT ** len(found & _FACTS)
        lift *= _CHANGE if found & _CHANGES else 1.0
        lift *= _UNDER_WAY if scene.under_way else 1.0
        lift *= _ANSWER if scene.asked and found & _ANSWERS.get(scene.asked, set()) else 1.0
        lift *= _GIFT if _GIFT_WORDS.search(plain) else 1.0
    weights = {}
    for guess in guesses:
        least = {"unsafe": _UNSAFE, "insult": _RUDE}.get(guess.name, 0.0)
        if guess.name in _BY_WORDS or guess.confidence < least:
            continue
        factor = lift if guess.name in WISHES else _NOT_SHOWN if guess.name in ADVICE and not scene.shown else 1.0
        if guess.name == "shop_question" and _SHOP_WORDS.search(plain):
            factor = max(_SHOP, lift)
        weights[guess.name] = guess.confidence * factor
    return weights


def _certain(text: str, plain: str, found: frozenset[str]) -> str | None:
    """The intent of a message that rules know for certain, whatever it names; None where it may be anything."""
    if unsafe_kind(text):
        return "unsafe"
    if foreign_language(text):
        return "other_language"
    if _LAUGH.fullmatch(plain):
        return "compliment"
    pictures = said_by_pictures(text)
    if pictures is not None:
        return pictures or "nlu_fallback"
    if _ENDS_QUIZ.search(plain):
        return "deny"
    if digression(text) == "orders" or is_no_business_of_ours(text):
        return "off_topic"
    if not found & (_FACTS | {"number"}) and is_gibberish(text):
        return "nlu_fallback"
    return menu_intent(plain)
