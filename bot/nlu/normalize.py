"""Text made easy to match, character for character, so that positions in it are positions in what was written."""

from __future__ import annotations

_REPLACEMENTS = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": " ", "…": ".",
}  # fmt: skip


def normalize(text: str) -> str:
    """Lower case, plain quotes, dashes and spaces; as long as `text`."""
    characters = []
    for character in text:
        plain = _REPLACEMENTS.get(character, character)
        lower = plain.lower()
        characters.append(lower if len(lower) == 1 else plain)
    return "".join(characters)


def singular(word: str) -> str:
    """A rough singular, the same for a noun's singular and plural; not always a word."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("zzes"):
        return word[:-3]
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
