"""The figures: numbers, not shapes."""

import numpy as np
import pytest

from bot.bench.stats import Sample, percentile, ratio, side, summarize


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.9, 0.95, 1.0])
@pytest.mark.parametrize("values", [[3.0], [2.0, 1.0], [5.0, 1.0, 4.0, 4.0, 2.0], list(range(101, 0, -1))])
def test_percentile_is_numpys(values, share):
    assert percentile(values, share) == pytest.approx(np.percentile(values, share * 100))


def test_percentile_lies_between_the_two_nearest():
    assert percentile([10.0, 20.0], 0.5) == 15.0
    assert percentile(range(1, 22), 0.95) == 20.0


def test_percentile_of_nothing_is_an_error():
    with pytest.raises(ValueError):
        percentile([], 0.5)


def test_only_good_turns_have_times():
    samples = [Sample("a", 0.1), Sample("a", 0.3), Sample("a", 30.0, "status 503"), Sample("a", 9.0, "status 503")]
    found = summarize(samples)
    assert (found.count, found.p50, found.errors) == (2, pytest.approx(0.2), 2)
    assert found.problems == {"status 503": 2}


def test_nothing_good_has_no_times():
    found = summarize([Sample("a", 1.0, "no cards")])
    assert (found.count, found.p50, found.p95, found.errors) == (0, None, None, 1)


def test_a_side_counts_its_good_turns_and_keeps_kinds_apart():
    found = side([Sample("a", 1.0), Sample("a", 3.0), Sample("b", 7.0), Sample("b", 0.0, "x")], 2.0, ("a", "b", "c"))
    assert found.turns_per_second == 1.5
    assert [found.kinds[kind].p50 for kind in "abc"] == [2.0, 7.0, None]
    assert side([], 0.0, ()).turns_per_second == 0.0


@pytest.mark.parametrize(
    ("ours", "stock", "found"), [(3.0, 2.0, 1.5), (None, 2.0, None), (3.0, None, None), (3.0, 0.0, None)]
)
def test_ratio(ours, stock, found):
    assert ratio(ours, stock) == found
