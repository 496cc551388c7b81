"""What the quiz calls take and answer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.conversation.schemas import ClientId
from bot.quiz.questions import ForWhom


class GivenAnswer(BaseModel):
    """An answer to a question by their ids; `answer` None is a question that was skipped."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    question: str = Field(min_length=1, max_length=40)
    answer: str | None = Field(default=None, min_length=1, max_length=60)


class QuizRequest(BaseModel):
    """The answers so far, in the order in which they were given; `fresh` forgets what the chat knows already."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    for_whom: ForWhom = "someone"
    answers: list[GivenAnswer] = Field(default_factory=list, max_length=20)
    fresh: bool = False


class FinishRequest(QuizRequest):
    """The whole quiz; the same `client_id` gets the first answer again."""

    client_id: ClientId | None = None


class OptionView(BaseModel):
    """An answer that can be given: `count` gifts stay possible; `crossed` is for what is to be left out."""

    id: str
    title: str
    image: str
    count: int
    crossed: bool = False


class QuestionView(BaseModel):
    """The question that comes next."""

    id: str
    text: str
    options: list[OptionView]


class GivenView(BaseModel):
    """An answer that counts, as the shopper saw it; `title` and `image` are None for a skipped question."""

    question: str
    text: str
    answer: str | None
    title: str | None = None
    image: str | None = None
    crossed: bool = False


class StepView(BaseModel):
    """Where the quiz stands: `count` gifts are possible, `step` of at most `steps` questions comes next.

    `answers` are those that still count: an answer falls away when an earlier one was changed so that it is offered
    no more. `known` says in words what was taken from the chat.
    """

    question: QuestionView | None
    count: int
    step: int
    steps: int
    brief: dict[str, Any]
    done: bool
    answers: list[GivenView]
    known: list[str]


class ResultLink(BaseModel):
    """The public link to a quiz's result."""

    url: str
    token: str
