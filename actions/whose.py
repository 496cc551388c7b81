"""Whom a message is about: the person talked about, another one of the conversation, or somebody new."""

from __future__ import annotations

import re
from typing import Any

from actions.described import BACK, GENERIC, OTHER_ONE, described, likeness
from actions.message import Said
from actions.recipients import begin, everybody, forget, switch
from actions.slots import GiftState
from actions.together import several, together
from bot.conversation.recipients import Recipient
from bot.nlu.relationships import child_of, gender_of
from catalog_index.analysis import stems
from catalog_index.brief import GiftBrief
from catalog_index.people import ADULT_AGE, GROWN_UP, LIKELY_GROWN_UP

# "no, my nephew I mean" is the same person under the right name.
_MEANT = re.compile(
    r"\b(?:i mean|i meant|meant|mean my|typo|mistake|correction|oops|not (?:my|the|for my|his|her|a) \w+|not \w+ but)\b"
    r"|^\W*(?:no|nope|sorry|actually)\b"
)
_SHOWS = re.compile(r"\b(?:show|see|look at|go (?:back )?to|back to|do|switch to|open)\b")
_NEXT = re.compile(
    r"\b(?:what about|how about|next|also|as well|too|another|one more|now (?:for|one|my|the|something)|"
    r"and (?:for|one|something|my)|same (?:for|thing)|let'?s (?:do|start with|begin with|look at|try|sort(?: out)?)|"
    r"do (?:my|the|our) \w+ first|(?:new|different) person|(?:my|our|the) [\w-]+ first|first (?:for )?my)\b"
)
_ANOTHER = re.compile(
    r"\b(?:another|a second|one more|other|different)\s+(?:\w+\s+)?$|\b(?:another|my other|a second)\b"
)
# "They also have a 4-year-old", but not "she also has a cat".
_YOUNG = r"(?:\d+[ -]?(?:months?|years?|yrs?|yo|y/o)|baby|toddler|newborn|teen(?:ager)?|kid|child|boy|girl|twins)\b"
_SOME = r"(?:something|a gift|a present|one|anything|ideas)"
_WHOSE = r"(?:their|the|her|his|a|an|our)"
_ALSO = re.compile(
    r"\b(?:(?:they|we|she|he|i)(?:'s|'ve)? (?:also )?(?:have|has|got)|there(?:'s| is))"
    r"(?: also)? (?:an? |one |another )?"
    rf"(?:(?:little|new|older|younger|small) )?{_YOUNG}"
    rf"|\b(?:also|too|another|next|and) (?:need|want|got|have|looking)?(?: for)? ?{_SOME} for {_WHOSE} "
    rf"|\b(?:also need|also want|need also|need) {_SOME}(?: too| as well)? for {_WHOSE} "
    rf"|(?:^|\b(?:and|also|now|next|plus)) (?:something |one )?for {_WHOSE} (?:\w+ )?{_YOUNG}"
    r"|\b(?:another|one more) (?:kid|child|boy|girl)\b"
)
_THEIR_BABY = re.compile(r"\b(?:their|his|her) (?:new |little |own )?(?P<who>baby|toddler)\b")
_THEIRS = re.compile(
    r"(?:\bfor |^\W*(?:(?:and|oh|also|now|next|then|plus|ok|okay|right|what about|how about)[\s,]+)+)"
    r"(?P<whose>his|her|their) (?:\w+ )?$"
)
# "The parents", where a baby was talked about, are not the shopper's.
_THE_PARENTS = re.compile(r"(?<!my )(?<!our )\bthe (?:(?:new|proud|tired|poor) )?(?:mum and dad|mom and dad|parents)\b")
_ITS_BABY = "'s baby"
# Nobody says "and one for the teacher" of the teacher talked about.
_ONE_MORE_FOR = re.compile(
    r"\b(?:and|also|plus|now|then) (?:also )?(?:one|another(?: one)?|something|a gift|a present) (?:also |too )?for\b"
)
# Who may be told of by age alone: "a gift for a child", "they have a 4-year-old".
_AGED_ONE = ("child", "grandchild", "godchild")
_ONE_OF_THEM = re.compile(r"\bthe (?:\w+ )?(?:one|kid|child)\b")
# "My own dad does too": what the one talked about likes, another likes as well.
_LIKES_TOO = re.compile(
    r"\b(?:does|do|is|has|did) (?:it |that |so )?(?:too|as well)\b"
    r"|\b(?:likes?|loves?|enjoys?) (?:it|that|them|those|the same)(?: things?)?(?: too| as well)?\W*$"
    r"|\bso (?:does|do|is) (?:my|our|the)\b|\bsame (?:with|goes for)\b|\bsame (?:hobby|hobbies|interests?|tastes?)\b"
)
_SAME_FOR = re.compile(
    r"\bfor (?:my |our |the )?[\w-]+(?: [\w-]+)? the same\b(?! (?:age|day|way))"
    r"|\bsame (?:again |thing |idea |gift |search )*for\b|\bsame but for\b"
)
# "And something for her dog?": for the same person, whose dog it is.
_FOR_PET = re.compile(
    r"\bfor (?:his|her|their|my|our|the) (?:[a-z]+ )?"
    r"(?:dogs?|doggo|pupp(?:y|ies)|pups?|cats?|kittens?|kitty|pets?|rabbits?|"
    r"bunn(?:y|ies)|hamsters?|guinea pigs?|parrots?|budgies?|tortoises?|horses?|pon(?:y|ies))\b"
)
# "The little girl" is a child of the conversation before she is the shopper's daughter.
_LITTLE_ONE = re.compile(r"\bthe (?:little|small|wee|big) (?:one|girl|boy|kid|lad|lass)\b")
# Somebody who only speaks, or is only asked about: "my mom says ...", "would his father have to help?".
_SPEAKS = re.compile(
    r"^(?:'s)?,?\s+(?:(?:also|just|always|already|even|still|keeps?)\s+)?"
    r"(?:says?|saying|said|thinks?|thought|told|tells|telling|reckons?|suggests?|suggested|recommends?|recommended|"
    r"insists?|claims?|wants? me|wanted me|asked me|asks?|hates? (?:it|that|this|me)|"
    r"will (?:kill|hate|love|be|help|have)|(?:is|are) (?:going to|gonna|not going)|might|may|"
    r"would (?:kill|hate|have|need|be|love|help|say)|has to|have to|can help|could help|"
    r"does(?:n'?t)? (?:care|mind)"
    # "her baby brother puts everything in his mouth"
    r"|(?:puts|eats|breaks|steals|takes|chews|swallows|throws|destroys|shares|lives|sleeps|comes|pays|gets|keeps|"
    r"gives|buys|brings|bought|broke|ate|lost)(?= \w))\b"
)
_BESIDE = re.compile(r"(?<!for )(?<!to )\b(?:his|her|their)\s+(?:\w+\s+)?$")
# "It drives her mother to distraction", "she got one from grandpa": beside the matter, and nobody to find a gift for.
_IN_PASSING = re.compile(
    r"\b(?!(?:and|also|for|about|now|then|next|plus|or|to|with|get|buy|give|need|want|find|thank|surprise|"
    r"treat|spoil|send|show|back|is|it's|its|meant|mean)\b)[a-z']+ (?:his|her|their) (?:\w+ )?$"
    r"|\b(?:from|by) (?:(?:his|her|their|my|our|the) )?(?:\w+ )?$"
)
_QUESTION = re.compile(
    r"(?:^|[.!?,;]\s*|\b(?:or|and) )(?:would|could|can|does|do|did|should|will|is|are|has|have|must)\s+(?:\w+\s+){0,3}$"
)
ALL = re.compile(
    r"\b(?:both|each|apiece|per (?:person|head|kid|child)|a head|any of (?:them|the (?:three|four|kids))|"
    r"all (?:of )?(?:them|us|three|four)|every ?one(?: of them)?|everybody|the two of them)\b"
)
KIDS = re.compile(r"\b(?:kids|children|twins|triplets|boys|girls|little ones)\b")


def _of_current(brief: GiftBrief, state: GiftState, said: Said) -> Said:
    """ "His wife", after the brother was talked about, as the sister-in-law."""
    owner = brief.relationship
    if owner is None or owner == "myself" or said.has("person"):
        return said
    entities = []
    for item in said.entities:
        before = said.text.lower()[: item.get("start") or 0] if item["entity"] == "relationship" else ""
        whose = _THEIRS.search(before)
        sex = {"his": "male", "her": "female"}.get(whose["whose"]) if whose else None
        if item["entity"] == "relationship" and item["value"] == "parents" and _of_child(brief, said):
            whole = owner in (*GROWN_UP, *LIKELY_GROWN_UP) or owner.endswith(_ITS_BABY)
            item = item | {"value": owner.removesuffix(_ITS_BABY) if whole else child_of(owner, "parents")}
        # "His brother" of a woman is somebody else's.
        if whose and "'s " not in item["value"] and not (sex and state.gender and sex != state.gender):
            item = item | {"value": child_of(owner, item["value"])}
        entities.append(item)
    return Said(said.intent, said.text, entities)


def _of_child(brief: GiftBrief, said: Said) -> bool:
    """Whether "the parents" are those of the child whom the gift was for."""
    young = brief.age is not None and brief.age.max is not None and brief.age.max < ADULT_AGE
    return young and _THE_PARENTS.search(said.text.lower()) is not None


def turn_to(brief: GiftBrief, state: GiftState, said: Said) -> tuple[GiftBrief, Said]:
    """Turn to whom a message is about; the brief that is current then, and what of the message is left to take in."""
    number = said.one("recipient")
    if isinstance(number, int):
        return switch(brief, state, number), said
    people = everybody(brief, state)
    said = _of_current(brief, state, said)
    if _of_child(brief, said) and said.one("relationship") == brief.relationship:
        brief = brief.model_copy(update={"age": None})
    text = said.text.lower()
    if (dropped := _dropped(said, people)) is not None:
        return forget(brief, state, dropped.id), Said(said.intent, said.text, [])
    if len(persons := [value for value in said.all("person") if isinstance(value, dict)]) > 1:
        return several(brief, state, said, persons), _without_facts(said)
    if (joint := together(brief, state, said)) is not None:
        return joint, said
    if _only_mentioned(brief, state, said):
        return brief, _without(said, "relationship")
    if (said.one("relationship") == "child" or _LITTLE_ONE.search(text)) and (
        found := _known_child(people, state, said)
    ) is not None:
        return switch(brief, state, found.id), _without(said, "relationship")
    if relationship := said.one("relationship"):
        new = _related(brief, state, said, people, str(relationship))
        return new, _without(said, "relationship") if relationship == "myself" and new.relationship not in (
            None,
            "myself",
        ) else said
    if (found := described(people, state, said)) is not None:
        # "The teenager" tells who it is, not how old anew; and Lily likes no lilies for her name.
        left = _without_name(said, found.label)
        return switch(brief, state, found.id), left if not found.brief.get("age") else _without(left, "age")
    if brief != GiftBrief() and said.has("interest") and _FOR_PET.search(text):
        return brief, Said(said.intent, said.text, [*said.entities, {"entity": "correction", "value": True}])
    if said.intent == "next_recipient":
        return begin(brief, state), said
    if _begins_another(brief, state, said):
        baby = _THEIR_BABY.search(text)
        owner = brief.relationship if baby and brief.relationship not in (None, "myself") else None
        relationship = f"{owner}'s {baby['who']}" if owner and baby and "'s " not in owner else None
        return begin(brief, state).model_copy(update={"relationship": relationship}), said
    return brief, said


def _only_mentioned(brief: GiftBrief, state: GiftState, said: Said) -> bool:
    """Whether the only person that a message names is not who the gift is for, where that is known already."""
    named = [item for item in said.entities if item["entity"] == "relationship"]
    if len(named) != 1 or brief == GiftBrief() or said.intent == "next_recipient":
        return False
    if said.has("person") or said.has("age"):
        return False
    start, end = named[0].get("start"), named[0].get("end")
    if not isinstance(start, int) or not isinstance(end, int) or named[0]["value"] in ("myself", brief.relationship):
        return False
    before, after = said.text.lower()[:start], said.text.lower()[end:]
    if state.has_shown and _IN_PASSING.search(before):
        return True
    speaks = _SPEAKS.match(after) is not None
    return (speaks and (state.has_shown or brief.relationship is not None)) or bool(
        _BESIDE.search(before) and state.has_shown and (speaks or _QUESTION.search(_BESIDE.sub("", before)))
    )


def _begins_another(brief: GiftBrief, state: GiftState, said: Said) -> bool:
    """Whether a message without a relationship tells of somebody of another age than the one talked about."""
    if not _ALSO.search(said.text.lower()) or not (said.has("age") or (said.has("interest") and state.has_shown)):
        return False
    age = said.one("age")
    if not isinstance(age, dict):
        return True
    return brief.age.model_dump(mode="json") != age if brief.age else brief.relationship not in (None, *_AGED_ONE)


def turned(brief: GiftBrief, state: GiftState, said: Said) -> GiftBrief:
    """Turn to another person of the conversation whom a command names ("anything cheaper for dad?"), if any."""
    if not state.others:
        return brief
    relationship, people = said.one("relationship"), everybody(brief, state)
    known = [person for person in people if person.brief.get("relationship") == relationship]
    if relationship and known:
        best = _one_of(known, said)
        return brief if best.current else switch(brief, state, best.id)
    found = described(people, state, said)
    return switch(brief, state, found.id) if found is not None else brief


def turns(said: Said) -> bool:
    """Whether a message turns to somebody, though it may be the one talked about already ("now dad again")."""
    if said.has("recipient"):
        return True
    turning = said.intent in ("next_recipient", "switch_recipient") or BACK.search(said.text.lower()) is not None
    return turning and said.has("relationship")


def _related(brief: GiftBrief, state: GiftState, said: Said, people: list[Recipient], relationship: str) -> GiftBrief:
    text = said.text.lower()
    following = said.intent == "next_recipient" or _NEXT.search(text) is not None or _LIKES_TOO.search(text) is not None
    if relationship == "myself" and not following and brief.relationship not in (None, "myself"):
        return brief  # "keep it for me" is nobody new
    corrected = (_MEANT.search(text) or said.has("correction")) and not _NEXT.search(text)
    known = [person for person in people if person.brief.get("relationship") == relationship]
    if known and _SHOWS.search(text):
        corrected = False  # "no, show me dad's": nothing is put right
    another = _ANOTHER.search(text) is not None and not BACK.search(text)
    another = another or (_RANKED.search(text) is not None and _of_other_age(known, said))
    another = another or (_ONE_MORE_FOR.search(text) is not None and [person.current for person in known] == [True])
    if len(known) > 1 and OTHER_ONE.search(text):
        another = False
    if known and not another and not (corrected and not any(person.current for person in known)):
        best = _one_of(known, said)
        return brief if best.current else switch(brief, state, best.id)
    if corrected and not another:
        return brief
    if (nameless := _nameless(state, people, relationship)) is not None and (following or BACK.search(text)):
        return switch(brief, state, nameless)
    if _SAME_FOR.search(text) and people:
        return _same_for(brief, state, said)
    if brief.relationship is None and not another and not (following and state.has_shown):
        return brief
    if brief != GiftBrief() and (following or another or state.has_shown):
        interests = brief.interests if _LIKES_TOO.search(text) and not said.has("interest") else []
        return begin(brief, state).model_copy(update={"interests": list(interests)})
    return brief


# "And my oldest boy, he is 13", where a son of nine is known.
_RANKED = re.compile(r"\b(?:my|our|the) (?:oldest|eldest|older|youngest|younger|middle|second|third|big|little)\b")


def _of_other_age(known: list[Recipient], said: Said) -> bool:
    """Whether a message tells an age that none of these people has."""
    age = said.one("age")
    ages = [person.brief.get("age") for person in known]
    return isinstance(age, dict) and bool(ages) and all(own is not None and own != age for own in ages)


def _known_child(people: list[Recipient], state: GiftState, said: Said) -> Recipient | None:
    """ "The little one", where it is one of several people and nobody was called a child."""
    if len(people) < 2 or any(person.brief.get("relationship") == "child" for person in people):
        return None
    found = described(people, state, said)
    current = next((person for person in people if person.current), None)
    return found or (current if _ONE_OF_THEM.search(said.text.lower()) else None)


def _one_of(known: list[Recipient], said: Said) -> Recipient:
    """Which of several of the same kind: by number, the other one, by what they like; else the one talked about."""
    text, number = said.text.lower(), said.one("ordinal")
    if isinstance(number, int) and 0 < number <= len(known) and len(known) > 1:
        return known[number - 1]
    if OTHER_ONE.search(text) and len(known) > 1:
        known = [person for person in known if not person.current]
    return max(known, key=lambda person: (likeness(text, person), person.current))


def _same_for(brief: GiftBrief, state: GiftState, said: Said) -> GiftBrief:
    """ "Same for her brother but horses": all but who it is, and what the message itself says."""
    kept: dict[str, Any] = {"relationship": None}
    if said.has("interest"):
        kept["interests"] = []
    copy = brief.model_copy(update=kept)
    only = state.only
    begin(brief, state)
    state.only = only
    return copy


def _nameless(state: GiftState, people: list[Recipient], relationship: str) -> int | None:
    """The one other person of whom only the sex is known, and that is the one of a relationship ("my son": the boy)."""
    if relationship in GROWN_UP:
        return None
    sexes = {other["id"]: other["state"].get("gender") for other in state.others}
    fitting = [
        person.id
        for person in people
        if not person.brief.get("relationship") and sexes.get(person.id) and sexes[person.id] == gender_of(relationship)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _without_facts(said: Said) -> Said:
    left = [item for item in said.entities if item["entity"] in ("quantity",)]
    return Said(said.intent, said.text, left)


def _without(said: Said, entity: str) -> Said:
    return Said(said.intent, said.text, [item for item in said.entities if item["entity"] != entity])


def _without_name(said: Said, name: str) -> Said:
    """A message without what was read in somebody's name."""
    text, label = said.text.lower(), name.lower()

    def is_name(item: dict[str, Any]) -> bool:
        start, end = item.get("start"), item.get("end")
        of_taste = item["entity"] in ("interest", "exclude", "ware", "instead", "only")
        return of_taste and isinstance(start, int) and isinstance(end, int) and text[start:end] == label

    return Said(said.intent, said.text, [item for item in said.entities if not is_name(item)])


def _dropped(said: Said, people: list[Recipient]) -> Recipient | None:
    """Whom "forget about dad" drops."""
    if not said.has("drop") or not people:
        return None
    for person in people:
        own = person.brief.get("relationship")
        if own and own in said.all("relationship"):
            return person
        words = set(stems(person.label)) - GENERIC
        if any(words & set(stems(str(what))) for what in said.all("drop")) and len(people) > 1:
            return person
    return None
