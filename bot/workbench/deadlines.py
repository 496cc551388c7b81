"""Which conversations are about an order before an occasion's last day to order."""

from __future__ import annotations

from datetime import datetime

from bot.occasions.calendar import DATED
from bot.occasions.service import OccasionService
from bot.workbench.schemas import Deadline


class Deadlines:
    """The last days to order that lie within the next `within` days, by occasion. Reckoned once a minute."""

    def __init__(self, occasions: OccasionService, *, within: int) -> None:
        self._occasions, self._within = occasions, within
        self._reckoned: tuple[datetime, dict[str, Deadline]] | None = None

    def of(self, occasion: str | None) -> Deadline | None:
        """The deadline of an occasion as briefs name it; None where there is none, or it is far or past."""
        return self.open().get(occasion or "")

    def open(self) -> dict[str, Deadline]:
        """All deadlines ahead, by the occasion's name."""
        now = self._occasions.clock.now().replace(second=0, microsecond=0)
        if self._reckoned is None or self._reckoned[0] != now:
            found = {name: item for name in sorted(DATED) if (item := self._reckon(name, now))}
            self._reckoned = (now, found)
        return self._reckoned[1]

    def _reckon(self, occasion: str, now: datetime) -> Deadline | None:
        item = self._occasions.calendar.next(occasion, now.date())
        if item is None:
            return None
        told = self._occasions.countdown(item, now)
        if told.order_by is None or told.days_to_order is None or told.days_to_order > self._within:
            return None
        return Deadline(
            occasion=occasion,
            title=self._occasions.title(item),
            date=told.date,
            days=told.days,
            order_by=told.order_by,
            days_to_order=told.days_to_order,
        )
