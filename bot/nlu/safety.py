"""Messages that are met with care instead of gifts: somebody in danger, threats, what no shop may help with."""

from __future__ import annotations

import re

from bot.nlu.normalize import normalize

_SELF = r"(?:myself|my ?self)"
_HARM = r"(?:kill|hurt|harm|poison|murder|injure|stab|shoot|strangle|drug|burn|blow up|attack|maim|scare to death)"
_SOMEBODY = (
    r"(?:him|her|them|someone|somebody|people|everyone|"
    r"(?:my|the|our|his|her) (?:\w+[ -])?(?:wife|husband|ex|boss|neighbou?rs?|brother|sister|mother|mum|mom|father|dad|son|"
    r"daughter|kids?|child(?:ren)?|baby|dog|cat|boyfriend|girlfriend|partner|teacher|colleague|coworker|family|friends?|staff|"
    r"roommate|school|shop|store))"
)

# In the order of their weight: the first that matches counts.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "self_harm",
        re.compile(
            rf"\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?|hang(?:ing)?|shoot(?:ing)?|starv(?:e|ing)) {_SELF}\b"
            r"|\b(?:suicidal|self[- ]?harm(?:ing)?|commit(?:ting)? suicide|end(?:ing)? (?:my life|it all))\b"
            r"|\bi (?:\w+ )?(?:want to|wanna|wish i could|just want to|am going to|will) (?:die|be dead|disappear forever)\b"
            r"|\b(?:i )?(?:do not|don'?t|dont) (?:want to|wanna) (?:live|be alive|be here|exist)(?: any ?more)?\s*(?:[.!?]|$)"
            r"|\b(?:i )?(?:do not|don'?t|dont) want to (?:live|be alive) any ?more\b"
            r"|\b(?:no (?:reason|point) (?:to|in) liv(?:e|ing)|better off (?:dead|without me)|i (?:wish|want) i (?:was|were) dead)\b"
            r"|\btake my (?:own )?life\b|\bi (?:wanna|want to|will|might)? ?kms\b|\boverdose on\b"
        ),
    ),
    (
        "harm",
        re.compile(
            rf"\b(?:gift|present|something|anything|poison|food|chocolates?|way|how|want|going|tool|stuff)\b.{{0,30}}?\b(?:to|that (?:can|will|would|could|might)|which (?:can|will)|for)\b.{{0,12}}?"
            rf"\b(?:{_HARM}|hurting|killing|poisoning|harming) {_SOMEBODY}(?! with (?:kindness|love|laughter))\b"
            r"|\b(?:rat poison|cyanide|arsenic|laxatives?|something (?:toxic|poisonous|deadly))\b.{0,40}\bfor (?:my|him|her|the)\b"
            r"|\b(?:gift|present)\b.{0,20}\b(?:bomb|explodes?|deadly|poisonous|toxic)\b.{0,25}\b(?:for|to) (?:my|him|her|the|an?)\b"
        ),
    ),
    (
        "threat",
        re.compile(
            r"\b(?:i(?:'?ll| will| am going to|'?m going to|m going to| swear i'?ll| gonna| want to)|we(?:'?ll| will)) (?:\w+ )?"
            r"(?:kill|hurt|find|murder|stab|shoot|burn|destroy|bomb|hunt|beat|punch|smash|slap|blow up|come for)"
            r" (?:you|u|ya|your|ur|this (?:shop|store|place|company)|all of you|someone|everyone|down your)\b(?! (?:a |an |the |some |something |one )| (?:gift|present))"
            r"|\bi know where (?:you|u) (?:live|work)\b|\byou(?:'?re| are) (?:a )?dead(?: man| meat)?\b|\b(?:watch your back|go die|drop dead|kill yourself|kys)\b"
        ),
    ),
    (
        "weapons",
        re.compile(
            r"\b(?:mak(?:e|ing)|build(?:ing)?|construct|assemble) (?:an? |some )?(?:\w+ )?(?:bombs?|explosives?|grenades?|molotov|silencers?|ghost gun)\b(?!.{0,10}\bbath\b)"
            r"|\b(?:assault rifle|ak-?47|ar-?15|hand ?guns?|real guns?|loaded gun|ammunition|live ammo|hand grenade|pipe bomb|brass knuckles|switchblade|machine gun)\b"
            r"|\b(?:buy|sell|get|order|need|want|ship|purchase|find) (?:me |you |an? |some |any )*(?:guns?|pistols?|rifles?|firearms?|grenades?|explosives?|weapons?|ammo|bullets)\b"
            r"|\b(?:guns?|pistols?|firearms?|weapons?) (?:without (?:a )?(?:licen[cs]e|permit|background)|for sale|shop near)\b"
        ),
    ),
    (
        "drugs",
        re.compile(
            r"\b(?:cocaine|heroin|meth|methamphetamine|crystal meth|mdma|ecstasy pills?|lsd|fentanyl|ketamine|crack pipe|magic mushrooms|xanax|oxycontin|ghb|roofies|date rape)\b"
            r"|\b(?:buy|sell|get|score|order|find|grow|deal|smoke|need|want|got any|have any) (?:me |you |an? |some |any )*(?:weed|drugs?|marijuana|cannabis|edibles|dope|coke|steroids)\b(?! (?:killer|puller|whacker|free))"
        ),
    ),
    (
        "sexual",
        re.compile(
            r"\b(?:send (?:me )?(?:your )?(?:nudes?|naked|pics of you)|talk dirty|dirty talk|have sex|want sex|sex with|sexting|blow ?jobs?|hand ?jobs?|porn\w*|onlyfans|xxx|horny|suck my|f[u*]ck me|take off your clothes|are you naked|what are you wearing|cum|dick pics?|show me your (?:boobs|tits|body))\b"
            r"|\b(?:prostitutes?|escorts? (?:service|girls?)|hookers?)\b"
        ),
    ),
    (
        "illegal",
        re.compile(
            r"\b(?:fake (?:ids?|passports?|licen[cs]es?|money|notes|prescriptions?|documents?)|stolen (?:cards?|goods|phones?|credit|bank|bikes?|data)|counterfeit|money launder\w*|launder(?:ing)? money|hitman|hit man|shoplift\w*)\b"
            r"|\b(?:how (?:to|do i|can i|would i)|help me|teach me(?: to)?|can you|ways? to) (?:\w+ )?(?:hack|steal|rob|break into|pick a lock|forge|scam|shoplift|cheat (?:on )?my tax|evade tax|pirate|stalk|spy on|blackmail)\b"
            r"|\b(?:hack|crack) (?:into |my |someone'?s? |his |her |the |an? )+(?:\w+ )?(?:account|phone|e-?mail|facebook|instagram|wifi|bank|computer|password|website)s?\b"
        ),
    ),
)  # fmt: skip


def unsafe_kind(text: str) -> str | None:
    """What kind of care a message needs, None for an ordinary one.

    "self_harm", "harm" (a gift meant to hurt), "threat", "weapons", "drugs", "sexual" or "illegal".
    """
    plain = normalize(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)
