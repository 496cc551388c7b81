"""A private PostgreSQL cluster for the tests: own folder, own loopback port, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.support.servers import free_port


def programs() -> Path:
    """Return the folder with initdb and pg_ctl; the test fails (it is not skipped) where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail("PostgreSQL's server programs are not installed: apt-get install postgresql", pytrace=False)
    return found[-1].parent if found else Path(on_path).parent


def _user() -> list[str]:
    """Return how to run a program as somebody PostgreSQL agrees with: it refuses to run as root."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return ["runuser", "-u", name, "--"]
    pytest.fail("PostgreSQL can't run as root, and there is no user 'postgres' or 'nobody'", pytrace=False)


@dataclass(frozen=True)
class Server:
    """A running server: its URL without a database name, and how to stop it at once and start it again."""

    url: str
    stop: Callable[[], None]
    start: Callable[[], None]


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster; yields the URL of its server without a database name."""
    with server() as running:
        yield running.url


@contextlib.contextmanager
def server(*, safe: bool = False) -> Iterator[Server]:
    """Run a cluster that can be stopped and started; `safe`: what is committed outlives a crash of the machine."""
    folder, user, port = programs(), _user(), free_port()
    root = Path(tempfile.mkdtemp(prefix="giftfinder-pg-"))
    if user:
        account = pwd.getpwnam(user[2])
        os.chown(root, account.pw_uid, account.pw_gid)
    data = root / "data"

    def call(*arguments: str) -> None:
        done = subprocess.run([*user, *arguments], capture_output=True, text=True, cwd=root, timeout=60)
        if done.returncode:
            pytest.fail(f"{arguments[0]}: {done.stdout}{done.stderr}", pytrace=False)

    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories="
    options += "" if safe else " -c fsync=off"
    try:
        call(str(folder / "initdb"), "-D", str(data), "-U", "gift", "-A", "trust", "-E", "UTF8", "--no-sync")
        log = str(root / "log")

        def start() -> None:
            call(str(folder / "pg_ctl"), "-D", str(data), "-o", options, "-l", log, "-w", "start")

        def stop() -> None:
            call(str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")

        start()
        try:
            yield Server(f"postgresql://gift@127.0.0.1:{port}", stop, start)
        finally:
            if (data / "postmaster.pid").exists():
                stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextlib.contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Make an empty database; yields its URL."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
