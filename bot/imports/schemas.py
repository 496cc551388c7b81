"""What the import calls take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["fetching", "ready", "running", "done", "failed", "stopped"]
Format = Field(default=None, max_length=40, description="A format's slug; null: told by the content.")


class FormatView(BaseModel):
    """A format that is read."""

    slug: str
    name: str


class Problem(BaseModel):
    """Something wrong in one place of a feed."""

    line: int
    field: str
    value: str
    reason: str


class Report(BaseModel):
    """What an import did. Of the lists the first few are here; the CSV has all that were kept."""

    format: str = ""
    encoding: str = ""
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused_items: int = 0
    refused: list[Problem] = []
    warnings: list[Problem] = []
    refused_count: int = 0
    warning_count: int = 0
    version: str | None = None


class ReleaseMade(BaseModel):
    """The release that an import made: whether it serves, and why it is held where it does not."""

    id: str
    serving: bool
    held: list[str] = []


class ImportView(BaseModel):
    """One import."""

    id: str
    name: str
    size: int
    source: Literal["upload", "address"]
    created_at: datetime
    actor: str
    state: State
    started_at: datetime | None = None
    ended_at: datetime | None = None
    format: str | None = None
    mapped: bool = False
    progress: dict[str, Any] = {}
    error: str = ""
    report: Report | None = None
    release: ReleaseMade | None = None


class Imports(BaseModel):
    """All imports, newest first, and what a new one may be made of."""

    imports: list[ImportView]
    busy: bool
    address: str | None
    formats: list[FormatView]
    fields: list[str]
    needed: list[str]
    mappings: dict[str, dict[str, Any]]
    upload_max_bytes: int


class Chosen(BaseModel):
    """How a feed is to be read."""

    model_config = ConfigDict(extra="forbid")

    format: str | None = Format
    mapping: dict[str, Any] | None = None


class Preview(BaseModel):
    """A feed's first rows as they stand there and as they would be read; `problem`: why they can't be."""

    format: str | None
    format_name: str = ""
    encoding: str = ""
    separator: str = ""
    columns: list[str]
    rows: list[dict[str, str]]
    products: list[dict[str, Any]]
    problems: list[Problem]
    problem: str
    draft: dict[str, Any] | None = None


class MappingBody(BaseModel):
    """A column mapping to keep."""

    model_config = ConfigDict(extra="forbid")

    mapping: dict[str, Any]
