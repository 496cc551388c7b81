"""`giftfinder staff`: accounts for agents and merchants."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn, TypeVar, cast

import typer
from rich.console import Console
from rich.table import Table

from bot.commands import settings_or_exit
from bot.db import Database
from bot.errors import GiftfinderError
from bot.migrations.run import upgrade
from bot.settings import Settings
from bot.staff.schemas import Role
from bot.staff.service import StaffService

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Result = TypeVar("Result")
Email = Annotated[str, typer.Argument(help="The e-mail address that the account signs in with.")]


@app.callback()
def staff() -> None:
    """Look after the accounts of agents and merchants."""


@app.command()
def add(
    email: Email,
    role: Annotated[str, typer.Option(help="agent (answers shoppers) or merchant (looks after catalog and bot).")],
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from the input.")] = False,
    name: Annotated[str, typer.Option(help="What shoppers and colleagues see; by default made of the address.")] = "",
) -> None:
    """Make an account, or set a new password, role and name for one that is there."""
    if role not in {"agent", "merchant"}:
        _fail(f"--role is agent or merchant, not {role!r}.")
    password = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    made = _with_service(lambda service: service.add(email, cast(Role, role), password, name))
    Console().print(f"{made.email} is ready as {made.role}.", markup=False, highlight=False)


@app.command()
def remove(email: Email) -> None:
    """Close an account; it is signed out everywhere at once."""
    _with_service(lambda service: service.remove(email))
    Console().print(f"{email} is closed.", markup=False, highlight=False)


@app.command("list")
def list_all() -> None:
    """List the accounts."""
    table = Table("e-mail", "name", "role", "active", "since")
    for member in _with_service(lambda service: service.all()):
        active = "yes" if member.active else "no"
        table.add_row(member.email, member.name, member.role, active, f"{member.created_at:%Y-%m-%d}")
    Console().print(table)


def _with_service(work: Callable[[StaffService], Awaitable[Result]]) -> Result:
    with settings_or_exit() as settings:
        Database(settings.database_url)  # makes the folder
        upgrade(settings.database_url)
        try:
            return asyncio.run(_run(settings, work))
        except GiftfinderError as error:
            _fail(error.detail)


async def _run(settings: Settings, work: Callable[[StaffService], Awaitable[Result]]) -> Result:
    database = Database(settings.database_url)
    try:
        return await work(StaffService(database, settings))
    finally:
        await database.close()


def _fail(text: str) -> NoReturn:
    typer.secho(f"Error: {text}", err=True, fg="red")
    raise typer.Exit(2)
