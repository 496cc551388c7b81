"""`giftfinder release ...`: what it prints, and when it fails."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.jobs.runner import JobRunner
from bot.releases.check.errors import CheckError
from bot.releases.store import ReleaseStore
from bot.settings import load_settings
from tests.support.releases import release_of, two_releases
from tests.unit.bot.releases.test_endpoints import WHY, report


@pytest.fixture
def settings(monkeypatch, tmp_path):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))
    return load_settings()


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["release", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_an_empty_list(settings):
    assert json.loads(run("list", "--json")) == {"active": None, "previous": None, "releases": []}
    assert "No release yet" in run("list")


def test_releases_are_listed_shown_let_serve_and_taken_back(settings):
    first, second = two_releases(settings)
    made = release_of(settings).id
    ReleaseStore(settings).note_check(made, report(WHY), passed=False)
    listed = json.loads(run("list", "--json"))
    assert (listed["active"], listed["previous"]) == (second, first)
    assert [one["id"] for one in listed["releases"]] == [made, second, first]
    assert listed["releases"][0]["check"]["reasons"] == [WHY]
    assert "held" in run("list")
    assert json.loads(run("show", made, "--json"))["state"] == "held"
    assert WHY in run("show", made)
    assert WHY in run("activate", made, code=2)
    assert json.loads(run("activate", made, "--reason", "A new range", "--json"))["state"] == "serving"
    assert "A new range" in run("show", made)
    assert json.loads(run("rollback", "--json"))["id"] == second
    assert ReleaseStore(settings).active_id() == second


@pytest.mark.parametrize("words", [("show", "x"), ("activate", "x"), ("check", "x"), ("rollback",)])
def test_what_can_not_be_done_is_one_clear_line_and_exit_2(settings, words):
    assert "error" in json.loads(run(*words, "--json", code=2).splitlines()[0] if words[0] == "check" else _json(words))


def _json(words: tuple[str, ...]) -> str:
    output = run(*words, "--json", code=2)
    return output[: output.rindex("}") + 1]


def test_a_check_prints_its_report_and_keeps_it(settings, monkeypatch):
    first, _ = two_releases(settings)

    async def checked(settings, candidate, serving, tell):
        from bot.releases.check.report import CheckReport

        return CheckReport.model_validate(report(WHY))

    monkeypatch.setattr("bot.releases.check.task.check_release", checked)
    assert json.loads(run("check", first, "--json"))["reasons"] == [WHY]
    assert ReleaseStore(settings).get(first).check["reasons"] == [WHY]
    assert f"Held: {WHY}" in run("check", first)

    async def broken(settings, candidate, serving, tell):
        raise CheckError("the model is not there")

    monkeypatch.setattr("bot.releases.check.task.check_release", broken)
    assert "the model is not there" in run("check", first, code=2)


def test_a_check_waits_for_other_long_work(settings):
    _, second = two_releases(settings)
    with JobRunner(settings).hold():
        assert "runs already" in run("check", second, code=2)
    assert "runs already" not in run("check", second, code=2)
