"""CSV that a spreadsheet program takes for what it says."""

import csv
import io

import pytest

from bot.tables import csv_line, harmless


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "-", "=cmd|' /C calc'!A0"],
)
def test_what_begins_a_formula_is_a_text(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["ada@shop.example", "a=b", "1-2", "", " a", "{'a': 1}", 7, -7, -1.5, None])
def test_all_else_stays(cell):
    assert harmless(cell) is cell


def test_a_line_is_read_back_as_it_was():
    cells = ["a,b", 'say "x"', "two\nlines", "", "ü"]
    assert next(csv.reader(io.StringIO(csv_line(cells)))) == cells
    assert csv_line([-5, "-5"]) == "-5,'-5\r\n"
