"""Column mappings that merchants keep under a name; `giftfinder catalog import --mapping NAME` takes the same ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.errors import InvalidError, NotFoundError
from bot.jobs.store import read_json, write_json
from bot.settings import Settings
from catalog_index.feeds import ColumnMapping, FeedError

_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Mappings:
    """The kept mappings, a file each."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.feeds_dir / "mappings"
        self._most = settings.import_mappings

    def all(self) -> dict[str, dict[str, Any]]:
        """Name -> mapping, by name."""
        found = sorted(self._folder.glob("*.json"), key=lambda path: path.stem.lower())
        return {path.stem: read_json(path) for path in found if _NAME.fullmatch(path.stem)}

    def put(self, name: str, mapping: dict[str, Any]) -> None:
        """Keep a mapping.

        Raises:
            InvalidError: the name or the mapping is not one, or there are too many.
        """
        path = self._path(name)
        checked = read_mapping(mapping)
        if not path.exists() and len(self.all()) >= self._most:
            raise InvalidError(f"There are {self._most} mappings already; delete one.")
        self._folder.mkdir(parents=True, exist_ok=True)
        write_json(path, checked.to_json())

    def delete(self, name: str) -> None:
        """Delete a mapping.

        Raises:
            NotFoundError: there is none of this name.
        """
        try:
            self._path(name).unlink()
        except (FileNotFoundError, InvalidError):
            raise NotFoundError("There is no mapping of this name.") from None

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise InvalidError("A mapping's name is made of up to 60 letters, digits, - and _.")
        return self._folder / f"{name}.json"


def read_mapping(data: Any) -> ColumnMapping:
    """A mapping as a merchant's page sends it.

    Raises:
        InvalidError: it is none; the text says what is wrong.
    """
    try:
        return ColumnMapping.from_json(data)
    except FeedError as error:
        raise InvalidError(str(error)) from None
    except (AttributeError, TypeError):
        raise InvalidError("The column mapping is not made as one is.") from None
