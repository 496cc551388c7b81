"""What the bench's shoppers say brings cards; the times are for `giftfinder bench` to tell."""

import httpx

from bot.bench.alerts import listen_to
from bot.bench.shoppers import OPENINGS, Giftfinder
from tests.support.agent import Agent


async def test_every_visit_of_the_bench_brings_cards(stack):
    bot = Giftfinder(stack.url)
    async with httpx.AsyncClient(base_url=stack.url, timeout=60, trust_env=False) as http:
        samples = [sample for _ in OPENINGS for sample in [sample async for sample in bot.visit(http)]]
    assert [sample.problem for sample in samples if sample.problem] == []
    assert len(samples) == 3 * len(OPENINGS)


async def test_an_agent_hears_of_every_wish_for_a_person(stack):
    agent = Agent(stack, "bench@shop.example")
    async with httpx.AsyncClient(
        base_url=stack.url, cookies=dict(agent.http.cookies), timeout=60, trust_env=False
    ) as http:
        found = await listen_to(http, stack.url, 5)
    agent.close()
    assert found.problems == {}
    assert len(found.seconds) == 5
