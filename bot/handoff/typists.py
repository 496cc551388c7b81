"""Which agents write right now, as the shoppers' pages show it."""

from __future__ import annotations

import asyncio

from bot.conversation.events import Broker


class Typists:
    """Tells a shopper that an agent writes, and that it is over: also when the agent's browser never says so."""

    def __init__(self, broker: Broker, seconds: float) -> None:
        """`seconds` after the last sign of it, nobody writes any more."""
        self._broker = broker
        self._seconds = seconds
        self._ends: dict[str, asyncio.TimerHandle] = {}

    def agent(self, conversation_id: str, on: bool) -> None:
        """An agent writes, or no longer; whoever goes on says it again in time."""
        if not on:
            self.over(conversation_id)
            return
        if known := self._ends.pop(conversation_id, None):
            known.cancel()
        else:
            self._broker.typing(conversation_id, True)
        loop = asyncio.get_running_loop()
        self._ends[conversation_id] = loop.call_later(self._seconds, self.over, conversation_id)

    def over(self, conversation_id: str) -> None:
        """Nobody writes there any more: it is said, or the agent has left."""
        if known := self._ends.pop(conversation_id, None):
            known.cancel()
            self._broker.typing(conversation_id, False)
