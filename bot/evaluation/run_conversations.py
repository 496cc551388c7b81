"""Plays and judges a folder of conversations, and counts turns to the first cards after judged openings."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

import httpx

from bot.evaluation import briefs
from bot.evaluation.conversation_report import ConversationReport, Judged
from bot.evaluation.conversations import load_conversations
from bot.evaluation.judge import Judge
from bot.evaluation.kinds import Phrasebook
from bot.evaluation.talk import TIMEOUT_SECONDS, Visitor, play_all
from catalog_index.feeds import FeedOptions, open_feed
from catalog_index.product import Product

LOCALE = Path(__file__).parents[1] / "locales/en.json"
MOST_TURNS = 6
NOT_SURE = "Not sure"


async def judge_conversations(url: str, folder: Path, feed: Path, *, at_once: int = 3) -> ConversationReport:
    """Play the conversations of a folder against the bot at `url` and judge them by the feed's products.

    Raises:
        ValueError: a conversation is not of the form.
        OSError: a file can't be read.
        httpx.HTTPError: the bot can't be reached.
    """
    conversations = load_conversations(folder)
    judge = Judge(read_products(feed), Phrasebook(json.loads(LOCALE.read_text("utf-8"))))
    played = await play_all(url, conversations, at_once=at_once)
    return ConversationReport([Judged(one, judge.mistakes(one)) for one in played])


async def turns_to_cards(url: str, openings: Iterable[briefs.Judged], *, at_once: int = 3) -> list[int]:
    """For each opening with two facts or more, with which turn its first cards came.

    Open questions are answered by "Not sure"; where nothing came in MOST_TURNS turns, that number plus one counts.
    """
    gate = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_SECONDS, trust_env=False) as client:

        async def count(opening: briefs.Judged) -> int:
            async with gate:
                visitor = await Visitor.arrive(client)
                for number in range(1, MOST_TURNS + 1):
                    if (await visitor.say(opening.text if number == 1 else NOT_SURE)).cards:
                        return number
                return MOST_TURNS + 1

        wanted = [one for one in openings if sum(bool(value) for value in one.brief.values()) >= 2]
        return list(await asyncio.gather(*(count(one) for one in wanted)))


def read_products(feed: Path) -> dict[str, Product]:
    """Read the products of a feed, by id."""
    entries = open_feed(feed).entries(FeedOptions())
    return {entry.product.id: entry.product for entry in entries if entry.product}
