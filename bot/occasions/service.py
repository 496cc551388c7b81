"""Occasions as the rest of the program asks for them: the store's day, what is near, how many days are left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date

from bot.clock import make_clock
from bot.messages import CountdownMessage
from bot.occasions.calendar import OccasionCalendar, OccasionDay
from bot.occasions.names import written
from bot.occasions.phrases import SaidDay, find_day
from bot.occasions.season import near_occasions
from bot.policies.arrival import Arrivals
from bot.policies.service import PolicyService
from bot.settings import Settings
from bot.texts import Texts

_TOO_EARLY = 60  # days
_FAR = timedelta(days=300)  # further off, a day is said with its year


class OccasionService:
    """The calendar of one store, in its country, by its clock."""

    def __init__(self, settings: Settings, policies: PolicyService, texts: Texts) -> None:
        self.clock = make_clock(settings.time_zone, settings.today)
        self.calendar = OccasionCalendar(settings.country)
        self._policies, self._texts = policies, texts
        self._within = settings.season_days
        self._locale = settings.locale.replace("-", "_")

    def arrivals(self) -> Arrivals | None:
        """The reckoning of delivery days, None where the shop's pages give no methods."""
        delivery = self._policies.pages.delivery
        return Arrivals(delivery, self.calendar, self.clock.zone) if delivery else None

    def near(self) -> list[OccasionDay]:
        """The gifting occasions of these days, the one that leads first."""
        return near_occasions(self.calendar, self.clock.today(), self._within)

    def season(self) -> list[str]:
        """Their names as products are labelled ("christmas", "eid al-fitr")."""
        return [item.occasion for item in self.near()]

    def season_line(self, item: OccasionDay) -> str:
        """One sentence that an occasion is near."""
        days = (item.day - self.clock.today()).days
        key = "season.greeting" if days else "season.greeting_today"
        return self._texts(key, occasion=self.title(item), days=self.count(days))

    def find_day(self, text: str, now: datetime | None = None) -> SaidDay | None:
        """The day that a message names, today or later; None when it names none."""
        return find_day(text, (now or self.clock.now()).date(), self.calendar)

    def countdown(self, item: OccasionDay, now: datetime | None = None) -> CountdownMessage:
        """Days to an occasion and, where the shop's pages tell, to the last day to order for it."""
        now = now or self.clock.now()
        days = (item.day - now.date()).days
        arrivals = self.arrivals()
        last = arrivals.order_by(item.day, now) if arrivals else None
        order_by = last.date() if last and last > now else None
        left = (order_by - now.date()).days if order_by else None
        key = "countdown.today" if days == 0 else "countdown.days"
        text = self._texts(key, occasion=self.title(item), date=self.say_day(item.day, now), days=self.count(days))
        if item.estimated:
            text += " " + self._texts("countdown.estimated")
        if days > _TOO_EARLY:
            pass  # nobody orders for next autumn
        elif order_by and left is not None:
            key = "countdown.order_today" if left == 0 else "countdown.order"
            text += " " + self._texts(key, date=self.say_day(order_by, now), days=self.count(left))
        elif arrivals and days > 0:
            text += " " + self._texts("countdown.too_late")
        return CountdownMessage(
            text=text,
            occasion=item.occasion,
            date=item.day.isoformat(),
            days=days,
            order_by=order_by.isoformat() if order_by else None,
            days_to_order=left,
        )

    def title(self, item: OccasionDay) -> str:
        """The occasion's name in a sentence; a festival that begins at sunset says so."""
        key = f"occasion.{item.occasion}"
        return self._texts(key) if self._texts.has(key) else written(item.occasion)

    def say_day(self, day: date, now: datetime | None = None) -> str:
        """ "Thursday, December 24", with the year where it is far off."""
        return self._format(day, far=day - (now or self.clock.now()).date() > _FAR)

    def say_date(self, day: date) -> str:
        """ "Thursday, December 24, 2026"."""
        return self._format(day, far=True)

    def _format(self, day: date, *, far: bool) -> str:
        form = "EEEE, MMMM d, y" if far else "EEEE, MMMM d"
        if self._locale.endswith(("GB", "IE", "AU", "NZ")):
            form = "EEEE d MMMM y" if far else "EEEE d MMMM"
        return str(format_date(day, form, locale=self._locale))

    def count(self, days: int) -> str:
        """ "1 day", "12 days"."""
        return self._texts("days.one" if days == 1 else "days.many", count=days)
