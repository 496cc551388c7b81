"""The gateway's public ASGI app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from bot.audit.endpoints import router as audit_router
from bot.conversation.endpoints import router as conversation_router
from bot.coshopping.endpoints import router as co_shopping_router
from bot.decisions.endpoints import router as decisions_router
from bot.errors import UnexpectedErrorMiddleware, install_error_handlers
from bot.feedback.endpoints import router as feedback_router
from bot.go.endpoints import router as go_router
from bot.handoff.endpoints import router as agent_router
from bot.handoff.endpoints import shopper_router as shopper_typing_router
from bot.handoff.page import router as agent_page_router
from bot.imports.endpoints import PATH as IMPORTS
from bot.imports.endpoints import router as imports_router
from bot.insight.endpoints import page_router as merchant_page_router
from bot.insight.endpoints import router as insight_router
from bot.later.endpoints import router as later_router
from bot.later.endpoints import shopper_router as leave_router
from bot.learning.endpoints import ranker_router, webhooks_router
from bot.learning.endpoints import router as receipts_router
from bot.middleware import AccessLogMiddleware, BodyGuardMiddleware, SecurityHeadersMiddleware
from bot.pages.assets import router as assets_router
from bot.policies.endpoints import router as policies_router
from bot.public.health import router as health_router
from bot.public.site import router as site_router
from bot.quiz.endpoints import pictures_router as quiz_pictures_router
from bot.quiz.endpoints import router as quiz_router
from bot.quiz.page import router as quiz_page_router
from bot.ratings.endpoints import router as ratings_router
from bot.releases.endpoints import router as releases_router
from bot.retrain.endpoints import router as training_router
from bot.services import Services
from bot.staff.endpoints import router as staff_router
from bot.statistics.endpoints import router as statistics_router
from bot.steering.endpoints import router as steering_router
from bot.store.endpoints import router as store_router
from bot.visits.endpoints import router as visits_router
from bot.wishlist.endpoints import router as wishlist_router
from bot.wishlist.page import router as share_page_router
from bot.workbench.endpoints import router as workbench_router

ROUTERS = (
    conversation_router,
    visits_router,
    wishlist_router,
    feedback_router,
    ratings_router,
    go_router,
    site_router,
    health_router,
    assets_router,
    share_page_router,
    policies_router,
    quiz_router,
    quiz_pictures_router,
    quiz_page_router,
    staff_router,
    agent_router,
    shopper_typing_router,
    workbench_router,
    later_router,
    leave_router,
    co_shopping_router,
    decisions_router,
    statistics_router,
    audit_router,
    steering_router,
    receipts_router,
    imports_router,
    releases_router,
    ranker_router,
    training_router,
    webhooks_router,
    insight_router,
    merchant_page_router,
    agent_page_router,
    store_router,
)


def create_app(services: Services) -> FastAPI:
    """Return the app on these services; they start and stop with it."""
    settings = services.settings

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await services.start()
        try:
            yield
        finally:
            await services.stop()

    app = FastAPI(
        title="Giftfinder",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        telemetry={"tracing": False, "metrics": False, "logs": False},
        middleware=[
            Middleware(AccessLogMiddleware),
            # Public, without cookies: a page may call it from any of these origins, but never as somebody.
            Middleware(
                CORSMiddleware,
                allow_origins=settings.allowed_origins,
                allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
                allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
                expose_headers=["Retry-After"],
            ),
            Middleware(SecurityHeadersMiddleware, https=settings.public_url.startswith("https:")),
            Middleware(UnexpectedErrorMiddleware),
            Middleware(BodyGuardMiddleware, limit=settings.max_body_bytes, larger={IMPORTS: settings.upload_max_bytes}),
        ],
    )
    app.state.services = services
    install_error_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    return app
