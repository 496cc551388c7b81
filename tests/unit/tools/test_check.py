"""The test runner's own verdict."""

import sys
from pathlib import Path

import pytest

from tools import check

HERE = Path(__file__).parent


def command(name, code):
    return name, [sys.executable, "-c", code], HERE


@pytest.fixture
def stages(monkeypatch):
    def use(**stages):
        monkeypatch.setattr(check, "STAGES", stages)

    return use


def test_all_stages_run_though_one_fails_but_not_those_that_need_it(stages, capfd):
    stages(
        bad=check.Stage(
            "Bad", lambda: [command("fails", "print('2 failed'); exit(1)"), command("works", "print('9 passed')")]
        ),
        after=check.Stage("After", lambda: pytest.fail("must not run"), needs=("bad",)),
        other=check.Stage("Other", lambda: [command("fine", "print('3 passed'); print()")]),
    )
    results = check.check(["bad", "after", "other"])
    assert [(result.name, result.passed, result.closing) for result in results] == [
        ("fails", False, "2 failed"),
        ("works", True, "9 passed"),
        ("after", False, "not run, because bad failed"),
        ("fine", True, "3 passed"),
    ]
    assert "9 passed" in capfd.readouterr().out


def test_a_command_that_is_not_there_is_a_failure(stages):
    stages(one=check.Stage("One", lambda: [("absent", ["/nonexistent"], HERE)]))
    [result] = check.check(["one"])
    assert not result.passed
    assert "could not be run" in result.closing


def test_the_summary_counts(capsys):
    check.sum_up([check.Result("a", True, 1.0, "3 passed"), check.Result("b", False, 2.0, "1 failed")], 3.4)
    out = capsys.readouterr().out
    assert "ok     a" in out and "FAILED b" in out
    assert out.rstrip().endswith("1 passed, 1 failed, in 3 s")
