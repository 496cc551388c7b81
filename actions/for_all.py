"""One gift for several people: what suits all of them, else what suits most, and whom it leaves out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rasa_sdk.executor import CollectingDispatcher

from actions.colleague import shelf
from actions.conflicts import offer_relaxations, why_nothing
from actions.context import context
from actions.presenting import counted, offer_next_steps, quick_replies, search, shop_brief, show_cards
from actions.recipients import switch_buttons
from actions.slots import GiftState
from actions.together import joined, members
from bot.conversation.recipients import Recipient, phrase
from catalog_index.brief import GiftBrief
from catalog_index.search import SearchResult

People = Sequence[tuple[Recipient, GiftBrief]]


async def show_for_all(dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> bool:
    """Show what everybody likes, else what they all can have and some like, else what suits most of them.

    `brief` is everybody's together. False, with nothing said, where not even two of several can share a gift and there
    is nothing to show.
    """
    texts, people = context().texts, members(brief, state)
    liked = _liked_by_all(brief, state, people)
    result = await search(brief, state, without=_all_but(liked)) if liked else await search(brief, state)
    hits = [hit for hit in result.hits if hit.matched or not brief.interests]
    if hits:
        total = len(liked) or result.total
        key = "together.all" if liked else "together.some"
        text = texts(key, count=counted(total))
        show_cards(dispatcher, replace(result, hits=hits, total=total), state, text)
        offer_next_steps(dispatcher, switch_buttons(brief, state))
        return True
    best = await _for_most(state, people)
    if best is None:
        return False
    result, left, staying = best
    why = await why_nothing(brief, state)
    text = texts("together.most", who=_names([person for person, _ in staying]), left=phrase(left, texts))
    show_cards(dispatcher, result, state, f"{why} {text}")
    state.fits = 0
    payload = f"/switch_recipient{json.dumps({'recipient': left.id})}"
    own = (texts("button.next_person", who=phrase(left, texts)), payload)
    if not await offer_relaxations(dispatcher, brief, state):
        quick_replies(dispatcher, texts("after_results"), [own, (texts("button.person"), "/hand_off")])
    return True


def _liked_by_all(brief: GiftBrief, state: GiftState, people: People) -> list[str]:
    """The products that all can have and that serve a wish of each who has one."""
    catalog = shelf(state)
    mask = catalog.fitting(shop_brief(brief), state.only)
    for _, own in people:
        mask = mask & catalog.fitting(GiftBrief(interests=own.interests))
    return [catalog.index.products[int(row)].id for row in np.flatnonzero(mask)]


def _all_but(kept: Sequence[str]) -> set[str]:
    return {product.id for product in context().catalog.products()} - set(kept)


async def _for_most(state: GiftState, people: People) -> tuple[SearchResult, Recipient, People] | None:
    """What suits all but one, where leaving that one out opens most; None where it opens nothing for anybody."""
    found: list[tuple[SearchResult, Recipient, People]] = []
    for left, _ in people:
        staying = [(person, own) for person, own in people if person.id != left.id]
        together = joined([own for _, own in staying])
        result = await search(together, state)
        hits = [hit for hit in result.hits if hit.matched or not together.interests]
        if hits:
            found.append((replace(result, hits=hits), left, staying))
    return max(found, key=lambda item: item[0].total, default=None)


def _names(people: Sequence[Recipient]) -> str:
    texts = context().texts
    names = [phrase(person, texts) for person in people]
    return names[0] if len(names) == 1 else texts("both", first=", ".join(names[:-1]), last=names[-1])
