"""The demo catalog's pictures: our own drawings (SVG with colour placeholders) in a set of palettes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import resvg_py

PICTURES_FOLDER = Path(__file__).parents[2] / "data" / "catalog" / "pictures"
PICTURES_PATH = "/store/pictures/"
_FILE_NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([0-9]{1,2})\.svg", re.ASCII)
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
PREVIEW_SIZE = (1200, 630)
MOST_IN_PREVIEW = 3


@dataclass(frozen=True, slots=True)
class PictureName:
    """A drawing in a palette: `teddy.4.svg`."""

    illustration: str
    palette: str

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"{PICTURES_PATH}{self.illustration}.{self.palette}.svg"


def parse_picture_name(text: str) -> PictureName | None:
    """Read "teddy.4.svg"; None for whatever is not exactly of that form."""
    match = _FILE_NAME.fullmatch(text)
    return PictureName(match[1], match[2]) if match else None


class Pictures:
    """All drawings of a folder, read once. A name that was not read does not exist, so no path is ever built."""

    def __init__(self, folder: Path) -> None:
        self._drawings = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.svg"))}
        self._palettes: dict[str, dict[str, str]] = json.loads((folder / "palettes.json").read_text("utf-8"))

    def __contains__(self, name: PictureName) -> bool:
        return name.illustration in self._drawings and name.palette in self._palettes

    def svg(self, name: PictureName) -> str:
        """Return the drawing with its palette's colours; KeyError when there is none."""
        colours = self._palettes[name.palette]
        return _PLACEHOLDER.sub(lambda match: colours[match[1]], self._drawings[name.illustration])

    def find(self, url: str) -> PictureName | None:
        """Return the drawing that an address shows, None for anybody else's picture.

        The host does not count: an index keeps the address that the store had when it was imported.
        """
        path = urlsplit(url).path
        if not path.startswith(PICTURES_PATH):
            return None
        name = parse_picture_name(path.removeprefix(PICTURES_PATH))
        return name if name is not None and name in self else None

    def preview(self, names: tuple[PictureName, ...]) -> bytes:
        """Return a PNG of 1200 x 630 pixels with up to three drawings side by side; KeyError for an unknown one."""
        return _render(_preview_svg(tuple(self.svg(name) for name in names[:MOST_IN_PREVIEW])))


@cache
def load_pictures() -> Pictures:
    """Read the demo catalog's pictures."""
    return Pictures(PICTURES_FOLDER)


@lru_cache(maxsize=256)
def _render(svg: str) -> bytes:
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)


def _preview_svg(drawings: tuple[str, ...]) -> str:
    """Lay the drawings (400 x 300 each) out on a ribboned card."""
    width, height = PREVIEW_SIZE
    gap, side = 30, 60
    count = max(1, len(drawings))
    each = min((width - 2 * side - gap * (count - 1)) / count, 600)
    tall = min(each, 450)
    left = (width - each * count - gap * (count - 1)) / 2
    top = (height - tall) / 2
    parts = []
    for number, drawing in enumerate(drawings):
        # A drawing is 4:3; "slice" fills its frame and cuts the empty sides.
        place = f'x="{left + number * (each + gap):g}" y="{top:g}" width="{each:g}" height="{tall:g}"'
        frame = f'preserveAspectRatio="xMidYMid slice" {place}'
        parts.append(drawing.replace("<svg ", f"<svg {frame} ", 1))
        parts.append(f'<rect {place} rx="26" fill="none" stroke="#fff" stroke-width="20"/>')
    middle = height / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#f6e7d3"/>'
        f'<rect y="{middle - 22:g}" width="{width}" height="44" fill="#9d2f45"/>'
        f'<rect y="{middle - 22:g}" width="{width}" height="6" fill="#b8506a"/>{"".join(parts)}</svg>'
    )
