"""Questions about a product, answered by what its own data says, word for word, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_index.analysis import stems
from catalog_index.encoder import Encoder
from catalog_index.facts import USAGE, Passage, facts, passages
from catalog_index.product import Product

MOST_QUOTES = 2
# A sentence answers a question of no known topic when both mean about the same (cosine), a little less when they
# share a telling word.
_ANSWERS = 0.52
_ANSWERS_WITH_WORD = 0.38
_SHARED = 0.12


@dataclass(frozen=True, slots=True)
class Topic:
    """What shoppers ask: `asked` recognises the question, `told` the sentences that answer it.

    `fact` names the attribute that answers outright.
    """

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    fact: str = ""


def _topic(name: str, asked: str, told: str, fact: str = "") -> Topic:
    return Topic(name, re.compile(rf"\b(?:{asked})", re.IGNORECASE), re.compile(rf"\b(?:{told})", re.IGNORECASE), fact)


_UNIT = r"(?:cm|mm|m|meters?|metres?|centimet\w+|inch(?:es)?|in|ft|feet|kg|kilos?|g|grams?|ml|cl|l|lit(?:er|re)s?)\b"
_NUMBER = r"(?:\d[\d.,]*|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+ty)"

TOPICS = (
    _topic("hand", r"(?:left|right)[- ]?hand|lefty", r"(?:left|right)[- ]?hand|either hand"),
    _topic(
        "reading",
        r"good (?:at )?read(?:er|ing)|(?:able|need|have|know how) to read\b|can(?:not|'t)? read\b|"
        r"reading (?:level|age)",
        r"readers?\b|reads?\b|reading|words? (?:on|a|per)\b|letters|early readers",
    ),
    _topic(
        "mess",
        r"mess(?:y|es)?\b|make a mess|sticky|dirty|(?:leave|make) (?:stains|marks)",
        r"mess|sticky|wip(?:e|es) (?:clean|off|up|down)|wash(?:es)? off|spill|splash|stain|apron|mop|sweep|"
        r"newspaper|tidy|crumb|dust",
    ),
    _topic(
        "power",
        r"batter|charg|rechargeable|plug|power|mains|usb|electric",
        r"batter|recharg|charges?\b|charging|usb|plugs?\b|mains|solar|wind-?up|clockwork|cordless|wired|cable|"
        r"hand-?crank|electric|watts?\b",
    ),
    _topic(
        "care",
        r"wash|clean|dishwasher|iron\b|tumble|care for|look after|maintain|stains?\b",
        r"wash|wipe|clean|dishwasher|rinse|tumble|iron\b|damp cloth|hand-?wash|dust|oil it|dry (?:well|flat|it)|care",
    ),
    _topic(
        "weight",
        r"heavy\b|heavier|how light\b|weigh|lightweight|(?:is|are) (?:it|this|that|they|the \w+(?: one)?) light\b",
        rf"{_NUMBER}[ -]?(?:kg|kilos?|g|grams?|pounds?|ounces?|oz|lbs?)\b|weigh|heavy|lightweight|light enough",
    ),
    _topic(
        "size",
        r"sizes?\b|how (?:big|large|small|tall|wide|high|deep|thick)\b|how long is\b|dimensions?|measure|"
        r"too (?:big|small|large)|fit (?:in|on|into)|how much (?:space|room)|diameter|length|capacity|hold",
        rf"{_NUMBER}[ -]?(?:by {_NUMBER}[ -]?)?{_UNIT}|sizes?\b|one size|weighs|tall\b|"
        r"the size of|pocket-sized",
        "size",
    ),
    _topic(
        "material",
        r"made (?:of|from|out of)|material|fabric|what(?:'s| is) it made|wood\b|plastic|leather|cotton|wool",
        r"made (?:of|from)|cotton|wool|wood|beech|birch|oak|walnut|maple|pine|steel|silver|gold|brass|copper|leather|"
        r"linen|silk|glass|ceramic|porcelain|stoneware|plastic|silicone|rubber|paper|card\b|bamboo|felt|polyester|"
        r"canvas|clay|wax|iron|aluminium|aluminum|plywood|cork",
        "material",
    ),
    _topic("color", r"colou?rs?\b|which shade", r"colou?r|shade|red|blue|green|yellow|black|white|pink|grey", "color"),
    _topic(
        "age",
        r"what age|which age|how old|age (?:range|group)|too young|too old|"
        r"(?:suitable|safe|good|right|okay?) for (?:a |an |my |the )?(?:\d+|bab|toddler|child|kid|newborn|\w+-year)",
        r"ages?\b|aged\b|from birth|months?\b|years?\b|year-olds?|adults?\b|grown-ups?\b|toddlers?\b|\d\+",
    ),
    _topic(
        "contents",
        r"what(?:'s| is| comes)? (?:in|inside|with) (?:it|the|this|that)|includ|come with|comes with|contents?\b|"
        r"in the (?:box|kit|set|pack)|how many (?:pieces|parts|cards|colou?rs|bottles)|need (?:to buy|anything else)",
        r"includ|comes? with|come in|inside|contains?|in the (?:box|kit|tin|tube|case|bag)|a set of|supplied|"
        r"pieces?\b|\d+ cards",
    ),
    _topic(
        "players",
        r"how many (?:players|people|kids|children)|players?\b|play (?:alone|together)|two people",
        r"players?\b|for (?:one|two|three|four|\d)(?: to \w+| or \w+)?(?: players| people)?|alone|together|family",
    ),
    _topic(
        "duration",
        r"how long (?:does|do|will|would)|how much time|last\b|minutes|hours|keep fresh|shelf life|best before",
        r"minutes?\b|hours?\b|half an hour|weeks?\b|days?\b|months\b|lasts?\b|evening|afternoon|weekend|best before",
    ),
    _topic(
        "setup",
        r"set ?-?up|assembl|put (?:it )?together|install|hard to|difficult|easy|complicated|build\b|tools?\b|"
        r"instructions?|beginner|start(?:ed)?\b|need to know|learn",
        r"assembl|set (?:it )?up|instructions?|tools?\b|screw|easy|beginner|first-time|no experience|step|clicks?\b|"
        r"snaps?\b|folds?\b|hex key|booklet|guide|template|put together|no glue|leaflet|learn|simple",
    ),
    _topic(
        "ingredients",
        r"ingredients?|allerg|contain|gluten|vegan|vegetarian|nuts?\b|dairy|sugar|alcohol|caffeine|halal|kosher",
        r"contains?|free\b|vegan|vegetarian|nuts?\b|almond|hazelnut|peanut|milk|gluten|wheat|oats|soy|sugar|alcohol|"
        r"caffeine|decaf|may contain",
    ),
    _topic(
        "weather",
        r"waterproof|water ?resistant|outdoors?\b|outside\b|rain|weatherproof|garden",
        r"waterproof|water-?resist|rain|outdoors?\b|outside|sheds|weather|splash|garden|wet",
    ),
    _topic("noise", r"nois[ey]|loud|quiet|volume", r"quiet|loud|nois|volume|whisper|hardly hear|silent|sound"),
    _topic("making", r"handmade|hand-made|where (?:is it|was it|it's) made",
           r"handmade|hand-?\w+ed|made in|woven in|cooperative|workshop|maker|by hand"),
)  # fmt: skip
_USE = re.compile(
    r"\b(?:use|using|used|play with|how does (?:it|this|that|one)? ?\w* ?work|"
    r"how (?:do|would) (?:you|i|we|he|she|they)|"
    r"what (?:do|can|would|could) (?:you|i|we|he|she|they|one) do|tips?)\b",
    re.IGNORECASE,
)
# Words of a question that say nothing of what it is about.
_PLAIN = frozenset(
    stems(
        "does do did it this that the need needs have has can could would will is are be how what which much many any "
        "use one get gift thing item product she he they her him them i we my tell me about know please ok and "
        "first second third fourth last say says said good well really very a bit any some too for to of or if"
    )
)


def topic_of(question: str) -> Topic | None:
    """What a question asks for, None where it is none of the known topics."""
    return next((topic for topic in TOPICS if topic.asked.search(question)), None)


def answer(product: Product, question: str, encoder: Encoder) -> list[Passage]:
    """What of a product's data answers a question, verbatim, best first; [] where the shop does not say.

    `question` should not hold the product's own name: words of it are in every sentence.
    """
    topic = topic_of(question)
    if topic is not None:
        return _told(product, question, topic, encoder)
    if _USE.search(question):
        return [passage for passage in passages(product) if passage.source == USAGE]
    return _near(product, question, encoder)


def _told(product: Product, question: str, topic: Topic, encoder: Encoder) -> list[Passage]:
    stated = [fact for fact in facts(product) if fact.source == topic.fact]
    if stated:
        return stated
    fitting = [passage for passage in passages(product) if topic.told.search(passage.text)]
    scored = _scored(question, fitting, encoder)
    if topic.name == "power":
        # "needs two AA batteries" before "the cable is red".
        scored = [(score + 0.2 * bool(re.search(r"batter", p.text, re.IGNORECASE)), p) for score, p in scored]
    best = sorted(scored, key=lambda item: -item[0])[:MOST_QUOTES]
    return [passage for score, passage in best if score >= best[0][0] - _SHARED]


def _near(product: Product, question: str, encoder: Encoder) -> list[Passage]:
    """The sentences that share most telling words with a question, or mean about the same."""
    words = [word for word in dict.fromkeys(stems(question)) if word not in _PLAIN]
    found = []
    for score, passage in _scored(question, passages(product), encoder):
        own = set(stems(passage.text))
        shared = sum(word in own for word in words)
        # One common word out of many ("play" in "does it play chess?") says nothing.
        if score >= (_ANSWERS_WITH_WORD if 2 * shared > len(words) else _ANSWERS):
            found.append((score + _SHARED * shared, passage))
    best = sorted(found, key=lambda item: -item[0])[:MOST_QUOTES]
    return [passage for score, passage in best if score >= best[0][0] - _SHARED]


def _scored(question: str, found: Sequence[Passage], encoder: Encoder) -> list[tuple[float, Passage]]:
    if not found:
        return []
    vectors = encoder.encode([question, *(passage.text for passage in found)])
    return [(float(score), passage) for score, passage in zip(vectors[1:] @ vectors[0], found, strict=True)]
