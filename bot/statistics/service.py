"""The statistics of a span of days: the team's, and those of each agent whom the caller may see."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import make_clock
from bot.db import Database
from bot.errors import InvalidError
from bot.ratings.models import Rating
from bot.settings import Settings
from bot.staff.schemas import StaffView
from bot.statistics.cases import cases
from bot.statistics.figures import span
from bot.statistics.repository import StatisticsRepository
from bot.statistics.schemas import AgentSpan, Remark, StatisticsView

_USUAL_DAYS = 28
_REMARKS = 100


class StatisticsService:
    """Reads only. An agent sees the team's figures and their own, a merchant everybody's."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._clock = make_clock(settings.time_zone, settings.today)
        self._most_days = settings.statistics_days

    async def read(self, member: StaffView, since: date | None, until: date | None) -> StatisticsView:
        """Return the figures of these days, both counted; by default of the last four weeks.

        Raises:
            InvalidError: the last day is before the first, or there are more days than the settings allow.
        """
        until = until or self._clock.today()
        since = since or until - timedelta(days=_USUAL_DAYS - 1)
        number = (until - since).days + 1
        if not 0 < number <= self._most_days:
            reason = f"from 1 to {self._most_days} days, the first one first"
            raise InvalidError("These days can't be shown.", errors=[{"field": "until", "reason": reason}])
        zone = self._clock.zone
        begin, end = _midnight(since, zone), _midnight(until + timedelta(days=1), zone)
        async with self._database.read() as session:
            repository = StatisticsRepository(session)
            changes = await repository.changes(begin, end)
            replies = await repository.replies(begin, end)
            ratings = await repository.ratings(begin, end)
            agents = await repository.agents()
        found = [case for case in cases(changes, replies) if begin <= case.began < end]
        names = {agent.id: agent.name for agent in agents}
        seen = [agent for agent in agents if member.role == "merchant" or agent.id == member.id]
        ids = {agent.id for agent in seen}
        return StatisticsView(
            since=since,
            until=until,
            today=self._clock.today(),
            time_zone=zone.key,
            team=span(found, ratings, since, until, zone),
            agents=[
                AgentSpan(
                    id=agent.id,
                    name=agent.name,
                    **dict(
                        span(
                            found,
                            [rating for rating in ratings if rating.staff_id == agent.id],
                            since,
                            until,
                            zone,
                            agent=agent.email,
                        )
                    ),
                )
                for agent in seen
            ],
            remarks=[_remark(rating, names) for rating in ratings if rating.staff_id in ids and rating.score][
                :_REMARKS
            ],
        )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _remark(rating: Rating, names: dict[int, str]) -> Remark:
    assert rating.given_at is not None and rating.score is not None  # both are written at once
    return Remark(
        conversation_id=rating.conversation_id,
        at=rating.given_at,
        agent_id=rating.staff_id,
        agent=names.get(rating.staff_id, ""),
        score=rating.score,
        reason=rating.reason,
        comment=rating.comment or "",
    )
