"""The quiz's pictures: drawings of its own, and those of the demo catalog in one of their palettes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from bot.pages.pictures import PictureName, load_pictures
from bot.quiz.questions import load_quiz

_FOLDER = Path(__file__).parents[2] / "data" / "quiz" / "pictures"
PATH = "/quiz/pictures/"


@cache
def load_quiz_pictures() -> dict[str, str]:
    """Read every picture that a question names: SVG by its name ("partner", "teddy.4"), KeyError where one is missing.

    A name that was not read does not exist, so no path is ever built from what a visitor sends.
    """
    quiz = load_quiz()
    names = {option.picture for question in quiz.questions for option in question.options}
    names |= {*quiz.price_pictures, quiz.any_price_picture, *quiz.interest_pictures.values()}
    own = {path.stem: path.read_text("utf-8") for path in _FOLDER.glob("*.svg")}
    catalog = load_pictures()
    pictures = {}
    for name in sorted(names):
        drawing, _, palette = name.partition(".")
        pictures[name] = catalog.svg(PictureName(drawing, palette)) if palette else own[name]
    return pictures


@cache
def picture_url(name: str) -> str:
    """Where a picture is served, on this host; the address names its very content."""
    version = hashlib.sha256(load_quiz_pictures()[name].encode()).hexdigest()[:12]
    return f"{PATH}{name}.svg?v={version}"
