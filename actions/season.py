"""What the calendar adds to gifts: a countdown once, the season's lean, a word in the greeting."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.context import context
from actions.slots import GiftState
from bot.messages import CountdownMessage
from bot.occasions.calendar import DATED, OccasionDay
from catalog_index.brief import GiftBrief

# So many days before the last day to order, the days are counted.
_HELPS = timedelta(days=30)
_SAID = "countdown"


def count_down(item: OccasionDay, now: datetime | None = None) -> CountdownMessage:
    """The days to an occasion, with a link to the shop's page of last days where there is one."""
    services = context()
    message = services.occasions.countdown(item, now)
    delivery = services.policies.pages.delivery
    if delivery is None or not delivery.cutoffs:
        return message
    source = delivery.cutoffs[0].source
    return message.model_copy(update={"url": services.policies.url(source.policy, source.passage.anchor)})


def countdown_for(brief: GiftBrief, state: GiftState, now: datetime | None = None) -> CountdownMessage | None:
    """The countdown for the brief's occasion, once in a conversation and only when the last day to order is near.

    `state` notes that it was said; the caller stores it.
    """
    occasion = brief.occasion
    key = f"{_SAID}.{occasion}"
    if not occasion or occasion not in DATED or key in state.said:
        return None
    occasions = context().occasions
    now = now or occasions.clock.now()
    item = occasions.calendar.next(occasion, now.date())
    if item is None or item.day - now.date() > timedelta(days=60):
        return None
    message = count_down(item, now)
    if message.days_to_order is None or timedelta(days=message.days_to_order) > _HELPS:
        return None
    state.said[key] = 0
    return message


def leaning(brief: GiftBrief) -> GiftBrief:
    """The brief with the occasion of these days where nothing else directs the search; for searching only."""
    season = context().occasions.season()
    if not season or brief.occasion or brief.interests or brief.relationship:
        return brief
    return brief.model_copy(update={"occasion": season[0]})


def season_line() -> str | None:
    """One sentence on the occasion that is near, None when none is."""
    occasions = context().occasions
    near = occasions.near()
    return occasions.season_line(near[0]) if near else None
