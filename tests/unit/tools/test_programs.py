"""What is said where a program that is needed is missing or too old."""

import os
import shutil
import stat
import subprocess

import pytest

from tools import system, web
from tools.console import ROOT, StepError


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A PATH with nothing on it but what the test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PYTHON", raising=False)

    def put(name, script):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return put


def find_python():
    return subprocess.run(
        ["/bin/sh", ROOT / "tools" / "find-python.sh"], capture_output=True, text=True, env=os.environ
    )


def test_python_is_found_under_either_name(programs):
    programs("python3", "echo 3.11.9")
    assert find_python().stdout == "python3\n"
    programs("python3.11", "echo 3.11.7")
    assert find_python().stdout == "python3.11\n"


def test_another_python_is_named_with_what_is_needed(programs):
    programs("python3", "echo 3.13.1")
    done = find_python()
    assert done.returncode == 1
    assert "3.11" in done.stderr and "python3 is Python 3.13.1" in done.stderr


def test_a_python_that_does_not_run_counts_for_none(programs):
    programs("python3.11", "exit 127")
    done = find_python()
    assert done.returncode == 1
    assert "no python3.11" in done.stderr


@pytest.mark.parametrize("version", ["v20.19.0", "v24.1.0"])
def test_a_new_enough_node(programs, version):
    programs("node", f"echo {version}")
    programs("npm", "")
    assert web.node_version() == version[1:]


@pytest.mark.parametrize(("script", "found"), [("echo v18.20.1", "v18.20.1"), ("exit 1", "does not run")])
def test_an_unfit_node_is_named(programs, script, found):
    programs("node", script)
    programs("npm", "")
    with pytest.raises(StepError, match=found):
        web.node_version()


def test_a_missing_npm_is_named(programs):
    programs("node", "echo v20.19.0")
    with pytest.raises(StepError, match="npm is not on the PATH"):
        web.node_version()


def test_a_browser_that_can_not_be_installed_is_asked_for(programs, monkeypatch):
    monkeypatch.delenv("GIFTFINDER_CHROMIUM", raising=False)
    with pytest.raises(StepError, match=r"install the package chromium.*no apt-get"):
        system.require_browser()


def test_a_browser_is_installed_where_that_is_possible(programs, monkeypatch, tmp_path):
    monkeypatch.delenv("GIFTFINDER_CHROMIUM", raising=False)
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr("tools.console.LOGS", tmp_path / "logs")
    shell = shutil.which("sh", path="/bin:/usr/bin")
    made = tmp_path / "chromium"
    programs("apt-get", f'case "$*" in *chromium*) printf "#!{shell}\\n" > {made}; /bin/chmod +x {made};; esac')
    system.require_browser()
    assert system.browser() == str(made)


def test_a_failed_installation_says_where_to_look(programs, monkeypatch, tmp_path):
    monkeypatch.delenv("GIFTFINDER_CHROMIUM", raising=False)
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr("tools.console.LOGS", tmp_path / "logs")
    programs("apt-get", "echo no network; exit 100")
    with pytest.raises(StepError, match="apt-get could not"):
        system.require_browser()
