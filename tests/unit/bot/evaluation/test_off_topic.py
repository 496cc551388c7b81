"""What counts as a search started by an off-topic message, and how files of them are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.off_topic import Aside, Heard, OffTopicReport, is_off_topic, load_off_topic

DATA = Path(__file__).parents[4] / "data/eval"


def test_shares() -> None:
    aside = Aside("o1", "hello", False)
    report = OffTopicReport([Heard(aside, True, False), Heard(aside, False, True), *[Heard(aside, False, False)] * 8])
    assert (report.started, report.disturbed) == (0.1, 0.1)
    assert len(report.wrong()) == 2
    assert OffTopicReport([]).started == 0.0


def test_kinds_of_files_are_told_apart() -> None:
    assert is_off_topic(DATA / "off-topic.jsonl")
    assert not is_off_topic(DATA / "briefs.jsonl")


def test_the_file_is_large_and_without_doubles() -> None:
    asides = load_off_topic(DATA / "off-topic.jsonl")
    assert len(asides) >= 400
    assert len({one.id for one in asides}) == len({one.text.casefold() for one in asides}) == len(asides)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"id": "a", "text": "b"}\n', "utf-8")
    with pytest.raises(ValueError, match="line 1"):
        load_off_topic(file)
