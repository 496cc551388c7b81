"""SQLite under asyncio with one way to the driver's thread for each statement.

aiosqlite runs each call in a thread of its own, and SQLAlchemy makes four calls of a statement: cursor, execute, fetch,
close. Going there and back costs more than SQLite takes for the statements of a turn, so here the four go together,
and what begins a transaction goes along with its first statement.
"""

from __future__ import annotations

import collections
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)

BEGINNINGS = ("BEGIN", "BEGIN IMMEDIATE")


@dataclass(slots=True)
class _Ran:
    """What is left of a cursor that was closed in its thread."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1

    async def close(self) -> None:
        """It is."""


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that holds all its rows, and whose statement has been closed, when `execute` returns."""

    __slots__ = ()
    _adapt_connection: _Connection

    def _make_new_cursor(self, connection: Any) -> Any:
        return _Ran()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            if operation in BEGINNINGS:
                self._adapt_connection.begins_with = operation
            else:
                await self._run(lambda cursor: cursor.execute(operation, parameters or ()))

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            await self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    async def _run(self, execute: Callable[[sqlite3.Cursor], object]) -> None:
        first = self._adapt_connection.take_beginning()
        driver: Any = self._connection

        def run() -> tuple[_Ran, Sequence[Any]]:
            cursor = driver._conn.cursor()
            try:
                if first:
                    cursor.execute(first)
                execute(cursor)
                rows = cursor.fetchall() if cursor.description else ()
                return _Ran(cursor.description, cursor.rowcount, cursor.lastrowid), rows
            finally:
                cursor.close()

        self._cursor, rows = await driver._execute(run)
        self._rows = collections.deque(rows)


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("begins_with",)
    _cursor_cls = _Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.begins_with = ""
        """What begins the transaction that the next statement opens."""

    def take_beginning(self) -> str:
        """Return it to whoever sends it now; a transaction without any statement never begins."""
        begins_with, self.begins_with = self.begins_with, ""
        return begins_with

    def commit(self) -> None:
        if not self.take_beginning():
            super().commit()

    def rollback(self) -> None:
        if not self.take_beginning():
            super().rollback()


class SqliteDriver(AsyncAdapt_aiosqlite_dbapi):
    """For SQLAlchemy's `create_async_engine(url, module=SqliteDriver())`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **options: Any) -> AsyncAdapt_aiosqlite_connection:
        """Connect as the driver does."""
        return _Connection(self, super().connect(*arguments, **options)._connection)
