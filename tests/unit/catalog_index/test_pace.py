"""How fast, and how long still."""

from __future__ import annotations

from catalog_index.pace import Pace, Progress, estimated


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    shown: list[Progress] = []
    moments = iter([0.0, 10.0, 20.0, 60.0, 61.0])
    pace = Pace(shown.append, clock=lambda: next(moments))
    for stage, done, total in (
        ("read", 0, None),
        ("read", 100, 1000),
        ("read", 300, 1000),
        ("read", 700, 1000),
        ("embed", 5, 10),
    ):
        pace.tell(stage, done, total)
    assert [progress.per_second for progress in shown] == [None, 10.0, 15.0, 10.0, None]
    assert [progress.seconds_left for progress in shown] == [None, 90.0, 700 / 15, 30.0, None]
    assert shown[3].to_json() == {"stage": "read", "done": 700, "total": 1000, "per_second": 10.0, "seconds_left": 30}


def test_an_estimate_waits_for_enough() -> None:
    mega = 1 << 20
    assert estimated(500, mega - 1, 10 * mega) is None
    assert estimated(500, 2 * mega, 10 * mega) == 2500
    assert estimated(500, 10 * mega, 10 * mega) == 500
    assert estimated(500, 11 * mega, 10 * mega) is None
