"""Brings the database to the newest schema; safe when several processes start at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, Engine

from bot.db import prepare_sqlite, sync_url

log = logging.getLogger(__name__)
_LOCK_KEY = 0x6769_6674  # "gift": PostgreSQL's advisory lock for the time of a migration
_LOCK_SECONDS = 60.0


class MigrationError(Exception):
    """The database can't be brought to this program's schema."""


def upgrade(url: str, revision: str = "head") -> None:
    """Upgrade the database at `url`; all of it or nothing. Blocks: call it in a thread.

    Raises:
        MigrationError: the schema is newer than this program, or the steps failed.
    """
    engine = create_engine(sync_url(url), hide_parameters=True)
    try:
        with _exclusive(engine) as connection:
            command.upgrade(alembic_config(connection), revision)
    except CommandError as error:
        raise MigrationError(f"The database's schema is not one that this version knows: {error}") from error
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for our scripts on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _exclusive(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that no other migration can run beside."""
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
        _use_wal(engine)
        engine = engine.execution_options(sqlite_begin="BEGIN EXCLUSIVE")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        yield connection


def _use_wal(engine: Engine) -> None:
    """Switch the file to write-ahead logging, which stays; the switch itself does not wait for others."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        finally:
            raw.close()
