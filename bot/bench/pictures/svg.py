"""Draws groups of bars as an SVG that is read in light and dark, and by who sees no picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _NAMES, _VALUES = 720, 220, 110
_ROW, _GROUP, _TOP, _MARGIN = 26, 34, 64, 20
# Widths of letters differ with the reader's fonts: so many fit beside a bar in most.
_NAME_CHARS = 32
_NOTE_CHARS = 105
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1f2328}"
    ".title{font-size:17px;font-weight:600}.group{font-weight:600}.note{font-size:12px;fill:#59636e}"
    ".paper{fill:#fff}.ours{fill:#b4235a}.peer{fill:#8c959f}"
    "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.note{fill:#9198a1}.paper{fill:#0d1117}"
    ".ours{fill:#ec6a98}.peer{fill:#656c76}}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure and whose it is; `shown` is how it is written, with its unit."""

    name: str
    value: float
    shown: str
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that are measured by one scale of their own: the longest fills the width."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture; `name` is its file's, `note` says on which machine and how it was measured."""

    name: str
    title: str
    groups: tuple[Group, ...]
    note: str = ""


def draw(chart: Chart) -> str:
    """Return the SVG of a chart. What is drawn is also said in its description."""
    parts, top = [], _TOP
    for group in chart.groups:
        if group.name:
            parts.append(f'<text class="group" x="{_MARGIN}" y="{top}">{escape(group.name)}</text>')
            top += 8
        most = max((bar.value for bar in group.bars), default=0) or 1
        for bar in group.bars:
            parts += _bar(bar, top, most)
            top += _ROW
        top += _GROUP if group.name else 12
    notes = _lines(chart.note)
    bottom = top - 6
    parts += [
        f'<text class="note" x="{_MARGIN}" y="{bottom + 16 * number}">{escape(line)}</text>'
        for number, line in enumerate(notes)
    ]
    height = bottom + 16 * len(notes) + 4
    said = "; ".join(_said(group) for group in chart.groups)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title said">\n'
        f'<title id="title">{escape(chart.title)}</title>\n<desc id="said">{escape(said)}</desc>\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect class="paper" width="{_WIDTH}" height="{height}" rx="8"/>\n'
        f'<text class="title" x="{_MARGIN}" y="34">{escape(chart.title)}</text>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _bar(bar: Bar, top: int, most: float) -> list[str]:
    room = _WIDTH - _NAMES - _VALUES - _MARGIN
    # What is there can be seen, however little it is.
    width = max(2.0, room * bar.value / most)
    name = bar.name if len(bar.name) <= _NAME_CHARS else f"{bar.name[: _NAME_CHARS - 1]}…"
    kind = "ours" if bar.ours else "peer"
    return [
        f'<text x="{_NAMES - 10}" y="{top + 17}" text-anchor="end">{escape(name)}</text>',
        f'<rect class="{kind}" x="{_NAMES}" y="{top + 3}" width="{width:.1f}" height="{_ROW - 6}" rx="3"/>',
        f'<text x="{_NAMES + width + 8:.1f}" y="{top + 17}">{escape(bar.shown)}</text>',
    ]


def _said(group: Group) -> str:
    bars = ", ".join(f"{bar.name} {bar.shown}" for bar in group.bars)
    return f"{group.name}: {bars}" if group.name else bars


def _lines(text: str) -> Sequence[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < _NOTE_CHARS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
