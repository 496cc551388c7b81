"""The database: async SQLAlchemy over SQLite or PostgreSQL, chosen by the URL alone."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, TextClause, event, text
from sqlalchemy import exc as errors
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from bot.sqlite import SqliteDriver

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_BUSY_SECONDS = 10
# PostgreSQL: how long a connection may take to be made, and how long one of the pool may be waited for. Both end in
# "try again" for the caller, which is worth more than an answer after its patience.
_CONNECT_SECONDS = 5
_POOL_SECONDS = 10
_REST_SECONDS = 2.0


# What the driver and the pool raise while the database is away, or starts, or is asked too much. An error of ours in
# the SQL is a ProgrammingError.
UNREACHABLE = (errors.OperationalError, errors.InterfaceError, errors.TimeoutError)


class UtcDateTime(TypeDecorator[datetime]):
    """A time with its zone, always UTC; SQLite keeps no zones, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 (SQLAlchemy reads it as is)


def utc_now() -> datetime:
    """Return the time, to the microsecond, in UTC."""
    return datetime.now(UTC)


class Database:
    """Sessions on one database. `read()` sees one consistent state; `write()` commits on leaving."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        arguments: dict[str, Any] = {"timeout": SQLITE_BUSY_SECONDS}
        pool: dict[str, Any] = {"pool_size": pool_size, "max_overflow": pool_size}
        if self.is_sqlite:
            pool["module"] = SqliteDriver()
        if not self.is_sqlite:
            arguments = {"connect_timeout": _CONNECT_SECONDS, "keepalives_idle": 10, "keepalives_interval": 5}
            # No overflow: a connection beyond the pool would be made and closed for a single query.
            pool = {"pool_timeout": _POOL_SECONDS, "pool_size": 2 * pool_size, "max_overflow": 0}
        # hide_parameters: an SQL error must not carry what a shopper wrote into the logs.
        self._engine = create_async_engine(
            self.url,
            hide_parameters=True,
            connect_args=arguments,
            **pool,
        )
        writing = self._engine
        if self.is_sqlite:
            prepare_sqlite(self._engine.sync_engine)
            writing = self._engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        else:
            _try_old_connections(self._engine.sync_engine)
        self._read = async_sessionmaker(self._engine, expire_on_commit=False)
        self._write = async_sessionmaker(writing, expire_on_commit=False)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session for reading."""
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a session whose changes are committed on leaving, or rolled back on an error."""
        async with self._write() as session, session.begin():
            yield session

    async def run(self, statement: TextClause, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Run one statement that commits by itself; returns the rows that it gives back, [] without any."""
        async with self._engine.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            result = await alone.execute(statement, values)
            return [tuple(row) for row in result] if result.returns_rows else []

    async def ping(self) -> None:
        """Ask the database for a sign of life; raises what the driver raises."""
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()


def _try_old_connections(engine: Engine) -> None:
    """Ask a pooled connection that has rested for a sign of life: one may have been cut meanwhile.

    Not each of them, as the pool's own pre-ping does: that is one more way to the server for every query. What breaks
    in between is told to its caller as UNREACHABLE, and empties the pool.
    """

    @event.listens_for(engine, "checkin")
    def on_checkin(_: Any, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, record: ConnectionPoolEntry, _: Any) -> None:
        since = record.info.get("rests_since")
        if since is None or time.monotonic() - since < _REST_SECONDS:
            return  # new, or just used
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise errors.DisconnectionError from error  # the pool makes another


def prepare_sqlite(engine: Any) -> None:
    """Make an SQLite engine keep foreign keys and begin its transactions itself.

    The driver would begin a transaction only at the first change, so that a transaction that reads and then
    writes could fail at once where another one wrote in between; `sqlite_begin` says how to begin instead.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def sync_url(url: str | URL) -> URL:
    """Return the same database's URL for a driver without asyncio (migrations)."""
    parsed = make_url(url)
    return parsed.set(drivername="sqlite") if parsed.get_backend_name() == "sqlite" else parsed
