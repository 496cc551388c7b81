"""`giftfinder wishes`: who asked for a person."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.db import Database
from bot.handoff.models import HandoffWish
from bot.handoff.service import latest_wishes
from bot.migrations.run import upgrade
from bot.settings import load_settings

app = typer.Typer()


@app.command()
def wishes(limit: Annotated[int, typer.Option(min=1, max=1000, help="How many, newest first.")] = 20) -> None:
    """List the shoppers who asked for a person, newest first."""
    settings = load_settings()
    upgrade(settings.database_url)
    table = Table("when", "conversation", "what they said")
    for wish in asyncio.run(_latest(settings.database_url, limit)):
        table.add_row(f"{wish.created_at:%Y-%m-%d %H:%M}", wish.conversation_id, wish.text.replace("[", "\\["))
    Console().print(table)


async def _latest(url: str, limit: int) -> list[HandoffWish]:
    database = Database(url)
    try:
        return await latest_wishes(database, limit)
    finally:
        await database.close()
