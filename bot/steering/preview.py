"""What a brief finds with the rules and without them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.catalog.currency import in_shop_currency
from bot.errors import UnavailableError
from bot.nlu.relationships import gender_of
from bot.nlu.vocabulary import load_vocabularies
from bot.occasions.service import OccasionService
from bot.settings import Settings
from bot.steering.schemas import ActingRule, Preview, PreviewLine, PreviewRequest, Vocabulary
from bot.steering.service import SteerableCatalog, SteeringService
from catalog_index.brief import GiftBrief
from catalog_index.filters import main_currency
from catalog_index.search import Hit, SearchResult

if TYPE_CHECKING:
    from catalog_index.search import GiftSearch

_DRAFT = 0
_NLU_DATA = Path(__file__).parents[2] / "data" / "nlu"
_NAMES = 500


class Previewer:
    """Answers briefs as the chat would, under any rules."""

    def __init__(
        self, settings: Settings, catalog: object, steering: SteeringService, occasions: OccasionService
    ) -> None:
        self._settings, self._steering, self._occasions = settings, steering, occasions
        self._catalog = catalog if isinstance(catalog, SteerableCatalog) else None

    async def preview(self, asked: PreviewRequest) -> Preview:
        """Return both answers to a brief.

        Raises:
            UnavailableError: no catalog is loaded.
        """
        return await asyncio.to_thread(self._preview, self._plain(), asked)

    async def vocabulary(self) -> Vocabulary:
        """Return what rules can name.

        Raises:
            UnavailableError: no catalog is loaded.
        """
        return await asyncio.to_thread(_vocabulary, self._plain())

    def _plain(self) -> GiftSearch:
        plain = self._catalog.plain if self._catalog else None
        if plain is None:
            raise UnavailableError("No catalog is loaded yet.")
        return plain

    def _preview(self, plain: GiftSearch, asked: PreviewRequest) -> Preview:
        rules = list(self._steering.rules_in_force)
        if asked.draft is not None:
            draft = asked.draft.rule(asked.draft_for or _DRAFT)
            places = [place for place, rule in enumerate(rules) if rule.id == draft.id]
            if places:
                rules[places[0]] = draft
            else:
                rules.append(draft)
            if not asked.draft.active:
                rules.remove(draft)
        on = asked.on
        today = None if on is None else lambda: on
        shop = main_currency(plain.index.products) or self._settings.currency
        brief = in_shop_currency(asked.brief, shop, self._settings.exchange_rates)
        steering = self._steering.steering(plain, rules, today=today)
        plain = plain.ranked_by(self._steering.ranker(plain.index))
        without = self._answer(plain.steered(self._steering.steering(plain, (), today=today)), brief, asked.limit)
        steered = self._answer(plain.steered(steering), brief, asked.limit)
        before = {hit.product.id: place for place, hit in enumerate(without.hits, 1)}
        excluded = {plain.index.products[int(row)].id for row in steering.excluded(brief)}
        return Preview(
            with_rules=[_line(hit, before) for hit in steered.hits],
            without_rules=[_line(hit, before) for hit in without.hits],
            total_with=steered.total,
            total_without=without.total,
            acting=[ActingRule(id=rule.id, name=rule.name, action=rule.action) for rule, _ in steering.acting(brief)],
            excluded=[product_id for product_id in before if product_id in excluded],
        )

    def _answer(self, search: GiftSearch, brief: GiftBrief, limit: int) -> SearchResult:
        season = () if brief.interests else self._occasions.season()
        gender = gender_of(brief.relationship) if brief.relationship else None
        return search.search(brief, limit=limit, gender=gender, season=season)


def _line(hit: Hit, before: Mapping[str, int]) -> PreviewLine:
    product = hit.product
    return PreviewLine(
        product_id=product.id,
        title=product.title,
        price=product.current_price.to_json(),
        image=product.images[0] if product.images else None,
        score=round(hit.score, 4),
        pinned=hit.pinned,
        before=before.get(product.id),
    )


def _vocabulary(search: GiftSearch) -> Vocabulary:
    products = search.index.products
    return Vocabulary(
        brands=sorted({p.brand for p in products if p.brand})[:_NAMES],
        categories=sorted({name for p in products for name in p.categories})[:_NAMES],
        interests=sorted({name for p in products for name in p.interests})[:_NAMES],
        occasions=sorted({name for p in products for name in p.occasions})[:_NAMES],
        relationships=sorted(set(load_vocabularies(_NLU_DATA).get("relationship", {}).values())),
    )
