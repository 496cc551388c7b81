"""Which intent a message has, where the classifier and what was read of the wish disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.advice import ADVICE, advice_intent
from bot.nlu.digressions import digression
from bot.nlu.elsewhere import is_complaint, is_elsewhere, is_task
from bot.nlu.everyday import everyday_intent
from bot.nlu.languages import foreign_language
from bot.nlu.list_talk import LIST_TALK, SAID_OF_A_LIST, list_intent
from bot.nlu.normalize import normalize
from bot.nlu.quiz_talk import wants_quiz
from bot.nlu.safety import unsafe_kind
from bot.nlu.shop_talk import SHOP_TALK, shop_intent, speaks_of_delivery
from bot.nlu.statements import asks_of_the_world, is_no_ware, tells_no_wish
from bot.nlu.typing_slips import without_slips
from bot.nlu.unreadable import is_gibberish, said_by_pictures

# What a gift wish is made of.
_FACTS = {"relationship", "age", "interest", "exclude", "budget", "occasion"}
# Said alone, never a thing somebody likes ("cheers", "perfect").
_SHORT_TALK = {"greet", "thank", "goodbye", "affirm", "deny", "compliment"}
# Commands that may name such things and stay commands ("save the puzzle", "share it with my sister").
_COMMANDS = {"save_gift", "remove_gift", "show_wishlist", "share_wishlist", "hand_off", "start_over", "more", *ADVICE}
_ASIDE = {"off_topic", *SHOP_TALK, "bot_challenge", "insult", "help"}
# What such messages name is nothing of the wish ("my dad is a doctor").
NO_WISH = frozenset(
    {"off_topic", "other_language", "unsafe", "insult", "bot_challenge", "goodbye", "compliment", "help", *SHOP_TALK}
)
# What a sentence that only looks like a wish is taken for by the classifier.
_WISHES = {"inform", "request_gift", "next_recipient", "nlu_fallback", "not_sure", "show_now", "reject_kind"}
_SURE = 0.8
_LIKELY = 0.4
_MAYBE = 0.25
_PROBABLY = 0.6
_QUITE_SURE = 0.9
# What a question of fact is easily taken for.
_VAGUE = frozenset(
    {"more", "list_recipients", "switch_recipient", "cheaper", "dearer", "previous", "goes_with", "in_stock"}
)
_ASKS_OF_IT = re.compile(r"^\W*(?:and |so )?(?:is|are|does|do|can|would|will) (?:it|this|that|they|these|those)\b")

_GIFT_WORDS = re.compile(
    r"\b(?:gifts?|presents?|pressies?|prezz?(?:ie|y)s?|budget|bday|birthday|xmas|christmas|something|smth|sth|somthing|ideas?|looking|buy|get (?:him|her|them|my|an?)|for my|need|give|have you got|do you (?:have|sell)|got any|thing to bring)\b"
)
_NEXT = re.compile(
    r"^\W*(?:ok(?:ay)?|great|right|thanks|thank you|cool|good|perfect|and|so|now|next|then|also|plus|what about|how about|alright|awesome|nice)?[\s,.!]*"
    r"(?:now|next|also|and|then|another|what about|how about|i also need|i need another|can you (?:also )?do)\b.{0,40}?\b(?:for|about)\b"
)
# What the menu of a card says, and people too; the title that follows may hold any word.
_NOT_FOR_US = re.compile(r"^\W*not for (?:us|me|him|her|them)\b(?!.*\bunder\b)")
# "She already has the first one": a gift that was shown.
_HAS_THAT = re.compile(
    r"\b(?:already (?:has|have|had|got|owns?)|(?:has|have|'s|'ve) (?:already )?got|(?:has|have|owns?))\s+"
    r"(?:it|that one|this one|the (?:first|second|third|fourth|fifth|sixth|last) one|number \d)\b(?: already)?\W*$"
)
_MORE_LIKE = re.compile(
    r"^\W*(?:show me |find )?(?:more|something|anything|others?) (?:like|similar to|in the style of)\b(?! (?:to|that kind of)\b)"
)
_NEVER_MIND = re.compile(
    r"^\W*(?:oh |ok |no )?never ?mind(?: me| that| it)?\W*$|^\W*ignore (?:the|everything|all) (?:above|before)\b"
)
# What a wish is told by beside the word for it.
_LIKES = re.compile(
    r"\b(?:loves?|likes?|into|enjoys?|obsessed|fan of|mad (?:about|on)|crazy about|collects?|keen on|hobb(?:y|ies)|interested in|adores?|would be (?:great|good|nice|lovely|perfect|cool)|rides?|bakes?)\b(?!\W*$)|\bonly\W*$|\bwould be (?:great|good|nice|lovely|perfect|cool)\b"
)
_CHEAPER = re.compile(
    r"\b(?:cheaper|less expensive|less pricey|too (?:expensive|pricey|dear|much)|lower price|more affordable|cost less)\b"
)


# To one of the people, whatever is wanted for them.
_TURN = re.compile(
    r"\b(?:back|switch|return)(?: back)? to (?:my|our|the|his|her)?\b|^\W*(?:\w+ ){1,3}(?:next|again)\W*$"
)
_REMIND = re.compile(r"\bremind me (?:of )?(?:what|which) (?:\w+ ){0,4}for\b")
# What says how the gifts shown should change.
_WISHED = frozenset({"person", "only", "budget_change"})
# What only a wish under way speaks of.
_CHANGES = frozenset({"exclude", "budget", "correction", "ordinal", "instead", "quantity", "color", *_WISHED})
_ANY_KIND = re.compile(r"\b(?:any|all|every) kinds?\b|\bnot (?:just|only) (?!for us)\w+$")

# Of the assistant, not of a gift: "how does this one work?" is another matter.
_HELP = re.compile(r"^\W*how (?:does|do) (?:this|you|it all|all this) work\W*$")


def says(intent: str, kind: str) -> bool:
    """Whether an entity of this kind means anything in a message with this intent."""
    return intent not in NO_WISH and (intent not in LIST_TALK or kind in SAID_OF_A_LIST)


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent with the classifier's confidence, 0 to 1."""

    name: str
    confidence: float


def settle(text: str, guesses: Sequence[Guess], kinds: Sequence[str]) -> str:
    """The intent of a message: `guesses` best first, `kinds` of the entities that were read in it."""
    plain = normalize(text)
    if (beside := _beside_the_matter(text, kinds)) is not None:
        return beside
    if (of_the_list := list_intent(plain)) is not None:
        return of_the_list
    if "relationship" in kinds and _REMIND.search(plain):
        return "switch_recipient"
    if wants_quiz(plain):
        return "start_quiz"
    if _HELP.match(plain):
        return "help"
    if not set(kinds) & (_FACTS - {"exclude"}):
        typed = without_slips(plain)
        everyday = everyday_intent(plain) or everyday_intent(typed) or list_intent(typed)
        if everyday is not None:
            return everyday
    if (of_the_shop := shop_intent(plain, kinds)) is not None:
        return of_the_shop
    if _NOT_FOR_US.match(plain):
        return "reject_kind"
    if _HAS_THAT.search(plain):
        return "reject_kind"
    if _MORE_LIKE.match(plain):
        return "more_like"
    if "drop" in kinds and not (_NEVER_MIND.match(plain) or asks_of_the_world(plain)):
        return "inform"
    # That a message is in another language is certain only by its words.
    guesses = [guess for guess in guesses if guess.name != "other_language"] or [Guess("nlu_fallback", 0.0)]
    # The words of danger are rare in the examples, which makes the classifier see them everywhere.
    guesses = [guess for guess in guesses if guess.name != "unsafe" or guess.confidence >= _SURE] or guesses
    # Long remarks look like delivery questions to the classifier, which has seen few such remarks.
    if not speaks_of_delivery(plain):
        guesses = [guess for guess in guesses if guess.name != "delivery_by"] or [Guess("nlu_fallback", 0.0)]
    top = guesses[0]
    # The fallback classifier puts itself first; what it outranked is still the best guess there is.
    likely = next((guess for guess in guesses if guess.name != "nlu_fallback"), top)
    facts = [kind for kind in kinds if kind in _FACTS]
    # Somebody who says three things of a person wants a gift, however the sentence is built.
    elsewhere = is_no_ware(plain) or (
        (is_elsewhere(plain) or tells_no_wish(plain, under_way=_changes(kinds, plain)))
        and (len(set(facts)) < 3 or is_task(plain))
    )
    surely_not = is_elsewhere(plain) and likely.name == "off_topic" and likely.confidence >= _SURE
    if not surely_not and (advice := advice_intent(plain, tuple(kinds))) is not None:
        return advice
    if (
        set(facts) == {"budget"}
        and likely.name == "inform"
        and likely.confidence >= _SURE
        and "=" not in plain
        and not is_no_ware(plain)
    ):
        elsewhere = False  # "could go to 25"
    unsure = likely.confidence < _PROBABLY and not (likely.name in ADVICE and _ASKS_OF_IT.search(plain))
    if likely.name in _WISHES | _ASIDE or unsure or (likely.name in _VAGUE and likely.confidence < _QUITE_SURE):
        if is_complaint(plain):
            return "shop_question"
        if elsewhere or (digression(text) and not _is_wish(plain, facts)):
            return next((g.name for g in guesses if g.name in _ASIDE and g.confidence >= _MAYBE), "off_topic")
    if (
        likely.name in _SHORT_TALK
        and likely.confidence >= _SURE
        and set(facts) == {"interest"}
        and len(plain.split()) <= 2
    ):
        return likely.name
    if "relationship" in facts and (_NEXT.search(plain) or likely.name == "next_recipient"):
        return "next_recipient"
    if "relationship" in facts and _TURN.search(plain):
        return "switch_recipient"
    if _WISHED.intersection(kinds) or _ANY_KIND.search(plain):
        return "inform"
    if likely.name in _COMMANDS and likely.confidence >= _SURE and not (len(facts) > 1 and _GIFT_WORDS.search(plain)):
        return likely.name
    if _CHEAPER.search(plain) and "budget" not in facts and len(plain.split()) <= 10:
        return "cheaper"
    if not facts and "number" in kinds:
        return "inform"
    if not facts:
        return top.name if top.name != "inform" or top.confidence >= _SURE else "nlu_fallback"
    if likely.name == "reject_kind" and set(facts) <= {"exclude", "interest"} and likely.confidence >= _SURE:
        return "inform" if "exclude" in facts else likely.name
    least = _LIKELY if set(facts) == {"interest"} else _SURE
    if likely.name in _ASIDE and likely.confidence >= least and not _is_wish(plain, facts):
        return likely.name
    return "inform"


def _changes(kinds: Sequence[str], plain: str) -> bool:
    """Whether a message speaks of a wish under way or of gifts shown ("everything" is read as all of these)."""
    found = _CHANGES.intersection(kinds)
    return bool(found - {"ordinal"}) or ("ordinal" in found and "everything" not in plain)


def _is_wish(text: str, facts: Sequence[str]) -> bool:
    """Whether facts in a message that looks like something else still make a wish."""
    if "exclude" in facts and "already" in text:
        return True
    likes = "interest" in facts and (_LIKES.search(text) or facts.count("interest") > 1)
    return (
        bool(_GIFT_WORDS.search(text) or likes)
        or len(set(facts)) >= 3
        or "budget" in facts
        or {"exclude", "relationship"} <= set(facts)
    )


def _beside_the_matter(text: str, kinds: Sequence[str]) -> str | None:
    """The intent of a message that rules know for no wish, whatever it names; None where it may be one."""
    if unsafe_kind(text):
        return "unsafe"
    if foreign_language(text):
        return "other_language"
    pictures = said_by_pictures(text)
    if pictures is not None:
        return pictures or "nlu_fallback"
    if digression(text) == "orders":
        return "off_topic"
    if not set(kinds) & (_FACTS | {"number"}) and is_gibberish(text):
        return "nlu_fallback"
    return None
