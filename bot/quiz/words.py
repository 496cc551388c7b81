"""Questions, answers and briefs in words."""

from __future__ import annotations

from decimal import Decimal

from bot.pages.money import format_round
from bot.quiz.questions import ForWhom
from bot.quiz.steps import ANY_PRICE
from bot.texts import Texts
from catalog_index.brief import Budget, GiftBrief
from catalog_index.product import Money


class QuizWords:
    """The quiz in one language."""

    def __init__(self, texts: Texts, locale: str) -> None:
        self._texts = texts
        self._locale = locale

    def question(self, name: str, for_whom: ForWhom) -> str:
        """What is asked, of the shopper or about somebody."""
        return self._texts(f"quiz.ask.{name}.{for_whom}")

    def answer(self, question: str, answer: str, currency: str) -> str:
        """The title of an answer: of our own, an interest in the merchant's words, or an amount."""
        if question == "taste":
            return answer[:1].upper() + answer[1:]
        if question == "budget" and answer != ANY_PRICE:
            return self._texts("quiz.up_to", amount=self._amount(float(answer), currency))
        return self._texts(f"quiz.{question}.{answer}")

    def brief(self, brief: GiftBrief) -> list[str]:
        """What is known, a few words for each part."""
        known = [brief.relationship] if brief.relationship else []
        if brief.age:
            low, high = brief.age.min, brief.age.max
            ages = f"{low}+" if high is None else f"{low}-{high}" if high != low else str(low)
            known.append(self._texts("quiz.known.age", age=ages))
        if brief.occasion:
            known.append(brief.occasion)
        known += [self._texts("quiz.known.without", label=label) for label in brief.exclude]
        return known + self._budget(brief.budget)

    def _budget(self, budget: Budget | None) -> list[str]:
        if budget is None or (budget.min is None and budget.max is None):
            return []
        low, high = budget.min, budget.max
        if high is None:
            return [self._texts("quiz.known.from", amount=self._amount(low or 0, budget.currency))]
        words = self._texts("quiz.known.up_to", amount=self._amount(high, budget.currency))
        return [words]

    def _amount(self, value: float, currency: str) -> str:
        return format_round(Money(Decimal(str(value)), currency), self._locale)
