"""When a parcel arrives, and until when to order, from the shop's own rules and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from holidays import country_holidays

from bot.occasions.calendar import OccasionCalendar
from bot.policies.delivery import Cutoff, Delivery, Method

_FURTHEST = 200  # days that are looked back or ahead at most


@dataclass(frozen=True, slots=True)
class Window:
    """A parcel ordered now: it leaves on `leaves` and arrives between `first` and `last`."""

    method: Method
    leaves: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Chance:
    """A method for a day to arrive by: `order_by` is the last moment, None where no day of these weeks is early enough.

    `makes_it`: ordered now it arrives in time by the shop's rules; `may`: only if it is quick. `cutoff` is the
    shop's own last day for the occasion, where that decides.
    """

    method: Method
    order_by: datetime | None
    makes_it: bool
    may: bool
    cutoff: Cutoff | None = None


class Arrivals:
    """Reckons with one shop's delivery rules, in its country and time zone."""

    def __init__(self, delivery: Delivery, calendar: OccasionCalendar, zone: tzinfo) -> None:
        self.delivery, self._calendar, self._zone = delivery, calendar, zone
        self._holidays = country_holidays(calendar.country) if delivery.public_holidays else {}

    def methods(self, country: str | None = None, name: str | None = None) -> list[Method]:
        """The methods that go to a country (the shop's own where none is said), or the one that was named."""
        country = country or self._calendar.country
        return [
            method
            for method in self.delivery.methods
            if (not method.countries or country in method.countries) and (name is None or method.name == name)
        ]

    def is_business_day(self, day: date) -> bool:
        """Whether parcels are sent and delivered on a day."""
        closed = (day.month, day.day) in self.delivery.closed
        return not closed and day.weekday() not in self.delivery.no_delivery and day not in self._holidays

    def window(self, method: Method, ordered: datetime) -> Window:
        """When a parcel ordered at this moment leaves and arrives."""
        leaves = ordered.date()
        if ordered.time() >= self.delivery.order_by or not self.is_business_day(leaves):
            leaves = self._after(leaves, 1)
        leaves = self._after(leaves, self.delivery.handling_days)
        return Window(method, leaves, self._after(leaves, method.quickest), self._after(leaves, method.slowest))

    def chance(self, method: Method, by: date, now: datetime) -> Chance:
        """Whether a parcel ordered now arrives by a day, and the last moment to order."""
        back = self._before(by, self.delivery.handling_days + method.slowest)
        latest = self._moment(back) if back else None
        cutoff = self._cutoff(method, by)
        if cutoff is not None:
            # The shop knows better than the count of days, in both directions.
            latest = self._moment(cutoff[1])
        makes_it = latest is not None and now < latest
        window = self.window(method, now)
        may = not makes_it and window.first <= by and cutoff is None
        return Chance(method, latest, makes_it, may, cutoff[0] if cutoff else None)

    def order_by(self, by: date, now: datetime) -> datetime | None:
        """The last moment to order at home by any method so that a parcel arrives by a day; None when there is none."""
        moments = (self.chance(method, by, now).order_by for method in self.methods())
        return max((moment for moment in moments if moment is not None), default=None)

    def _cutoff(self, method: Method, by: date) -> tuple[Cutoff, date] | None:
        """The shop's last day for the occasion that `by` is, or is the eve of."""
        for cutoff in self.delivery.cutoffs:
            if cutoff.method.lower() != method.name.lower():
                continue
            for year in (by.year, by.year + 1):
                for item in self._calendar.days(cutoff.occasion, year):
                    day = _cutoff_day(cutoff, item.day)
                    if day is not None and item.day - timedelta(days=1) <= by <= item.day:
                        return cutoff, day
        return None

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, self.delivery.order_by, self._zone)

    def _after(self, day: date, count: int) -> date:
        """The business day `count` business days after a day; the day itself for 0."""
        for _ in range(count):
            day = next(other for other in _days(day, 1) if self.is_business_day(other))
        return day

    def _before(self, day: date, count: int) -> date | None:
        """The last day to send so that `count` business days later is not after `day`."""
        for sent in _days(day + timedelta(days=1), -1):
            if self.is_business_day(sent) and self._after(sent, count) <= day:
                return sent
        return None


def _days(start: date, step: int) -> Iterable[date]:
    return (start + timedelta(days=step * number) for number in range(1, _FURTHEST))


def _cutoff_day(cutoff: Cutoff, occasion: date) -> date | None:
    if cutoff.days_before is not None:
        return occasion - timedelta(days=cutoff.days_before)
    if cutoff.year is not None:
        found = date(cutoff.year, cutoff.month, cutoff.day)
        return found if timedelta(0) <= occasion - found < timedelta(days=100) else None
    found = date(occasion.year, cutoff.month, cutoff.day)
    # A day in December for an occasion in January.
    return found if found <= occasion else date(occasion.year - 1, cutoff.month, cutoff.day)
