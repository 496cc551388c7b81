"""The gateway's own commands: `giftfinder serve` and `giftfinder db upgrade`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.logs import configure_logs
from bot.settings import Settings, SettingsError, load_settings

serve_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
db_app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@contextmanager
def settings_or_exit() -> Iterator[Settings]:
    """Give the settings; an error of theirs ends the program with one readable line and status 2."""
    try:
        settings = load_settings()
        configure_logs(settings.log_level, settings.log_format)
        yield settings
    except SettingsError as error:
        typer.secho(f"Error: {error}", err=True, fg="red")
        raise typer.Exit(2) from None


@serve_app.command()
def serve() -> None:
    """Run the gateway and the action server until Ctrl-C."""
    with settings_or_exit() as settings:
        from bot.serve import run

        run(settings)


@db_app.callback()
def database() -> None:
    """Look after the database."""


@db_app.command()
def upgrade() -> None:
    """Bring the database to the newest schema."""
    from bot.db import Database
    from bot.migrations.run import MigrationError
    from bot.migrations.run import upgrade as run_upgrade

    with settings_or_exit() as settings:
        Database(settings.database_url)  # makes the folder
        try:
            run_upgrade(settings.database_url)
        except MigrationError as error:
            typer.secho(f"Error: {error}", err=True, fg="red")
            raise typer.Exit(1) from None
