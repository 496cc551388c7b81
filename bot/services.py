"""The service container: all that lives as long as the process, made once, handed to who needs it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from bot.audit.looks import Looks
from bot.audit.retention import AuditRetention
from bot.audit.service import AuditService
from bot.catalog.schedule import FeedSchedule
from bot.conversation.limits import Limits
from bot.conversation.retention import Retention
from bot.conversation.service import ConversationService
from bot.coshopping.catalog import CatalogBeside
from bot.coshopping.service import CoShopping
from bot.db import Database
from bot.decisions.sender import DecisionSender
from bot.decisions.service import DecisionService
from bot.dialogue.client import DialogueClient
from bot.dialogue.engines import Engines, OneEngine
from bot.feedback.repository import verdicts
from bot.feedback.service import FeedbackService
from bot.gateways.gateways import Gateways
from bot.handoff.desk import Desk
from bot.handoff.inbox import Inbox
from bot.handoff.office import Office
from bot.handoff.service import HandoffService
from bot.handoff.waiting import WaitingRoom
from bot.imports.service import ImportService
from bot.insight.questions import UnansweredQuestions
from bot.insight.service import InsightService
from bot.jobs.follow import Followers
from bot.jobs.runner import JobRunner
from bot.later.sender import LaterSender
from bot.later.service import LaterService
from bot.learning.keeper import LearningKeeper
from bot.learning.prior import PriorKeeper
from bot.learning.purchases import Purchases
from bot.learning.ranker_keeper import RankerKeeper
from bot.learning.receipts import Receipts
from bot.learning.recorder import Recorder
from bot.migrations.run import upgrade
from bot.occasions.service import OccasionService
from bot.policies.service import PolicyService
from bot.quiz.service import QuizService, SearchableCatalog
from bot.ratings.service import RatingService
from bot.releases.service import ReleasesService
from bot.releases.serving import Catalog as ServingCatalog
from bot.releases.serving import Serving
from bot.retrain.service import TrainingService
from bot.settings import Settings
from bot.staff.service import StaffService
from bot.statistics.service import StatisticsService
from bot.steering.preview import Previewer
from bot.steering.service import SteeringService
from bot.texts import load_texts
from bot.visits.service import VisitService
from bot.wishlist.repository import wishlist_ids
from bot.wishlist.service import WishlistService
from bot.workbench.deadlines import Deadlines
from bot.workbench.service import WorkbenchService
from catalog_index.encoder import Encoder
from catalog_index.product import Product

log = logging.getLogger(__name__)


class Catalog(Protocol):
    """What the rest of the program asks of bot.catalog.service.CatalogService."""

    @property
    def ready(self) -> bool: ...
    @property
    def version(self) -> str: ...
    def get(self, product_id: str) -> Product | None: ...
    def products(self) -> Sequence[Product]: ...
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


@dataclass
class Services:
    """All services of one process."""

    settings: Settings
    database: Database
    audit: AuditService
    dialogue: DialogueClient
    engines: Engines
    serving: Serving | None
    catalog: Catalog
    conversations: ConversationService
    co_shopping: CoShopping
    decisions: DecisionService
    decision_sender: DecisionSender
    feedback: FeedbackService
    gateways: Gateways
    handoff: HandoffService
    later: LaterService
    later_sender: LaterSender
    limits: Limits
    looks: Looks
    occasions: OccasionService
    policies: PolicyService
    quiz: QuizService
    ratings: RatingService
    retention: Retention
    staff: StaffService
    statistics: StatisticsService
    steering: SteeringService
    trainings: TrainingService
    previewer: Previewer
    purchases: Purchases
    receipts: Receipts
    releases: ReleasesService
    learning: LearningKeeper
    prior: PriorKeeper
    ranker: RankerKeeper
    insight: InsightService
    desk: Desk
    inbox: Inbox
    office: Office
    feeds: FeedSchedule
    imports: ImportService
    jobs: JobRunner
    visits: VisitService
    waiting: WaitingRoom
    wishlist: WishlistService
    workbench: WorkbenchService

    async def start(self) -> None:
        """Bring the database up to date, load the index, take up what was left unanswered."""
        self.policies.start()
        await asyncio.to_thread(upgrade, self.settings.database_url)
        await self.gateways.start()
        await self.learning.start()
        await self.steering.start()
        await self.prior.start()
        await self.ranker.start()
        if self.serving is not None:
            await self.serving.start()
        await self.catalog.start()
        self.quiz.start()
        self.policies.warm()
        await self.conversations.start()
        await self.retention.start()
        await self.waiting.start()
        await self.decision_sender.start()
        self.feeds.start()
        await self.later_sender.start()
        log.info("services started", extra={"index": self.catalog.ready})

    async def stop(self) -> None:
        """Stop in the opposite order."""
        await self.feeds.stop()
        await self.later_sender.stop()
        await self.decision_sender.stop()
        await self.waiting.stop()
        await self.retention.stop()
        await self.conversations.stop()
        await self.gateways.stop()
        await self.policies.stop()
        await self.quiz.stop()
        await self.catalog.stop()
        await self.ranker.stop()
        await self.prior.stop()
        await self.steering.stop()
        await self.learning.stop()
        if self.serving is not None:
            await self.serving.stop()
        await self.dialogue.close()
        await self.database.close()


def build_services(settings: Settings, *, catalog: Catalog | None = None) -> Services:
    """Make the services; nothing is opened or loaded before `start`."""
    database = Database(settings.database_url)
    catalog = shop = catalog or _catalog_service(settings)
    dialogue = _dialogue_client(settings, settings.rasa_url)
    serving = _serving(settings, catalog, dialogue)
    engines: Engines = serving or OneEngine(dialogue)
    conversations = ConversationService(
        database,
        engines,
        settings,
        load_texts(settings.locale),
        wishlist_ids=wishlist_ids,
        verdicts=verdicts,
        record=Recorder(lambda: shop.version).record,
    )
    office = Office(limit=settings.consoles_total)
    conversations.broker.everywhere.append(office.tell)
    gateways = Gateways(database, settings, conversations, office)
    waiting = WaitingRoom(database, settings, conversations.broker, office, load_texts(settings.locale))
    conversations.queue = waiting.queue
    # The catalog's encoder: a second one would take its memory twice. Never one that was tuned to gifts.
    policies = PolicyService(settings, lambda: _own_encoder(catalog))
    occasions = OccasionService(settings, policies, load_texts(settings.locale))
    visits = VisitService(
        database,
        kept=settings.visits_kept,
        mask=lambda text: conversations.privacy.mask(text).text,
        changed=office.changed,
    )
    beside = CatalogBeside(catalog, settings, load_texts(settings.locale))
    co_shopping = CoShopping(database, settings, conversations.broker, conversations.privacy, beside)
    sender = DecisionSender(database, settings, office.changed)
    steering = SteeringService(database, settings, catalog)
    prior = PriorKeeper(database, settings, changed=lambda: steering.load(anew=True))
    steering.prior = prior.over
    ranker = RankerKeeper(settings, changed=lambda: steering.load(anew=True))
    steering.ranker = ranker.over
    later_sender = LaterSender(database, settings, load_texts(settings.locale), office.changed)
    jobs = JobRunner(settings)
    followers = Followers(settings)
    deadlines = Deadlines(occasions, within=settings.holiday_lane_days)
    return Services(
        settings=settings,
        database=database,
        audit=AuditService(database, settings),
        dialogue=dialogue,
        engines=engines,
        serving=serving,
        catalog=catalog,
        conversations=conversations,
        co_shopping=co_shopping,
        decisions=DecisionService(
            database,
            settings,
            load_texts(settings.locale),
            due=sender.due,
            changed=office.changed,
            said=conversations.broker.messages,
        ),
        feeds=FeedSchedule(settings),
        imports=ImportService(database, settings, jobs, followers),
        jobs=jobs,
        decision_sender=sender,
        gateways=gateways,
        feedback=FeedbackService(database, catalog.get, conversations.changed),
        handoff=HandoffService(database, waiting),
        later=LaterService(
            database,
            settings,
            load_texts(settings.locale),
            conversations.broker,
            conversations.privacy,
            due=later_sender.due,
        ),
        later_sender=later_sender,
        limits=Limits(settings, gateways.rates),
        looks=Looks(database, settings),
        occasions=occasions,
        policies=policies,
        quiz=QuizService(settings, load_texts(settings.locale), cast(SearchableCatalog, catalog), conversations),
        office=office,
        waiting=waiting,
        desk=Desk(
            database,
            settings,
            load_texts(settings.locale),
            conversations.broker,
            cards=co_shopping.cards,
            present=office.present,
            wake=conversations.wake,
        ),
        inbox=Inbox(database, settings, load_texts(settings.locale), deadlines, visits, catalog.get),
        visits=visits,
        staff=StaffService(database, settings),
        statistics=StatisticsService(database, settings),
        steering=steering,
        trainings=TrainingService(database, settings, jobs, followers),
        previewer=Previewer(settings, catalog, steering, occasions),
        purchases=Purchases(database, settings, catalog.get),
        releases=ReleasesService(database, settings, jobs, followers),
        receipts=Receipts(database, catalog.get, page=settings.receipt_page),
        learning=LearningKeeper(database, settings),
        prior=prior,
        ranker=ranker,
        insight=InsightService(
            database, settings, UnansweredQuestions(load_texts(settings.locale)), catalog.get, catalog.products
        ),
        ratings=RatingService(database, settings, conversations.privacy),
        retention=Retention(
            database,
            keep_days=settings.keep_days,
            also=(AuditRetention(database, keep_days=settings.audit_keep_days).delete_old,),
        ),
        wishlist=WishlistService(database, settings, catalog.get, conversations.changed),
        workbench=WorkbenchService(
            database,
            replies_limit=settings.canned_replies_limit,
            present=office.present,
            changed=office.changed,
        ),
    )


def _dialogue_client(settings: Settings, url: str) -> DialogueClient:
    token = settings.rasa_token.get_secret_value() if settings.rasa_token else None
    return DialogueClient(url, token=token, timeout=settings.rasa_timeout, trust=settings.rasa_trust)


def _serving(settings: Settings, catalog: Catalog, first: DialogueClient) -> Serving | None:
    """What switches releases; None where the catalog has no versions of its own."""
    if not hasattr(catalog, "may_serve"):
        return None
    return Serving(settings, cast(ServingCatalog, catalog), first, lambda url: _dialogue_client(settings, url))


def _own_encoder(catalog: Catalog) -> Encoder:
    found: Encoder | None = getattr(catalog, "encoder", None)
    return found or cast(SearchableCatalog, catalog).search.encoder


def _catalog_service(settings: Settings) -> Catalog:
    # Late: it loads FAISS and the encoder's libraries, which no test of the gateway needs.
    return cast(Catalog, import_module("bot.catalog.service").CatalogService(settings))
