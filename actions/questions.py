"""Which question comes next: the one whose answer narrows the gifts still possible most.

For each question that stands open, the answers that it may get are counted over the gifts that fit the brief so far (in
a large catalog over a sample of them): age groups, interests that these gifts serve, round prices, grown-up or child.
Each gift is as likely meant as any other; an answer that keeps n of N gifts tells log2(N / n) bits, and a question is
worth the expected bits of its answers (Shannon 1948; see catalog_index/information.py) times how likely a shopper can
answer it. A question below `LEAST_BITS` would change nothing, and is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.context import context
from actions.presenting import shop_brief
from actions.slots import QUESTIONS, GiftState
from catalog_index.brief import AgeRange, GiftBrief
from catalog_index.budgets import budget_steps
from catalog_index.information import Cover, most_telling
from catalog_index.narrowing import expected_left
from catalog_index.people import LIKELY_GROWN_UP

# Whose age changes little for the gift, or is grown-up for certain.
_AGE_NEEDLESS = frozenset(
    "mother father parents grandmother grandfather grandparents great-grandmother great-grandfather aunt uncle wife "
    "husband partner fiancé fiancée girlfriend boyfriend friend colleague boss employee teacher neighbor client "
    "mother-in-law father-in-law parents-in-law sister-in-law brother-in-law son-in-law daughter-in-law stepmother "
    "stepfather godmother godfather roommate nanny coach doctor nurse hairdresser pastor host couple myself great-aunt "
    "great-uncle".split()
)
_GROWN_UP_OCCASIONS = frozenset({"wedding", "engagement", "anniversary", "retirement", "promotion", "housewarming"})
_BABY_OCCASIONS = frozenset({"new baby", "baby shower", "christening"})
_ADULT = AgeRange(min=18)
AGES: dict[str, AgeRange] = {
    "baby": AgeRange(min=0, max=1),
    "toddler": AgeRange(min=1, max=3),
    "preschool": AgeRange(min=4, max=6),
    "school": AgeRange(min=7, max=9),
    "tween": AgeRange(min=10, max=12),
    "teen": AgeRange(min=13, max=17),
    "adult": _ADULT,
}
# How likely a shopper can answer: nearly all know who it is for, not all know what they like.
_KNOWN = {"relationship": 1.0, "age": 0.9, "interests": 0.8, "budget": 0.9}
_LIKELY_INTERESTS = 24
# Questions before the first cards, where the shopper has said anything; how often one is put beneath cards.
MOST_QUESTIONS = 2
_MOST_PUT = 2


@dataclass(frozen=True)
class Effect:
    """What a question is expected to do: of `now` gifts about `left` stay."""

    now: int
    left: float


def next_question(brief: GiftBrief, state: GiftState) -> str | None:
    """The slot to ask for before gifts are shown, None when it is time to show some."""
    if enough(brief, state):
        return None
    if brief == GiftBrief() and "relationship" not in state.skipped:
        # Whom it is for is the one question that everybody can answer, and the others are asked about that person.
        return "relationship"
    return most_telling(_covers(brief, state), _KNOWN)


def narrowing_question(brief: GiftBrief, state: GiftState) -> str | None:
    """The question to put beneath cards, None where none would narrow them, or all have been put often enough."""
    covers = {name: cover for name, cover in _covers(brief, state).items() if state.put.count(name) < _MOST_PUT}
    shown = context().settings.cards_per_answer
    if not covers or min(cover.shape[1] for cover in covers.values()) <= shown:
        return None
    return most_telling(covers, _KNOWN)


def enough(brief: GiftBrief, state: GiftState) -> bool:
    """Whether gifts are shown now: asked for, shown before, an interest and one more fact known, or three facts.

    Otherwise after two questions, unless nothing at all is known yet.
    """
    if state.hurry or state.has_shown:
        return True
    facts = sum(bool(value) for value in brief.model_dump().values())
    if brief.budget and brief.budget.max is None and brief.budget.min is None:
        facts -= 1  # "any price" is an answer, but tells nothing
    if facts >= 3 or (brief.interests and facts >= 2):
        return True
    return facts > 0 and state.asks >= MOST_QUESTIONS


def effect(brief: GiftBrief, state: GiftState, question: str) -> Effect | None:
    """How many gifts an answer leaves on average, None for a question that does not stand open."""
    cover = _covers(brief, state).get(question)
    if cover is None or not cover.shape[1]:
        return None
    total = context().catalog.search.count(shop_brief(brief), only=state.only)
    return Effect(total, expected_left(cover) * total / cover.shape[1])


def likely_ages(brief: GiftBrief, most: int | None = None) -> list[str]:
    """The age groups that gifts are left for, at most `most`, youngest first.

    Those that most gifts are for are kept; for a sister or a cousin, who may be of any age, the older ones.
    """
    search = context().catalog.search
    rows = search.narrowing.sample(search.fitting_rows(shop_brief(brief)))
    left = dict(zip(AGES, search.narrowing.ages(rows, list(AGES.values())).sum(axis=1), strict=True))
    names = [name for name in AGES if left[name]] or list(AGES)
    if most is None or len(names) <= most:
        return names
    if brief.relationship in LIKELY_GROWN_UP:
        return names[-most:]
    kept = sorted(names, key=lambda name: -left[name])[:most]
    return [name for name in names if name in kept]


def _covers(brief: GiftBrief, state: GiftState) -> dict[str, Cover]:
    """For each open question which of the candidates each of its likely answers keeps."""
    search = context().catalog.search
    counts = search.narrowing
    rows = counts.sample(search.fitting_rows(shop_brief(brief), only=state.only))
    covers: dict[str, Cover] = {}
    for name in QUESTIONS:
        if getattr(brief, name) or name in state.skipped:
            continue
        if name == "relationship" and brief.age is None and brief.occasion not in _BABY_OCCASIONS:
            covers[name] = counts.generations(rows)
        elif name == "age" and _age_matters(brief):
            covers[name] = counts.ages(rows, list(AGES.values()))
        elif name == "interests":
            covers[name] = counts.interests(rows, _LIKELY_INTERESTS)[1]
        elif name == "budget":
            covers[name] = counts.prices(rows, budget_steps(search.filters.prices[rows]))
    return covers


def _age_matters(brief: GiftBrief) -> bool:
    if brief.occasion in _GROWN_UP_OCCASIONS or brief.occasion in _BABY_OCCASIONS:
        return False
    return brief.relationship not in _AGE_NEEDLESS
