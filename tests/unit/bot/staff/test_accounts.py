"""Accounts: made on the command line, listed, closed; and a log that cannot be changed."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from bot.errors import InvalidError, NotFoundError
from bot.staff.commands import app
from bot.staff.models import StaffAction
from tests.support.gateway import running_gateway

run = CliRunner()


def invoke(*arguments: str, password: str = ""):
    return run.invoke(app, list(arguments), input=password)


@pytest.fixture
def own_database(monkeypatch, sqlite_url, tmp_path):
    monkeypatch.setenv("GIFTFINDER_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))


@pytest.mark.usefixtures("own_database")
def test_add_list_remove():
    made = invoke("add", "Ada@Shop.example", "--role", "agent", "--password-stdin", password="long-enough\n")
    assert made.exit_code == 0, made.output
    assert "ada@shop.example is ready as agent" in made.output
    again = invoke("add", "ada@shop.example", "--role", "merchant", "--password-stdin", password="other-password\n")
    assert again.exit_code == 0
    listed = invoke("list").output
    assert listed.count("ada@shop") == 1
    assert "merchant" in listed
    assert invoke("remove", "ada@shop.example").exit_code == 0
    assert "no" in invoke("list").output


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize(
    ("arguments", "password", "says"),
    [
        (("add", "ada@shop.example", "--role", "boss"), "long-enough\n", "'boss'"),
        (("add", "ada", "--role", "agent"), "long-enough\n", "'ada' is not an e-mail address"),
        (("add", "ada@shop.example", "--role", "agent"), "short\n", "8 to 200 characters, this one 5"),
        (("add", "ada@shop.example", "--role", "agent"), "", "this one 0"),
    ],
)
def test_what_is_wrong_is_named(arguments, password, says):
    failed = invoke(*arguments, "--password-stdin", password=password)
    assert failed.exit_code == 2
    assert says in " ".join(failed.output.split())


@pytest.mark.usefixtures("own_database")
def test_an_unknown_account_is_named():
    failed = invoke("remove", "ghost@shop.example")
    assert failed.exit_code == 2
    assert "ghost@shop.example" in failed.output


async def test_what_staff_do_is_logged_and_the_log_stays(make_settings, database_url):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        staff, database = office.services.staff, office.services.database
        await staff.add("ada@shop.example", "agent", "long-enough")
        await staff.sign_in("ada@shop.example", "long-enough")
        async with database.read() as session:
            lines = (await session.scalars(select(StaffAction).order_by(StaffAction.id))).all()
        assert [(line.actor, line.action) for line in lines] == [
            ("command line", "staff.add"),
            ("ada@shop.example", "session.begin"),
        ]
        for change in (update(StaffAction).values(actor="nobody"), delete(StaffAction)):
            with pytest.raises(DBAPIError, match="append-only"):
                async with database.write() as session:
                    await session.execute(change)
        async with database.read() as session:
            assert await session.scalar(text("SELECT count(*) FROM staff_log")) == 2


async def test_the_services_own_errors(office):
    with pytest.raises(InvalidError, match="e-mail"):
        await office.services.staff.add("no address", "agent", "long-enough")
    with pytest.raises(NotFoundError):
        await office.services.staff.remove("ghost@shop.example")
