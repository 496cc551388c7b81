"""The floors: limits of the settings that hold a release back by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from bot.releases.check.report import CheckReport, Figure, Floor, Unit
from bot.settings import PREFIX, Settings

# A share that is on the limit holds nothing back, whatever the last bit of a float says.
_EPSILON = 1e-9


def floors(settings: Settings, report: CheckReport, *, price_factor: float, few: bool) -> list[Floor]:
    """Hold a report against the settings.

    `few`: what serves has fewer products than `release_floor_from` (or is the demo). Such a shop is being set up, and
    one product more or less changes much of what it answers: only bad cards hold its next release back.
    """
    figures = {figure.name: figure for figure in report.figures}
    found = list(_cards(settings, report, figures))
    if not few:
        found += _catalog(settings, report, figures, price_factor)
    if report.dialogue is not None:
        found += _dialogue(settings, figures)
    return found


def _cards(settings: Settings, report: CheckReport, figures: dict[str, Figure]) -> Iterator[Floor]:
    over = report.cards.over_budget
    yield _floor(
        "cards over the budget",
        "release_floor_over_budget",
        settings.release_floor_over_budget,
        over,
        "count",
        f"{over} cards cost more than was to be spent",
    )
    dead, products = figures["dead links"], figures["products"]
    before = (dead.before or 0) / max(1.0, products.before or 0)
    after = (dead.after or 0) / max(1.0, products.after or 0)
    if report.cards.links_asked:
        after = max(after, report.cards.dead_links / report.cards.links_asked)
    # What serves already with dead links must not keep a feed out that has no more of them.
    limit = max(settings.release_floor_dead_links, before)
    yield _floor(
        "dead links",
        "release_floor_dead_links",
        limit,
        after,
        "share",
        f"{after:.1%} of the links lead nowhere",
    )


def _catalog(
    settings: Settings, report: CheckReport, figures: dict[str, Figure], price_factor: float
) -> Iterator[Floor]:
    buyable = figures["products to be had"]
    down = max(0.0, 1 - (buyable.after or 0) / buyable.before) if buyable.before else 0.0
    yield _floor(
        "products down",
        "release_floor_products",
        settings.release_floor_products,
        down,
        "share",
        f"{buyable.after:,.0f} products can be bought instead of {buyable.before:,.0f}",
    )
    had = figures["requests with results"].before or 0
    lost = report.requests.lost / had if had else 0.0
    yield _floor(
        "requests without results",
        "release_floor_lost",
        settings.release_floor_lost,
        lost,
        "share",
        f"{report.requests.lost} of {had:.0f} requests that found something find nothing ({lost:.1%})",
    )
    yield _floor(
        "prices moved",
        "release_floor_prices",
        settings.release_floor_prices,
        price_factor,
        "count",
        f"prices changed {price_factor:.3g}-fold (the median of the products that stay)",
    )


def _dialogue(settings: Settings, figures: dict[str, Figure]) -> Iterator[Floor]:
    for name, label, limit in (
        ("release_floor_fields", "brief fields right", settings.release_floor_fields),
        ("release_floor_turns", "golden turns right", settings.release_floor_turns),
    ):
        figure = figures.get(label)
        if figure is None or figure.before is None or figure.after is None:
            continue
        down = max(0.0, figure.before - figure.after)
        reason = f"{label}: {figure.after:.1%} instead of {figure.before:.1%}"
        yield _floor(label, name, limit, down, "share", reason)


def _floor(name: str, setting: str, limit: float, found: float, unit: Unit, reason: str) -> Floor:
    held = found > limit + _EPSILON
    return Floor(
        name=name,
        setting=PREFIX + setting.upper(),
        limit=limit,
        found=round(found, 4),
        unit=unit,
        held=held,
        reason=reason if held else "",
    )
