"""The quiz's questions, from data/quiz/questions.json."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from catalog_index.brief import GiftBrief

ForWhom = Literal["someone", "myself"]
_FILE = Path(__file__).parents[2] / "data" / "quiz" / "questions.json"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(_Record):
    """An answer: the parts of the brief that it means, or the interests that people who give it tend to have."""

    id: str
    picture: str
    crossed: bool = False
    brief: dict[str, Any] = Field(default_factory=dict)
    interests: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _means_a_brief(self) -> Option:
        GiftBrief.model_validate(self.brief)
        return self


class Question(_Record):
    """A question with its options, or with those that the catalog has (`from`: its interests or its prices).

    `sets` is the part of the brief that it asks for; `after` the question that must have been answered before;
    `known` how likely a shopper can answer; `first` opens the quiz, whatever it tells.
    """

    id: str
    for_: list[ForWhom] = Field(alias="for")
    sets: Literal["relationship", "age", "interests", "exclude", "budget"]
    after: str | None = None
    known: float = 1.0
    first: bool = False
    from_: Literal["interests", "prices"] | None = Field(default=None, alias="from")
    options: list[Option] = Field(default_factory=list)


class Quiz(_Record):
    """All questions, and the pictures of answers that the catalog makes."""

    most_steps: dict[ForWhom, int]
    questions: list[Question]
    price_pictures: list[str]
    any_price_picture: str
    interest_pictures: dict[str, str]

    @property
    def crossed(self) -> frozenset[str]:
        """The ids of the answers that say what is to be left out."""
        return frozenset(option.id for question in self.questions for option in question.options if option.crossed)

    def of(self, for_whom: ForWhom) -> list[Question]:
        """The questions of one kind of quiz."""
        return [question for question in self.questions if for_whom in question.for_]


@cache
def load_quiz() -> Quiz:
    """Read the questions.

    Raises:
        pydantic.ValidationError: the file is not as it should be.
    """
    return Quiz.model_validate_json(_FILE.read_text("utf-8"))
