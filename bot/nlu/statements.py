"""What is told or asked for without a wish for a gift: by how a sentence is built, not by what it is about.

A wish is told in one of three ways: with a word for it (a gift, to buy, to look for), with what a person likes or does,
or in a bare row of facts ("niece, 8, dinosaurs, $40"). A sentence with another main verb is a story; a request for what
no gift shop could hand over (a plumber, a recipe, a trip) is a task.
"""

from __future__ import annotations

import re

# What is asked for, and is no ware: services, places, texts to be written, media to be named, business of one's own.
_NO_WARES = (
    r"(?:plumbers?|electricians?|dentists?|doctors?|nurses?|lawyers?|solicitors?|therapists?|vets?|mechanics?|cleaners?|nann(?:y|ies)|baby ?sitters?|tutors?|builders?|accountants?|"
    r"photographers?|hairdressers?|movers|roommates?|flatmates?|girlfriends?|boyfriends?|husbands?|wives|jobs?|internships?|flats?|apartments?|hotels?|motels?|hostels?|airbnbs?|"
    r"restaurants?|cafes?|pubs?|bars?|flights?|tax(?:i|is)|ubers?|rides?|lifts?|trips?|holidays?|vacations?|itinerar(?:y|ies)|routes?|road ?trips?|day out|days out|excursions?|"
    r"venues?|schools?|colleges?|universit(?:y|ies)|nurser(?:y|ies)|kindergartens?|hospitals?|churche?s?|gyms?|pools?|beach(?:es)?|parks?|"
    r"loans?|mortgages?|visas?|passports?|insurance|divorce|tattoos?|haircuts?|appointments?|phone numbers?|address(?:es)?|wifi|passwords?|nap|coffee break|break|day off|raise|hugs?|"
    r"movies?|films?|series|tv shows?|shows?|podcasts?|songs?|playlists?|lyrics|videos?|recipes?|menus?|meals?|dinners?|lunch(?:es)?|breakfasts?|diets?|workouts?|exercises?|"
    r"names?|nicknames?|usernames?|captions?|hashtags?|quotes?|slogans?|poems?|rhymes?|haikus?|limericks?|essays?|speech(?:es)?|toasts?|letters?|e-?mails?|messages?|text messages?|"
    r"stor(?:y|ies)|bedtime stor(?:y|ies)|jokes?|riddles?|puns?|pick-?up lines?|excuses?|advice|tips|opinions?|explanations?|summar(?:y|ies)|translations?|synonyms?|definitions?|"
    r"news|weather|forecasts?|horoscopes?|answers?|proof|code|dates?|places?|functions?|scripts?|spreadsheets?|formulas?|timetables?|schedules?|directions|reminders?|alarms?|cures?|remed(?:y|ies)|medicines?|"
    r"party games?|icebreakers?|activities|wedding dress(?:es)?|money|cash)"
)
_ADJECTIVES = r"(?:(?!(?:gifts?|presents?|something|anything|ideas?|for|to|my|his|her|their|our|of|and|or|who|that|with)\b)[\w'-]+ ){0,3}?"
_ASKED = re.compile(
    r"^\W*(?:(?:hey|hi|hello|ok(?:ay)?|so|and|well|um+|pls|please|yo|bro|dude)[\s,.!]+)*"
    r"(?:(?:can|could|would|will) (?:you|u|i|we) (?:please |pls |just )?)?"
    r"(?:(?:i|we)(?:'m| am|'re| are)? (?:really |just |desperately |also )?(?:need|want|looking for|after|searching for|would like)|i'?d like|(?:need|want|looking for)|"
    r"(?:find|get|book|recommend|suggest|give|send|write|make|plan|organi[sz]e|name|list|invent|think (?:of|up)|come up with|tell|create|draw up|do you know|know|got|any|have|order|arrange|"
    r"what(?:'s| is| are|'re)|what|which|help (?:me )?with|help me (?:plan|find|write|choose|pick|organi[sz]e))(?: me| us| my \w+| him| her)?) "
    rf"(?:an?|some|the|any|my|our|his|her)? ?{_ADJECTIVES}{_NO_WARES}\b"
    # "A story book", "tickets for a show", "a film fan": there it only describes.
    r"(?= (?:for|to|about|in|near|under|with|from|that|who|on|at|of|around|by|is|are|should|can|do|asap|tonight|today|tomorrow|please|now|this|next|and)\b|\W*$|\W*[,.!?])"
)
_BARE = re.compile(
    rf"^\W*(?:an?|some|the|best|good|cheap|easy|top|funny|cute|nice|quick|healthy)? ?{_ADJECTIVES}"
    r"(?:recipes?|restaurants?|flights?|hotels?|movies?|films?|names?|workouts?|captions?|jokes?|riddles?|poems?|lyrics|playlists?|holidays?|plumbers?|dentists?|"
    r"baby ?sitters?|tutors?|jobs?|schools?|things to do|places to (?:go|visit|eat|stay)|days? out|itinerary|weather|stor(?:y|ies)) (?:for|to|in|near|about|under|with)\b"
)
# The main verbs of tasks that no shop of gifts does.
_TASKS = re.compile(
    r"^\W*(?:(?:hey|hi|hello|ok(?:ay)?|so|and|pls|please|yo)[\s,.!]+)*(?:(?:can|could|would|will) (?:you|u) (?:please |pls |just )?)?"
    r"(?:plan|organi[sz]e|schedule|cook|bake|draw|paint|fix|repair|clean|feed|drive|pick up|babysit|teach|help (?:my|our) \w+ (?:to |with )|pretend|imagine|predict|count|rank|rate|roast|"
    r"check|compare prices|analy[sz]e|describe|simulate|name|list|argue|pray|dance|delete|install|download|print|scan|lend|congratulate|invite|apologi[sz]e|thank|kiss|hug|marry|guess|"
    r"add|subtract|multiply|divide|read me|read us|read my|tell (?:my|our|us|him|her|them)|spell|wish (?:my|me|him|her)|say) "
    r"(?!more\b|(?:it|this|that|them|these|those|both|the (?:first|second|third|fourth|last|other)|all)\b|(?:\w+ ){0,2}(?:gifts?|presents?|ideas?|list|cart|wishlist|options?)\b)"
)
# A wish has one of these, wherever in the sentence it is.
_SIGN = re.compile(
    r"\b(?:gifts?|gifting|presents?|pressies?|prezz?(?:ie|y)s?|gfit\w*|budget|ideas?|something|smth|sth|anything|looking|shopping|searching|buy(?:ing)?|find(?:ing)?|show|recommend\w*|suggest\w*|"
    r"get(?:ting)? (?:him|her|them|my|an?|for|some|us)|want(?:s|ed|ing)?|needs?|needing|wish(?:es|list)?|for (?:him|her|them|my|our|his|an?|the|someone|somebody)|surprise|spoil|treat|spend|"
    r"under \W?\d+|below \W?\d+|up to \W?\d+|max(?:imum)?|less than \W?\d+|around \W?\d+|about \W?\d+|\$ ?\d+|\d+ ?(?:dollars|bucks|quid|euros?|pounds|usd|eur)|"
    r"secret santa|turn(?:s|ing)|birthday|anniversary|christmas|xmas|graduat\w+|wedding|retir(?:es|ing|ement)|housewarming|bday|valentine'?s?|mother'?s day|father'?s day|hanukkah|diwali|eid)\b"
)
# What somebody likes, does, is or owns, or is no more: of such a wish is made too.
_CARRIES = re.compile(
    r"\b(?:lov(?:e|es|ed|ing)|lik(?:e|es|ed|ing)|enjoy\w*|adores?|into|fan|fond|keen|mad (?:about|on|for)|crazy (?:about|for)|obsess\w*|passion\w*|hobb(?:y|ies)|interest\w*|collect\w*|favou?rites?|prefers?|"
    r"play(?:s|ing)?|cook(?:s|ing)?|bak(?:es?|ing)|paint(?:s|ing)?|draw(?:s|ing)?|knit(?:s|ting)?|crochet\w*|sew(?:s|ing)?|garden(?:s|ing)?|fish(?:es|ing)|hik(?:es?|ing)|run(?:s|ning)|swim(?:s|ming)?|climb(?:s|ing)?|"
    r"cycl(?:es?|ing)|bik(?:es|ing)|rid(?:es|ing)|surf(?:s|ing)?|ski(?:s|ing)?|sail(?:s|ing)?|golf(?:s|ing)?|box(?:es|ing)|danc(?:es?|ing)|sing(?:s|ing)?|read(?:s|ing|er)?|writ(?:es|ing)|watch(?:es|ing)?|travel\w*|camp(?:s|ing)?|"
    r"brew(?:s|ing)?|build(?:s|ing)?|makes|making|does|do(?:ing)?|practi[cs]es?|studies|teaches|coaches|drinks?|eats?|games?|gaming|gamer|player|lover|buff|geek|nerd|nut|freak|addict|junkie|enthusiast|"
    r"fanatic|collector|allergic|vegan|vegetarian|hates?|dislikes?|doesn'?t|don'?t|isn'?t|can'?t|cannot|already|enough|(?:moving|moved)(?= (?:house|home|in\b|into)|\W*$)|expecting|pregnant|getting married|started|learning|took up|taking up|discovered|got (?:into|really|a new)|"
    r"spends?|spent|dreams?|grow(?:s|ing)|keeps|wears|shoots|restores|photograph\w*|anime|k-?pop|(?:always|constantly|forever) (?!crying|late|sleep|complain|shout|yell|argu|fight|talk|ask)\w+ing)\b"
)
_PERSON = (
    r"(?:m[ou]m(?:my)?|mother|ma|dad(?:dy)?|father|pa|parents?|folks|sisters?|sis|brothers?|bro|sons?|daughters?|kids?|child(?:ren)?|bab(?:y|ies)|toddlers?|twins?|wife|husband|hubby|partner|fianc[eé]e?|"
    r"girlfriend|boyfriend|gf|bf|ex|spouse|grand ?(?:ma|pa|mother|father|parents?|son|daughter|kids?|children|dad|mum|mom)|gran(?:ny|dpa|dad)?|nan(?:a|ny)?|aunt(?:ie|y)?|uncle|nephews?|nieces?|cousins?|"
    r"friends?|mates?|bestie|best friend|bff|roommate|flatmate|neighbou?rs?|boss|manager|colleagues?|co-?workers?|teacher|tutor|coach|landlord|landlady|doctor|vet|"
    r"(?:mother|father|sister|brother|son|daughter)-in-law|in-?laws|teenagers?|teen|dog|cat|puppy|kitten|hamster|horse|rabbit|family|class|team|"
    r"step(?:mum|mom|dad|son|daughter|brother|sister)|god(?:son|daughter|mother|father)|friend'?s \w+|\w+'s (?:dog|cat|kid|son|daughter|mother|mum|mom|dad|boss|wife|husband|friend|brother|sister|car|house))"
)
_AUX = r"(?:is|are|was|were|has|have|had|'s|'re|will|would|can|could|did|may|might|must|should|just|never|always|still|also|even|actually|really|once|often|usually|only|and \w+|and i|who)"
# A person, and then what they do or did: "lives on a boat", "phones me", "bit the postman", "is 25 and unemployed".
_PAST = (
    r"(?:\w{2,}ed|bit|had|went|came|saw|said|told|got|gave|took|left|lost|won|met|made|ran|fell|broke|stole|bought|sold|sent|spent|threw|wrote|ate|drank|drove|flew|grew|hit|hurt|kept|knew|led|lied|paid|put|quit|rang|"
    r"rode|sat|shot|slept|spoke|stood|swore|thought|woke|wore|forgot|found|fought|felt|caught|began|became|brought|built|died|cut|cost|let|set|shut|did)"
)
_TELLS = re.compile(
    rf"^\W*(?:(?:and|so|but|well|ok|okay|oh|lol|haha|omg|ugh|today|yesterday|tonight|apparently|honestly|hey|hi|btw|guess what|last (?:night|week|year))[\s,:]+)*"
    rf"(?:(?:my|our|the|his|her|their|a|this|that|some|all) (?:(?!gifts?\b|presents?\b)[\w'-]+ ){{0,2}}?{_PERSON}|he|she|they|it|that|this|there|we|i|you|everyone|everybody|nobody|someone|somebody|people|kids|men|women|"
    rf"(?:my|our|the|his|her|their) [\w'-]+)"
    rf"(?: and (?:i|my \w+|his \w+|her \w+|me)|(?! \w+ed\b) \w+(?= \w+ed\b))?(?: |'(?:s|re|m|ve|ll|d) )(?:{_AUX} ){{0,2}}"
    rf"(?:{_PAST}\b|(?!as\b|us\b|his\b|its\b|this\b|is\b|was\b|has\b|kids\b|sons\b|likes\b|years\b|always\b|it's\b|bus\b|yes\b|dolls\b|books\b|cars\b|sports\b|plants\b|toys\b|games\b|stuff\b)[a-z]{{2,}}[^s'\W]s (?=\w)"
    rf"|[a-z]{{3,}}ing\b|(?:at|in|on|from|off|away|back|out|over|with|under) \w|not \w|so \w|too \w|very \w|\w+ (?:and|but) \w+|(?:a|an|the) \w+|my \w+)"
)
# Of oneself or of somebody known, whatever the verb.
_I_TELL = re.compile(
    r"^\W*(?:(?:and|so|but|well|ok|okay|oh|lol|honestly|hey|hi)[\s,]+)*(?:i|we)(?:'m|'re|'ve|'d|'ll)?\b(?! (?:need|want|would|have (?:an? )?(?:budget|\d+ dollars)|have got (?:an? )?\w+ (?:year|nephew|niece)))"
)
# Verbs and words of liking that here mean nothing one could give for, jests, and talk about presents as such.
_NOT_MEANT = re.compile(
    r"\b(?:lov(?:e|es|ed)|likes?|hates?|adores?|miss(?:es|ed)?|obsessed with|into|fond of|mad at|crazy about|wants?|needs?) (?:only |just |really )?"
    r"(?:me|us|him(?:self)?|herself|themselves|you|each other|my (?!budget|gift)\w+|(?:his|her|their|the sound of (?:his|her)) own|a (?:guy|girl|boy|man|woman)|somebody|someone) ?(?:\W*$|(?:at|from|on|to|in|and|back|out|when|who|because|voice|with|too|so)\b)"
    r"|\b(?:likes?|loves?|enjoys?|keeps?|wants?|needs?|hates?) (?:to |me to |us to |him to |her to )?(?:complain|argue|gossip|nag|lie|judge|shout|yell|snore|interrupt|stare|fight|sleep|talk(?:ing)? (?:back|about (?:him|her)self)|move out|leave|quit|die|be (?:right|alone|left))(?:ing)?\b"
    r"|\b(?:wants?|needs?) (?:an? |some |his |her |to have |more )?(?:\w+ )?(?:bab(?:y|ies)|kids|children|divorce|kidney|liver|heart|knee|hip|transplant|operation|surgery|doctor|dentist|nurse|lawyer|therap\w+|break|nap|sleep|rest|job|haircut|bath|loan|lift|ride|visa|raise|diagnosis|help|space|attention)\b(?! (?:gift|book|mug|light))"
    r"|\b(?:wants|need|needs) (?:me|us|him|her|them) to\b|\bit (?:annoys|bothers|worries|drives|upsets) me\b"
    r"|\bplays? (?:truant|tricks|dumb|dead|victim|the victim|hard to get|with (?:my|his|her|our)|games with)\b|\bcollects? (?:debts?|taxes|rubbish|garbage|unemployment|benefits|dust)\b"
    r"|\breads? (?:too much|between|my (?:mind|mail|messages))\b|\bruns? (?:an? (?:company|business|firm|shop|team|bakery|hotel|school|bar|fever|temperature|department)|out of|away|late|into)\b"
    r"|\bdoes(?:n't)? (?:drugs|nothing|time|not care)\b|\bmakes (?:me|us|no|a mess|mistakes|noise)\b|\bbuilds? up\b|\bdraws? (?:on the|a salary|benefits)\b|\bdrinks? (?:too much|all|every)\b|\beats? (?:my|our|too|all|everything|with)\b"
    r"|\bwatch(?:es|ing)? (?:me|us|porn|the neighbou?rs)\b|\bwent (?:wrong|badly|well|great|viral|missing)\b|^\W*(?:just |been |i'?m |still )?thinking (?:about|of) (?!getting|buying|giving|an?\b|some)"
    r"|\b(?:too many|enough|no) (?:toys|gifts|presents) (?:from|already)\b|\b(?:we|i|they) (?:don'?t|never|no longer) (?:do|exchange|give|buy|celebrate)\b"
    r"|\byour (?:m[ou]m|mother|dad|father|grandm\w+|grandp\w+|granny|sister|wife|husband|girlfriend|boyfriend|boss|creator|kids?|cat|dog)\b"
    r""
    r"|^\W*(?:hr|the \w+) (?:wants|needs|asked)\b"
)
_NO_GIFT_IDEAS = re.compile(
    r"^\W*(?:please |pls )?(?:show|teach|tell|explain to) (?:me|us) how (?:to|do|you|i)\b|\bideas? for (?:an? |my |our )?(?:\w+ )?(?:date|meal|dinner|lunch|essay|trip|holiday|business|project|lesson|speech|weekend|name|story|novel|blog)\b"
)
# Asked of presents as such: nobody is to get one.
_OF_CUSTOMS = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hey)[\s,]+)*(?:do (?!you\b)|does |did |has |have (?!you\b)|had |was |were |why |when |who |how do i (?:tell|say|ask|explain|stop|convince)|how many |how much (?:do|does|did)|what do (?:other|most|all|rich) )"
    r"(?!.*\b(?:for (?:my|him|her|them|an? \w+)|(?:should|can|could|do) i (?:get|buy|give|bring))\b)"
)
_HAS_A_PERSON = re.compile(
    r"\b(?:i|we)(?:'ve| have| have got|'ve got) (?:an?|one|two|three|my|another) (?:\w+[ -]){0,4}(?:nephew|niece|friend|cousin|co-?worker|colleague|grandson|granddaughter|grandchild|godson|goddaughter|aunt|uncle|sister|brother|boss)s?\b"
)
# An age and a person with "and" or a comma and no verb but "is": facts as a wish is made of.
_ONLY_FACTS = re.compile(
    rf"^\W*(?:(?:well|so|and|ok|um+|it's|its|for)[\s,]+)*(?:my (?:\w+ ){{0,2}}?{_PERSON}|he|she|they|i|the \w+)(?: is|'s|s|'re| are|'m| am) (?:about |around |nearly |almost |only |now |just )?"
    r"(?:an? )?(?:\d{1,3}\b(?:(?: |-)?(?:years?|yrs?|yo|y/o|months?)(?:(?: |-)old)?)?|in (?:his|her|their) \w+|\w+ (?:years?|months?) old)(?:[\s,.]+(?:old|now|today|this year|next \w+|in \w+|boy|girl|man|woman|lady|guy))*\W*$"
)
_QUESTION_MARKS = re.compile(
    r"^\W*(?:(?:hey|hi|ok|so|and|but|well|btw)[\s,]+)*(?:who|when|where|why|how|whose|at what|is|are|was|were|do|does|did|has|have|should|must|am|since when|in (?:which|what)|what(?:'s|s| is| was| are| were)(?! (?:an? |the |some |there |your |in )?(?:good|nice|cool|great|best|popular|trendy|perfect|right|available|new|hot|suitable|out|under|fun|with))|what (?!else|other|about|kind|sort|would|should|could|can|do|gift|present|toy)\w+ (?:is|are|was|were|did|does|goes|go|has|comes|eats?|lives?)(?! (?:good|nice|best|popular|there|suitable|fun|in stock|available)))\b(?! (?:about|there|you (?:have|sell|stock|got|carry|do))\b)"
)
_GIFT = re.compile(
    r"\b(?:gifts?|presents?|pressies?|prezz?(?:ie|y)s?|ideas?|something|smth|anything|looking|buy|get (?:him|her|them|my|an?|for)|shopping|show me|find|recommend|suggest|you (?:have|sell|stock|got|carry))\b"
)
_FOR = re.compile(r"\bbudget\b|\$ ?\d|\bunder \d|\bfor (?:him|her|them)\b")
_PRESENT = re.compile(r"\b(?:gifts?|presents?|pressies?)\b")
_CHOOSES = re.compile(r"^\W*(?:\w+ )?(?:suggest|recommend|find|get)\b")
_JEST = re.compile(
    r"\byour (?:m[ou]m|mother|dad|father|grandm\w+|sister|boss)\b|\b(?:too many|enough) |\b(?:don'?t|never) do\b"
)
_SUPPOSES = re.compile(r"\bi (?:think|guess|believe|suppose|know|heard|saw) (?:that )?(?:he|she|they)\b")
_MOST_WORDS = 24


def is_no_ware(plain: str) -> bool:
    """Whether a normalized message asks for something to be done, or for what no gift shop has."""
    if len(plain.split()) > _MOST_WORDS or _PRESENT.search(plain):
        return False
    if _NO_GIFT_IDEAS.search(plain):
        return True
    if _GIFT.search(plain) and not (_CHOOSES.search(plain) or _ASKED.search(plain)):
        return False
    return any(pattern.search(plain) for pattern in (_ASKED, _BARE, _TASKS))


def asks_of_the_world(plain: str) -> bool:
    """Whether a normalized message is a question that names no gift, no budget and nobody to give to."""
    if _OF_CUSTOMS.search(plain):
        return not _FOR.search(plain) and not re.search(r"\byou (?:have|sell|stock|got|carry|do)\b", plain)
    return bool(_QUESTION_MARKS.search(plain)) and not (_GIFT.search(plain) or _FOR.search(plain))


def tells_no_wish(plain: str, *, under_way: bool = False) -> bool:
    """Whether a normalized message tells or asks something, with neither a sign of a wish nor what somebody likes.

    `under_way`: it names a price, an exclusion or gifts shown, as one does in the middle of a wish.
    """
    if len(plain.split()) > _MOST_WORDS or _ONLY_FACTS.search(plain) or _HAS_A_PERSON.search(plain):
        return False
    if _NOT_MEANT.search(plain):
        return not _PRESENT.search(plain) or _JEST.search(plain) is not None
    if under_way or _SUPPOSES.search(plain):
        return False
    if _QUESTION_MARKS.search(plain) or _OF_CUSTOMS.search(plain):
        return asks_of_the_world(plain)
    if _SIGN.search(plain) or _CARRIES.search(plain):
        return False
    return bool(_TELLS.search(plain) or _I_TELL.search(plain))
