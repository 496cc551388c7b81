"""Whom a note names."""

import pytest

from bot.staff.models import StaffMember
from bot.workbench.mentions import named

TEAM = [
    StaffMember(id=1, name="Ada", email="ada@shop.example"),
    StaffMember(id=2, name="Ada Byron", email="byron@shop.example"),
    StaffMember(id=3, name="Özil", email="o.z@shop.example"),
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@ada look", [1]),
        ("ask @Ada Byron, please", [2]),
        ("@ADA BYRON", [2]),
        ("@Adam is somebody else", []),
        ("write to me@ada", []),
        ("@özil and @ada", [3, 1]),
        ("@o.z", [3]),
        ("@", []),
    ],
)
def test_names(text, ids):
    assert [member.id for member in named(text, TEAM)] == ids
