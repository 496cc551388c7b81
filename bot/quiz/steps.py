"""What a quiz's answers make of the brief, and which question comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.quiz.questions import ForWhom, Option, Question, Quiz
from bot.quiz.tastes import Tastes
from catalog_index.brief import GiftBrief
from catalog_index.budgets import budget_steps
from catalog_index.information import Cover, cover_of, most_telling
from catalog_index.people import ADULT_AGE, GROWN_UP, LIKELY_GROWN_UP

if TYPE_CHECKING:
    from catalog_index.search import GiftSearch

MOST_OPTIONS = 8
MOST_TASTES = 6
ANY_PRICE = "any"
_CHILD = "child"
# As many gifts as a row of cards shows need no further question.
FEW = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that is offered: the brief that it would make, and how many gifts that leaves (at least one)."""

    id: str
    picture: str
    brief: GiftBrief
    count: int
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that counts; `offer` is None for a question that was skipped."""

    question: str
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class Step:
    """Where the answers lead: `question` is None when the quiz is done; `steps` is how many there will be at most."""

    brief: GiftBrief
    count: int
    given: tuple[Given, ...]
    steps: int
    question: str | None = None
    offers: tuple[Offer, ...] = field(default=())


class QuizSteps:
    """The quiz over one catalog. Its counts are those of `GiftSearch.count`."""

    def __init__(self, quiz: Quiz, search: GiftSearch) -> None:
        self._quiz = quiz
        self._search = search
        self._known = {question.id: question.known for question in quiz.questions}
        vibes = [option for question in quiz.questions for option in question.options if option.interests]
        self._tastes = Tastes(search, vibes)

    def after(self, for_whom: ForWhom, known: GiftBrief, answers: Sequence[tuple[str, str | None]]) -> Step:
        """Go through the answers, each (question, answer or None for skipped); `known` is what need not be asked.

        An answer that is not offered after those before it (an earlier one was changed) does not count, and its
        question is open again.
        """
        questions = {question.id: question for question in self._quiz.of(for_whom)}
        brief, given = _start(for_whom, known), list[Given]()
        for name, answer in answers:
            question = questions.get(name)
            if question is None or not self._open(question, brief, known, given):
                continue
            offers = {offer.id: offer for offer in self._offers(question, brief, given)}
            if answer is None:
                given.append(Given(name, None))
            elif answer in offers:
                brief = offers[answer].brief
                given.append(Given(name, offers[answer]))
        return self._step(for_whom, known, brief, given)

    def _step(self, for_whom: ForWhom, known: GiftBrief, brief: GiftBrief, given: list[Given]) -> Step:
        count = self._search.count(brief)
        most = self._quiz.most_steps[for_whom]
        offered: dict[str, list[Offer]] = {}
        for question in self._quiz.of(for_whom):
            if len(given) < most and count > FEW and self._open(question, brief, known, given):
                offers = self._offers(question, brief, given)
                if len(offers) > 1:
                    offered[question.id] = offers
        name = self._next(offered, brief)
        done = tuple(given)
        if name is None:
            return Step(brief, count, done, steps=len(given))
        to_come = len(offered) + sum(question.after in offered for question in self._quiz.of(for_whom))
        return Step(brief, count, done, min(most, len(given) + to_come), name, tuple(offered[name]))

    def _next(self, offered: dict[str, list[Offer]], brief: GiftBrief) -> str | None:
        first = next((question.id for question in self._quiz.questions if question.first), None)
        if first in offered:
            return first
        candidates = self._search.fitting_rows(brief)
        covers: dict[str, Cover] = {
            name: cover_of(candidates, [self._search.fitting_rows(offer.brief) for offer in offers])
            for name, offers in offered.items()
        }
        return most_telling(covers, self._known)

    def _open(self, question: Question, brief: GiftBrief, known: GiftBrief, given: list[Given]) -> bool:
        """Whether a question can be asked: not yet, not known from before, and what it follows was answered."""
        if any(item.question == question.id for item in given):
            return False
        if question.after:
            return any(item.question == question.after and item.offer for item in given)
        return not getattr(known, question.sets) or question.sets == "exclude"

    def _offers(self, question: Question, brief: GiftBrief, given: list[Given]) -> list[Offer]:
        if question.from_ == "prices":
            found = self._prices(brief)
        elif question.from_ == "interests":
            found = self._interests(question, brief, given)
        else:
            found = [made for option in question.options if (made := self._made(option, brief))]
        counted = [
            Offer(option.id, option.picture, changed, count, option.crossed)
            for option, changed in found
            if (count := self._search.count(changed))
        ]
        if question.sets == "exclude":
            # To leave out what none of the gifts left has changes nothing.
            here = self._search.count(brief)
            counted = [offer for offer in counted if offer.count < here or offer.brief == brief]
        if len(counted) > MOST_OPTIONS:
            enough = sorted((offer.count for offer in counted), reverse=True)[MOST_OPTIONS - 1]
            counted = [offer for offer in counted if offer.count >= enough][:MOST_OPTIONS]
        return counted

    def _made(self, option: Option, brief: GiftBrief) -> tuple[Option, GiftBrief] | None:
        """An option with the brief it would make; None where it can't be meant."""
        changes: dict[str, Any] = dict(option.brief)
        if "exclude" in changes:
            changes["exclude"] = list(dict.fromkeys([*brief.exclude, *changes["exclude"]]))
        if option.interests:
            rows = self._search.fitting_rows(brief.model_copy(update={"interests": []}))
            changes["interests"] = self._tastes.best(option.id, rows, MOST_TASTES)
            if not changes["interests"]:
                return None
        changed = GiftBrief.model_validate(brief.model_dump() | changes)
        if "age" in option.brief and not _age_can_be(changed):
            return None
        return option, changed

    def _interests(self, question: Question, brief: GiftBrief, given: list[Given]) -> list[tuple[Option, GiftBrief]]:
        """Each interest that the answer before stands for, alone."""
        before = next(item.offer for item in given if item.question == question.after)
        pictures = self._quiz.interest_pictures
        return [
            (
                Option(id=label, picture=pictures.get(label, before.picture if before else "")),
                brief.model_copy(update={"interests": [label]}),
            )
            for label in brief.interests
        ]

    def _prices(self, brief: GiftBrief) -> list[tuple[Option, GiftBrief]]:
        filters = self._search.filters
        steps = budget_steps(filters.prices[self._search.fitting_rows(brief)])
        found = list(zip([str(step) for step in steps], self._quiz.price_pictures, strict=False))
        made = []
        for name, picture in [*found, (ANY_PRICE, self._quiz.any_price_picture)]:
            maximum = None if name == ANY_PRICE else float(name)
            budget = {"min": None, "max": maximum, "currency": filters.currency or "USD"}
            changed = GiftBrief.model_validate(brief.model_dump() | {"budget": budget})
            made.append((Option(id=name, picture=picture), changed))
        return made


def _start(for_whom: ForWhom, known: GiftBrief) -> GiftBrief:
    return known.model_copy(update={"relationship": "myself"}) if for_whom == "myself" else known


def _age_can_be(brief: GiftBrief) -> bool:
    """Whether somebody of this relationship can be of this age."""
    if brief.age is None:
        return True
    if brief.age.min >= ADULT_AGE:
        return brief.relationship != _CHILD
    return brief.relationship not in GROWN_UP | LIKELY_GROWN_UP
