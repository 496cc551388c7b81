"""What changed between the two sides: for requests, for products, and for the cards of the candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.releases.check.links import link_problem
from bot.releases.check.replay import Answered
from bot.releases.check.report import (
    MOST_LINES,
    CardProblem,
    Cards,
    ChangedRequest,
    Moved,
    Products,
    Requests,
    Vanished,
)
from bot.releases.check.requests import Replayed
from bot.releases.check.sides import Side
from catalog_index.product import Product

_MOVED_LINES = 20
_TITLES = 3


def requests_changed(requests: Sequence[Replayed], before: Sequence[Answered], after: Sequence[Answered]) -> Requests:
    """Which requests found something and find nothing now, or the other way round; the real ones first."""
    lost, gained, fewer, same = [], [], 0, 0.0
    for request, old, new in zip(requests, before, after, strict=True):
        if old.total and not new.total:
            lost.append(_changed(request, old, new, old.first))
        elif new.total and not old.total:
            gained.append(_changed(request, old, new, new.first))
        elif 2 * new.total < old.total:
            fewer += 1
        ids = {product.id for product in new.first}
        same += sum(product.id in ids for product in old.first) / len(old.first) if old.first else 1.0
    return Requests(
        judged=sum(one.source == "judged" for one in requests),
        wishes=sum(one.source == "wish" for one in requests),
        lost=len(lost),
        gained=len(gained),
        fewer=fewer,
        same_first=round(same / len(requests), 4) if requests else 1.0,
        lost_lines=_first_lines(lost),
        gained_lines=_first_lines(gained),
    )


def products_changed(before: Side, after: Side, old: Sequence[Answered], new: Sequence[Answered]) -> Products:
    """Which products can't be bought any more, and which stand in more or fewer of the answers.

    Counts are of all products; the lines name those of the part that was searched, most shown first.
    """
    shown_before, shown_after = _shown(old), _shown(new)
    then, now = before.inventory, after.inventory
    # Where both hold a product: its place in each.
    common, at_then, at_now = np.intersect1d(then.keys, now.keys, assume_unique=True, return_indices=True)
    still = now.buyable[at_now]
    vanished = int(then.buyable.sum()) - int((then.buyable[at_then] & still).sum())
    both = then.buyable[at_then] & still
    lines = []
    for product in before.search.index.products:
        if not product.is_available:
            continue
        if (match := after.search.index.get(product.id)) is not None and match.is_available:
            continue
        why = "out_of_stock" if now.has(product.id) else "gone"
        lines.append(Vanished(product_id=product.id, title=product.title, why=why, shown=shown_before[product.id]))
    lines.sort(key=lambda line: (-line.shown, line.title))
    titles = {p.id: p.title for answers in (old, new) for answer in answers for p in answer.first}
    moved = [
        Moved(product_id=name, title=title, before=shown_before[name], after=shown_after[name])
        for name, title in titles.items()
        if shown_before[name] != shown_after[name]
    ]
    moved.sort(key=lambda line: (line.before - line.after, line.title))
    return Products(
        new=len(now) - len(common),
        vanished=vanished,
        price_changed=int((then.prices[at_then] != now.prices[at_now])[both].sum()),
        vanished_lines=lines[:MOST_LINES],
        risen=[line for line in moved if line.after > line.before][:_MOVED_LINES],
        fallen=[line for line in reversed(moved) if line.after < line.before][:_MOVED_LINES],
    )


def price_factor(before: Side, after: Side) -> float:
    """By what factor the prices moved, at the median of the products of both sides: 100 where all cost 100 times (or a
    hundredth of) what they did, 1 where there is nothing to compare."""
    then, now = before.inventory, after.inventory
    _, at_then, at_now = np.intersect1d(then.keys, now.keys, assume_unique=True, return_indices=True)
    old, new = then.prices[at_then], now.prices[at_now]
    known = (old > 0) & (new > 0)
    if not known.any():
        return 1.0
    return float(np.exp(abs(np.median(np.log(new[known] / old[known])))))


def bad_cards(requests: Sequence[Replayed], answers: Sequence[Answered]) -> Cards:
    """Cards that must not be shown, as far as the answers tell by themselves."""
    lines, over, dead, shown = [], 0, set[str](), 0
    for request, answer in zip(requests, answers, strict=True):
        shown += len(answer.first)
        for product in answer.over_budget:
            over += 1
            price = product.current_price
            lines.append(_problem(product, f"{price.amount:.2f} {price.currency} is over the budget", request.text))
        for product in answer.first:
            if product.id not in dead and (problem := link_problem(product.link)):
                dead.add(product.id)
                lines.append(_problem(product, f"{product.link[:200]}: {problem}", request.text))
    return Cards(shown=shown, over_budget=over, dead_links=len(dead), lines=lines[:MOST_LINES])


def most_shown(answers: Sequence[Answered], most: int) -> list[Product]:
    """The products that stand in most answers."""
    products = {product.id: product for answer in answers for product in answer.first}
    return [products[name] for name, _ in _shown(answers).most_common(most)]


def with_dead_links(cards: Cards, products: Sequence[Product], problems: dict[str, str]) -> Cards:
    """The cards with what asking for their links told."""
    found = [product for product in products if product.link in problems]
    lines = [_problem(product, f"{product.link[:200]}: {problems[product.link]}", "") for product in found]
    return cards.model_copy(
        update={
            "links_asked": len(products),
            "dead_links": cards.dead_links + len(found),
            "lines": [*lines, *cards.lines][:MOST_LINES],
        }
    )


def _shown(answers: Sequence[Answered]) -> Counter[str]:
    return Counter(product.id for answer in answers for product in answer.first)


def _changed(request: Replayed, old: Answered, new: Answered, first: Sequence[Product]) -> ChangedRequest:
    return ChangedRequest(
        id=request.id,
        source=request.source,
        text=request.text[:300],
        brief=request.brief.model_dump(mode="json"),
        before=old.total,
        after=new.total,
        titles=[product.title for product in first[:_TITLES]],
    )


def _first_lines(lines: list[ChangedRequest]) -> list[ChangedRequest]:
    return sorted(lines, key=lambda line: (line.source != "wish", -max(line.before, line.after)))[:MOST_LINES]


def _problem(product: Product, problem: str, request: str) -> CardProblem:
    return CardProblem(product_id=product.id, title=product.title, problem=problem, request=request[:300])
