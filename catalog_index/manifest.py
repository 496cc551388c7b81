"""The manifest of an index version: what it was made with, and the checksum of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = 1
MANIFEST_FILE = "manifest.json"


class ManifestError(RuntimeError):
    """A version's folder is not what its manifest says, or it has no readable one; the message says where."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file's size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version's folder holds. `created_at` is RFC 3339, `source` the feed's file name."""

    version: str
    encoder: str
    dimension: int
    products: int
    created_at: str
    source: str
    files: Mapping[str, FileRecord]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write the manifest into its version's folder."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a version's folder.

        Raises:
            ManifestError: there is none, it can't be read, or its format is not known here.
        """
        try:
            data = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
            if data["format"] != FORMAT:
                raise ManifestError(f"its format is {data['format']}, this program reads format {FORMAT}")
            files = {
                str(name): FileRecord(int(record["size"]), str(record["sha256"]))
                for name, record in data["files"].items()
            }
            return cls(
                version=str(data["version"]),
                encoder=str(data["encoder"]),
                dimension=int(data["dimension"]),
                products=int(data["products"]),
                created_at=str(data["created_at"]),
                source=str(data["source"]),
                files=files,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
            raise ManifestError(f"its {MANIFEST_FILE} can't be read: {cause!r}") from cause

    def check_files(self, folder: Path) -> None:
        """Compare every file with its record.

        Raises:
            ManifestError: a file is missing, or differs in size or checksum.
        """
        if not self.files:
            raise ManifestError("its manifest names no files")
        for name, record in self.files.items():
            path = folder / name
            if Path(name).name != name or not path.is_file():
                raise ManifestError(f"its file {name} is missing")
            if path.stat().st_size != record.size:
                raise ManifestError(f"its file {name} has {path.stat().st_size} bytes instead of {record.size}")
            if file_sha256(path) != record.sha256:
                raise ManifestError(f"its file {name} is damaged: the checksum differs")


def record_files(folder: Path) -> dict[str, FileRecord]:
    """A record of every file of a folder but the manifest."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST_FILE)
    return {path.name: FileRecord(path.stat().st_size, file_sha256(path)) for path in files}


def file_sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
