"""What has nothing to do with gifts starts no search, and always gets an answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.evaluation.off_topic import CEILING, OffTopicReport, hear_all, load_off_topic

FILE = Path(__file__).parents[2] / "data/eval/off-topic.jsonl"


@pytest.fixture(scope="module")
def report(shared_stack) -> OffTopicReport:
    shared_stack.wait_ready(120)
    return asyncio.run(hear_all(shared_stack.url, load_off_topic(FILE)))


def test_there_are_enough_of_them(report: OffTopicReport) -> None:
    assert len(report.heard) >= 300


def test_few_start_a_search(report: OffTopicReport, record_property) -> None:
    record_property("report", str(report))
    print(f"\n{report}")
    assert report.started <= CEILING, "\n".join(report.wrong())


def test_few_change_a_wish_under_way(report: OffTopicReport) -> None:
    assert report.disturbed <= CEILING, "\n".join(report.wrong())
