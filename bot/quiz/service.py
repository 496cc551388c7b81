"""The quiz service: a step, its end in the chat, its shared result."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from bot.catalog.currency import in_shop_currency
from bot.conversation.models import Conversation
from bot.conversation.schemas import Answered
from bot.conversation.service import ConversationService
from bot.errors import UnavailableError
from bot.nlu.relationships import gender_of
from bot.quiz.pictures import load_quiz_pictures, picture_url
from bot.quiz.questions import ForWhom, load_quiz
from bot.quiz.schemas import FinishRequest, GivenView, OptionView, QuestionView, QuizRequest, ResultLink, StepView
from bot.quiz.steps import Offer, QuizSteps, Step
from bot.quiz.tokens import QuizResult, QuizTokens
from bot.quiz.words import QuizWords
from bot.settings import Settings
from bot.texts import Texts
from catalog_index.brief import GiftBrief

if TYPE_CHECKING:
    from catalog_index.search import GiftSearch


log = logging.getLogger(__name__)
_POLL_SECONDS = 0.5


@runtime_checkable
class SearchableCatalog(Protocol):
    """What the quiz asks of bot.catalog.service.CatalogService."""

    @property
    def ready(self) -> bool: ...
    @property
    def search(self) -> GiftSearch: ...
    @property
    def currency(self) -> str: ...


class QuizService:
    """The quizzes of all conversations. It keeps nothing: the answers come with each call."""

    def __init__(
        self, settings: Settings, texts: Texts, catalog: SearchableCatalog, conversations: ConversationService
    ) -> None:
        self._settings = settings
        self._texts = texts
        self._catalog = catalog
        self._conversations = conversations
        self._words = QuizWords(texts, settings.locale)
        self._tokens = QuizTokens(settings.share_secret, settings.var_dir)
        self._made: tuple[GiftSearch, QuizSteps] | None = None
        self._making = asyncio.Lock()
        self._warming: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to get ready once a catalog is loaded: the first shopper need not wait for its labels to be encoded."""
        self._warming = asyncio.create_task(self._warm())

    async def stop(self) -> None:
        """Stop getting ready."""
        if self._warming is not None:
            self._warming.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._warming
            self._warming = None

    async def _warm(self) -> None:
        while not self._catalog.ready:  # noqa: ASYNC110 (it has no event to wait for)
            await asyncio.sleep(_POLL_SECONDS)
        if not isinstance(self._catalog, SearchableCatalog):
            return  # a catalog without an index: nothing to get ready
        try:
            await self._steps()
        except Exception:
            # Not needed to serve anything else; the first quiz tries again and says what is wrong.
            log.exception("quiz not ready")

    async def step(self, conversation: Conversation, request: QuizRequest) -> StepView:
        """Return the question that comes after these answers; UnavailableError while no catalog is loaded."""
        known = self._known(conversation, request)
        step = await self._after(request, known)
        return self._view(step, request.for_whom, known)

    async def finish(self, conversation: Conversation, request: FinishRequest) -> Answered:
        """Let the chat show the gifts that the answers leave, and return what it says."""
        known = self._known(conversation, request)
        step = await self._after(request, known)
        titles = [given.title for given in self._given(step, request.for_whom) if given.title]
        line = self._texts("quiz.finished", answers=" · ".join(titles)) if titles else self._texts("quiz.finished_open")
        brief = step.brief.model_dump(mode="json")
        if step.brief.budget == known.budget and conversation.brief.get("budget"):
            brief["budget"] = conversation.brief["budget"]  # as the shopper said it, not in the shop's currency
        payload = "/finish_quiz" + json.dumps({"brief_edit": brief})
        return await self._conversations.command(conversation.id, line, payload, request.client_id)

    async def share(self, conversation: Conversation, request: QuizRequest) -> ResultLink:
        """Return a link to the answers and the gifts that they lead to."""
        step = await self._after(request, self._known(conversation, request))
        result = await asyncio.to_thread(
            self._catalog.search.leaving_out((conversation.dialogue or {}).get("vetoed") or ()).search,
            step.brief,
            limit=self._settings.cards_per_answer,
            gender=gender_of(step.brief.relationship),
        )
        offers = ((given.question, given.offer) for given in step.given if given.offer)
        answers = tuple((question, offer.id, offer.picture) for question, offer in offers)
        hits = [hit for hit in result.hits if hit.matched or not step.brief.interests]
        token = self._tokens.token(QuizResult(request.for_whom, answers, tuple(hit.product.id for hit in hits)))
        return ResultLink(url=f"{self._settings.public_url}/q/{token}", token=token)

    def shared(self, token: str) -> QuizResult | None:
        """Return the result that a link tells, None for a token that we did not make."""
        return self._tokens.read(token)

    def answers(self, result: QuizResult) -> list[OptionView]:
        """Return the answers of a shared result to look at; one that this version does not know is left out."""
        pictures, crossed = load_quiz_pictures(), load_quiz().crossed
        return [
            OptionView(
                id=answer,
                title=self._words.answer(question, answer, self._catalog.currency),
                image=picture_url(picture),
                count=0,
                crossed=answer in crossed,
            )
            for question, answer, picture in result.answers
            if picture in pictures
        ]

    def _known(self, conversation: Conversation, request: QuizRequest) -> GiftBrief:
        """What the chat knows of this very wish, in the shop's currency.

        Once interests are known the quiz is about something new; and what is known of somebody is not known of the
        shopper.

        Raises:
            UnavailableError: no catalog is loaded.
        """
        if not self._catalog.ready:
            raise UnavailableError("The catalog is being loaded.")
        brief = GiftBrief.model_validate(conversation.brief)
        for_me = brief.relationship == "myself"
        other = for_me if request.for_whom == "someone" else brief.relationship is not None and not for_me
        if request.fresh or brief.interests or other:
            return GiftBrief()
        return in_shop_currency(brief, self._catalog.currency, self._settings.exchange_rates)

    async def _after(self, request: QuizRequest, known: GiftBrief) -> Step:
        steps = await self._steps()
        answers = [(given.question, given.answer) for given in request.answers]
        return await asyncio.to_thread(steps.after, request.for_whom, known, answers)

    async def _steps(self) -> QuizSteps:
        search = self._catalog.search
        async with self._making:
            if self._made is None or self._made[0] is not search:
                self._made = search, await asyncio.to_thread(QuizSteps, load_quiz(), search)
            return self._made[1]

    def _view(self, step: Step, for_whom: ForWhom, known: GiftBrief) -> StepView:
        question = None
        if step.question is not None:
            options = [self._option(step.question, offer) for offer in step.offers]
            question = QuestionView(
                id=step.question, text=self._words.question(step.question, for_whom), options=options
            )
        return StepView(
            question=question,
            count=step.count,
            step=len(step.given) + (question is not None),
            steps=step.steps,
            brief=step.brief.model_dump(mode="json"),
            done=question is None,
            answers=self._given(step, for_whom),
            known=self._words.brief(known),
        )

    def _option(self, question: str, offer: Offer) -> OptionView:
        return OptionView(
            id=offer.id,
            title=self._words.answer(question, offer.id, self._catalog.currency),
            image=picture_url(offer.picture),
            count=offer.count,
            crossed=offer.crossed,
        )

    def _given(self, step: Step, for_whom: ForWhom) -> list[GivenView]:
        views = []
        for given in step.given:
            view = GivenView(question=given.question, text=self._words.question(given.question, for_whom), answer=None)
            if given.offer is not None:
                option = self._option(given.question, given.offer)
                view = view.model_copy(
                    update={
                        "answer": option.id,
                        "title": option.title,
                        "image": option.image,
                        "crossed": option.crossed,
                    }
                )
            views.append(view)
        return views
