"""Rules, synonyms and the preview over HTTP, for merchants."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from bot.conversation.endpoints import limit_address
from bot.staff.access import Merchant, merchant
from bot.steering.preview import Previewer
from bot.steering.schemas import (
    Order,
    Preview,
    PreviewRequest,
    RuleBody,
    RuleView,
    SynonymBody,
    SynonymView,
    Vocabulary,
)
from bot.steering.service import SteeringService


def _steering(request: Request) -> SteeringService:
    return cast(SteeringService, request.app.state.services.steering)


def _previewer(request: Request) -> Previewer:
    return cast(Previewer, request.app.state.services.previewer)


Service = Annotated[SteeringService, Depends(_steering)]
Look = Annotated[Previewer, Depends(_previewer)]
router = APIRouter(prefix="/api/merchant", tags=["merchant"], dependencies=[Depends(limit_address), Depends(merchant)])


@router.get("/rules")
async def rules(service: Service) -> list[RuleView]:
    """All rules, in the order they act."""
    return await service.rules()


@router.post("/rules", status_code=201)
async def add_rule(member: Merchant, service: Service, body: RuleBody) -> RuleView:
    """Keep a rule; it acts from the next answer on."""
    return await service.add_rule(member, body)


@router.put("/rules/order", status_code=204)
async def order_rules(member: Merchant, service: Service, body: Order) -> None:
    """Let the rules act in another order."""
    await service.order_rules(member, body)


@router.put("/rules/{rule_id}")
async def edit_rule(member: Merchant, service: Service, rule_id: int, body: RuleBody) -> RuleView:
    """Change a rule."""
    return await service.edit_rule(member, rule_id, body)


@router.delete("/rules/{rule_id}", status_code=204)
async def delete_rule(member: Merchant, service: Service, rule_id: int) -> None:
    """Delete a rule."""
    await service.delete_rule(member, rule_id)


@router.get("/synonyms")
async def synonyms(service: Service) -> list[SynonymView]:
    """All groups of words that mean the same."""
    return await service.synonyms()


@router.post("/synonyms", status_code=201)
async def add_synonyms(member: Merchant, service: Service, body: SynonymBody) -> SynonymView:
    """Keep a group of words that mean the same."""
    return await service.put_synonyms(member, body)


@router.put("/synonyms/{group_id}")
async def edit_synonyms(member: Merchant, service: Service, group_id: int, body: SynonymBody) -> SynonymView:
    """Change a group of words that mean the same."""
    return await service.put_synonyms(member, body, group_id)


@router.delete("/synonyms/{group_id}", status_code=204)
async def delete_synonyms(member: Merchant, service: Service, group_id: int) -> None:
    """Delete a group of words that mean the same."""
    await service.delete_synonyms(member, group_id)


@router.post("/preview")
async def preview(look: Look, asked: PreviewRequest) -> Preview:
    """What a brief finds with the rules and without them. Changes nothing."""
    return await look.preview(asked)


@router.get("/vocabulary")
async def vocabulary(look: Look) -> Vocabulary:
    """What rules can name."""
    return await look.vocabulary()
