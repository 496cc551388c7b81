"""README tells the truth: settings and their defaults, commands, attributes of the widget, links and pictures."""

import json
import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
ROW = re.compile(rf"^\| `{PREFIX}(\w+)` \| (.+?) \| .+ \|$", re.MULTILINE)
FIELDS = {name.upper(): field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()}
BIGGEST_PICTURE = 250_000
MOST_PICTURES = 6


def shown(default: object) -> str:
    """A default as the table writes it."""
    if default is None or default in ("", ()):
        return "–"
    if isinstance(default, tuple):
        return f"`{','.join(default)}`"
    if isinstance(default, dict | bool):
        return f"`{json.dumps(default)}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


def test_each_setting_is_listed_once_and_nothing_else():
    listed = [name for name, _ in ROW.findall(README)]
    assert sorted(listed) == sorted(FIELDS)


@pytest.mark.parametrize("name", sorted(FIELDS.keys() - {"EXCHANGE_RATES"}))
def test_a_setting_has_the_default_that_readme_says(name):
    assert dict(ROW.findall(README)).get(name) == shown(FIELDS[name])


def test_the_exchange_rates_are_the_ones_that_readme_says():
    block = re.search(r"```json\n(.+?)```", README, re.DOTALL)
    assert block
    assert json.loads(block[1]) == FIELDS["EXCHANGE_RATES"]


def test_every_variable_that_readme_names_is_a_setting():
    assert set(re.findall(rf"{PREFIX}([A-Z_]+)", README)) <= FIELDS.keys()


def test_every_command_is_listed_and_each_that_is_named_exists():
    table = set(re.findall(r"^\| `giftfinder (\w+)", README, re.MULTILINE))
    assert table == COMMANDS.keys()
    assert set(re.findall(r"(?:`|bin/|\b)giftfinder ([a-z]+)\b(?=[^\n]*`|  )", README)) <= COMMANDS.keys()


def test_every_make_target_that_readme_names_exists():
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z0-9]+)", README, re.MULTILINE)) <= targets


def test_every_attribute_of_the_widget_is_listed():
    sources = [ROOT / "bot/web/src/widget" / name for name in ("element.tsx", "options.ts", "base.css")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    read = set(re.findall(r"\b(?:this\.dataset|data)\.([a-z]+)", code)) | {"theme"}
    assert ':host([data-theme~="dark"])' in code
    assert set(re.findall(r"^\| `data-([a-z]+)`", README, re.MULTILINE)) == read


def test_every_css_variable_that_readme_names_is_used_by_the_widget():
    styles = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot/web/src/widget").rglob("*.css"))
    assert set(re.findall(r"--gf-[a-z-]+", README)) <= set(re.findall(r"var\((--gf-[a-z-]+)", styles))


def test_links_lead_somewhere():
    targets = re.findall(r"\]\((?!https?://|#)([^)]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_pictures_are_few_and_light():
    pictures = sorted((ROOT / "docs/pictures").glob("*.png"))
    assert 0 < len(pictures) <= MOST_PICTURES
    assert [path.name for path in pictures if path.stat().st_size > BIGGEST_PICTURE] == []
    assert [path.name for path in pictures if f"docs/pictures/{path.name}" not in README] == []
