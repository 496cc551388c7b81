"""What the bench's shoppers say brings cards; the times are for `giftfinder bench` to tell."""

import httpx

from bot.bench.shoppers import OPENINGS, Giftfinder


async def test_every_visit_of_the_bench_brings_cards(stack):
    bot = Giftfinder(stack.url)
    async with httpx.AsyncClient(base_url=stack.url, timeout=60, trust_env=False) as http:
        samples = [sample for _ in OPENINGS for sample in [sample async for sample in bot.visit(http)]]
    assert [sample.problem for sample in samples if sample.problem] == []
    assert len(samples) == 3 * len(OPENINGS)
