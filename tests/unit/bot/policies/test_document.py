"""Reading the shop's Markdown: what is right is kept, what is wrong is named with its line."""

from datetime import date

import pytest

from bot.policies.document import quote_rows, read_policy, say_rows
from bot.policies.errors import PolicyError
from bot.policies.rendering import rendered
from bot.policies.service import read_pages

TEXT = """---
updated: 2026-11-02
---

# Returns

## How long
<!-- Also asked: return policy; can I
return it -->

Within **30 days**, see [here](https://shop.example).

- one
- two

## Fees

| What | Price |
|---|---|
| Label | $3 |
"""


def test_passages_have_anchors_blocks_and_questions():
    policy = read_policy("returns", "returns.md", TEXT)
    assert (policy.title, policy.updated) == ("Returns", date(2026, 11, 2))
    _title, long, fees = policy.passages
    assert (long.anchor, long.line, long.asked) == ("how-long", 7, ("return policy", "can I\nreturn it"))
    assert [(block.text, block.line) for block in long.blocks] == [
        ("Within 30 days, see here.", 11),
        ("one", 13),
        ("two", 14),
    ]
    (table,) = fees.blocks
    assert [row.cells for row in table.rows] == [("What", "Price"), ("Label", "$3")]
    assert table.rows[1].line == 20
    assert policy.passage("fees") is fees and policy.passage("none") is None


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("no title here", 1, "title"),
        ("# A\n\n## B\n\nx\n\n## B\n\ny", 7, "second heading"),
        ("---\nupdated: soon\n---\n# A", 2, "date"),
        ("---\na: [1\n---\n# A", 3, "YAML"),
        ("---\n- 1\n---\n# A", 2, "key: value"),
        ("<!-- Also asked: x -->\n# A", 1, "under a heading"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, word):
    with pytest.raises(PolicyError, match=word) as caught:
        read_policy("a", "a.md", text)
    assert (caught.value.file, caught.value.line) == ("a.md", line)
    assert str(caught.value).startswith(f"a.md:{line}: ")


HEAD = "# D\n\n## Methods\n\n| Method | Business days | Ships to |\n|---|---|---|\n"
CUTOFFS = "\n## Last days\n\n| Occasion | Method | Order by |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (HEAD + "| Fast | soon | |", 7, "business days"),
        (HEAD + "| Fast | 5-3 | |", 7, "backwards"),
        (HEAD + "| Fast | 2 | Atlantis |", 7, "Atlantis"),
        (HEAD + "| Fast | 2 | |\n" + CUTOFFS + "| Foolsday | Fast | 1 April |", 13, "Foolsday"),
        (HEAD + "| Fast | 2 | |\n" + CUTOFFS + "| Christmas | Slow | 1 December |", 13, "Slow"),
        (HEAD + "| Fast | 2 | |\n" + CUTOFFS + "| Christmas | Fast | early |", 13, "early"),
        ('---\norder_by: "25:00"\n---\n' + HEAD + "| Fast | 2 | |", 2, "hour"),
        ("---\nno_delivery: [funday]\n---\n" + HEAD + "| Fast | 2 | |", 2, "funday"),
        ("---\nclosed: [13-01]\n---\n" + HEAD + "| Fast | 2 | |", 2, "13-01"),
        ("---\nhandling_days: many\n---\n" + HEAD + "| Fast | 2 | |", 2, "handling_days"),
    ],
)
def test_wrong_rules_of_delivery_are_named_too(tmp_path, text, line, word):
    (tmp_path / "d.md").write_text(text)
    with pytest.raises(PolicyError, match=word) as caught:
        read_pages(tmp_path)
    assert caught.value.line == line


def test_a_year_may_be_written_or_not(tmp_path):
    rows = "| Christmas | Fast | 2026-12-17 |\n| Easter | Fast | 8 days before |\n| Halloween | Fast | 20 October |"
    (tmp_path / "d.md").write_text(HEAD + "| Fast | 2 | |\n" + CUTOFFS + rows)
    first, second, third = read_pages(tmp_path).delivery.cutoffs
    assert (first.year, first.month, first.day) == (2026, 12, 17)
    assert (second.days_before, third.year, third.month, third.day) == (8, None, 10, 20)


def test_nothing_hostile_gets_onto_the_page():
    text = "# A\n\n## <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) <b>b</b>"
    html = str(rendered(read_policy("a", "a.md", text)))
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert 'href="javascript' not in html


def test_headings_can_be_linked_to_and_the_title_is_not_repeated():
    html = str(rendered(read_policy("returns", "returns.md", TEXT)))
    assert '<h2 id="how-long" tabindex="-1">' in html
    assert "<h1" not in html and "Also asked" not in html
    assert '<div class="table" tabindex="0"><table>' in html


def test_rows_read_by_themselves():
    text = "# T\n\n## Ways\n\n| Way | Price | Free from |\n|---|---|---|\n| Slow | $5 | $50 |\n| Fast | $9 | - |"
    rows = read_policy("t", "t.md", text).passage("ways").blocks[0].rows
    assert say_rows(rows, rows[1:]) == "Slow: price $5, free from $50\nFast: price $9"
    assert quote_rows(rows, rows[2:]) == "Way | Price | Free from\nFast | $9 | -"
