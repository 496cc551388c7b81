"""Load in turns: who goes when, how many at once, when it ends."""

import asyncio

from bot.bench.measure import FULL, SHORT, Plan, Step, load, measure
from bot.bench.stats import Sample


class FakeBot:
    """Each visit is two turns, of kinds "first" and "second"; the second one has a problem if told so."""

    url = "http://127.0.0.1:1"
    kinds = ("first", "second")

    def __init__(self, name: str, problem: str = "") -> None:
        self.name = name
        self.problem = problem
        self.inside = 0
        self.most_inside = 0

    async def visit(self, http):
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        try:
            await asyncio.sleep(0.001)
            yield Sample("first", 0.002)
            yield Sample("second", 0.004, self.problem)
        finally:
            self.inside -= 1


async def test_all_shoppers_are_there_at_once_and_leave():
    bot = FakeBot("ours")
    found = await load(bot, shoppers=5, seconds=60, most_turns=40)
    assert bot.most_inside == 5
    assert bot.inside == 0
    assert 40 <= len(found.samples) <= 45  # each shopper may have had one turn under way
    assert found.seconds > 0


async def test_time_ends_it_too():
    bot = FakeBot("ours")
    found = await load(bot, shoppers=2, seconds=0.02, most_turns=10**9)
    assert found.samples
    assert bot.inside == 0


async def test_steps_are_measured_in_turns_after_a_warm_up():
    said = []
    plan = Plan((Step(1, 2, 0.01), Step(3, 1, 0.01)), warm_up=Step(2, 1, 0.01))
    levels = await measure(FakeBot("ours"), FakeBot("stock"), plan, lambda text, seconds: said.append((text, seconds)))
    assert [text for text, _ in said] == [
        "warming up, round 1 of 1: ours",
        "warming up, round 1 of 1: stock",
        "1 at once, round 1 of 2: ours",
        "1 at once, round 1 of 2: stock",
        "1 at once, round 2 of 2: stock",
        "1 at once, round 2 of 2: ours",
        "3 at once, round 1 of 1: ours",
        "3 at once, round 1 of 1: stock",
    ]
    assert sum(seconds for _, seconds in said) == plan.seconds
    assert [level.shoppers for level in levels] == [1, 3]
    for level in levels:
        assert level.ours.kinds["first"].p50 == 0.002
        assert level.stock.kinds["second"].p95 == 0.004
        assert level.ours.turns_per_second > 0


async def test_problems_are_counted_beside_the_good_turns():
    found = await load(FakeBot("ours", problem="status 503"), shoppers=1, seconds=60, most_turns=2)
    assert [sample.problem for sample in found.samples] == ["", "status 503"]


def test_plans_cover_the_same_numbers_of_shoppers_and_stay_short():
    assert [step.shoppers for step in FULL.steps] == [step.shoppers for step in SHORT.steps] == [1, 8, 32]
    assert FULL.seconds < 130
    assert SHORT.seconds < 60
