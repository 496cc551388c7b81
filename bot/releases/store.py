"""Releases on disk: which catalog version serves with which dialogue model. Works without a database, from any process.

releases/20261123T091500Z-1a2b.json    one release
releases/active                        the id of the one that serves
releases/history.jsonl                 who let which serve, when and why; only ever added to
releases/store.lock                    held by whoever writes
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from bot.catalog.vectors import catalog_versions
from bot.releases.errors import ReleaseChangedError, ReleaseError, ReleaseHeldError, UnknownReleaseError
from bot.settings import Settings
from catalog_index.manifest import Manifest, ManifestError
from catalog_index.versions import PublishError

__all__ = [
    "Release",
    "ReleaseChangedError",
    "ReleaseError",
    "ReleaseHeldError",
    "ReleaseStore",
    "UnknownReleaseError",
]

Origin = Literal["import", "train", "setup", "adopted"]
State = Literal["candidate", "held", "passed", "serving", "retired"]

POINTER_FILE = "active"
HISTORY_FILE = "history.jsonl"
LOCK_FILE = "store.lock"
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4}")
_TIME = "%Y%m%dT%H%M%SZ"
_LOCK_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Release:
    """A catalog version and the file name of a dialogue model.

    `check` is the report of its check, None before one; `override` says who let it serve in spite of it:
    {"actor", "reason", "at"}. `before` is the release that served when it was let serve.
    """

    id: str
    created_at: str
    catalog_version: str
    model: str
    origin: str
    state: State = "candidate"
    check: dict[str, Any] | None = None
    override: dict[str, str] | None = None
    before: str | None = None

    @property
    def needs_reason(self) -> bool:
        """Whether it serves only with a reason: it was held back, or never checked."""
        return self.state in {"candidate", "held"}


class ReleaseStore:
    """The releases of one deployment. Reading needs no lock."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._root = settings.releases_dir
        self._lock = FileLock(self._root / LOCK_FILE)

    def all(self) -> list[Release]:
        """All releases, newest first."""
        if not self._root.is_dir():
            return []
        ids = sorted((path.stem for path in self._root.glob("*.json") if _ID.fullmatch(path.stem)), reverse=True)
        found = (self._read(release_id) for release_id in ids)
        return [release for release in found if release is not None]

    def get(self, release_id: str) -> Release:
        """One release.

        Raises:
            UnknownReleaseError: there is none of this id.
        """
        release = self._read(release_id) if _ID.fullmatch(release_id) else None
        if release is None:
            raise UnknownReleaseError(f"There is no release {release_id!r}; `giftfinder release list` names them all.")
        return release

    def active(self) -> Release | None:
        """The release that serves; None before the first."""
        release_id = self.active_id()
        return self._read(release_id) if release_id else None

    def active_id(self) -> str | None:
        """The id of the release that serves. Reads one small file."""
        try:
            text = (self._root / POINTER_FILE).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        return text if _ID.fullmatch(text) else None

    def previous(self) -> Release | None:
        """What a rollback would let serve: what served before the active release; None when there is nothing."""
        active = self.active()
        return self._read(active.before) if active is not None and active.before else None

    def catalogs(self) -> set[str]:
        """The catalog versions that releases need."""
        return {release.catalog_version for release in self.all()}

    def models(self) -> set[str]:
        """The file names of dialogue models that releases need."""
        return {release.model for release in self.all()}

    def make(self, catalog_version: str, model: str, origin: Origin) -> Release:
        """Write a new release down; it does not serve yet.

        Raises:
            ReleaseError: somebody else is writing.
        """
        with self._locked():
            now = datetime.now(UTC)
            release = Release(self._new_id(now), now.isoformat(timespec="seconds"), catalog_version, model, origin)
            self._write(release)
            self._note(release.id, "make", origin, None)
            self._prune()
        return release

    def note_check(self, release_id: str, report: dict[str, Any], passed: bool) -> Release:
        """Keep what a check found.

        Raises:
            UnknownReleaseError: there is no such release. ReleaseError: somebody else is writing.
        """
        with self._locked():
            release = self.get(release_id)
            verdict: State = "passed" if passed else "held"
            state = release.state if release.state in {"serving", "retired"} else verdict
            release = replace(release, check=report, state=state)
            self._write(release)
            self._note(release_id, "check", "", "passed" if passed else "held")
        return release

    def activate(
        self, release_id: str, actor: str, reason: str | None = None, *, instead_of: str | None = None
    ) -> Release:
        """Let a release serve. One that was held or never checked needs a reason, which is kept. `instead_of` is the
        release that it was held against, where what was found holds for that one alone.

        Raises:
            UnknownReleaseError: there is no such release. ReleaseHeldError: a reason is missing.
            ReleaseChangedError: another release serves than `instead_of`.
            ReleaseError: its catalog or model is gone, or somebody else is writing.
        """
        with self._locked():
            release, active = self.get(release_id), self.active()
            if active is not None and active.id == release_id:
                return active
            if instead_of is not None and (active is None or active.id != instead_of):
                serving = active.id if active else "none"
                raise ReleaseChangedError(
                    f"Release {release_id} was held against {instead_of}, and now {serving} serves: check it again."
                )
            why = (reason or "").strip()
            if release.needs_reason and not why:
                held = "; ".join((release.check or {}).get("reasons") or ()) or "it was not checked"
                raise ReleaseHeldError(f"Release {release_id} is held back ({held}). To let it serve, give a reason.")
            override = release.override
            if release.needs_reason and release.origin != "adopted":  # nobody chose what was there at the start
                override = {"actor": actor, "reason": why, "at": _now()}
            return self._let_serve(replace(release, override=override), active, actor, "activate", why or None)

    def rollback(self, actor: str) -> Release:
        """Let the release serve again that served before the active one.

        Raises:
            ReleaseError: there is none, its catalog or model is gone, or somebody else is writing.
        """
        with self._locked():
            active, previous = self.active(), self.previous()
            if active is None or previous is None:
                raise ReleaseError("There is no release to go back to: none served before this one, or it was pruned.")
            return self._let_serve(previous, active, actor, "rollback", None)

    def _let_serve(
        self, release: Release, active: Release | None, actor: str, what: str, reason: str | None
    ) -> Release:
        model = self._settings.models_dir / release.model
        if not model.is_file():
            raise ReleaseError(f"Release {release.id} can't serve: its dialogue model {release.model} is gone.")
        versions = catalog_versions(self._settings)
        try:
            if release.catalog_version not in versions.version_ids():
                raise ManifestError(f"its catalog {release.catalog_version} is gone")
            folder = self._settings.index_dir / release.catalog_version
            Manifest.read(folder).check_files(folder)
            # The release before its catalog: nobody sees a catalog that moved without one.
            before = release.before if what == "rollback" else (active.id if active else None)
            served = replace(release, state="serving", before=before)
            self._write(served)
            self._replace(POINTER_FILE, f"{release.id}\n")
            if versions.current_id() != release.catalog_version:
                versions.activate(release.catalog_version, checked=True)
        except (ManifestError, PublishError) as problem:
            if active is not None and self.active_id() != active.id:
                self._replace(POINTER_FILE, f"{active.id}\n")
            raise ReleaseError(f"Release {release.id} can't serve: {problem}.") from problem
        if active is not None:
            self._write(replace(active, state="retired"))
        self._note(release.id, what, actor, reason)
        self._prune()
        return served

    def _prune(self) -> None:
        """Delete the oldest releases, but never the one that serves and the one to go back to."""
        kept = {self.active_id(), getattr(self.previous(), "id", None)}
        others = [release for release in self.all() if release.id not in kept]
        for release in others[max(self._settings.releases_kept - len(kept - {None}), 0) :]:
            (self._root / f"{release.id}.json").unlink(missing_ok=True)

    def _read(self, release_id: str) -> Release | None:
        try:
            data = json.loads((self._root / f"{release_id}.json").read_text(encoding="utf-8"))
            release = Release(**data)
        except (OSError, ValueError, TypeError):
            return None
        # The pointer says who serves, whatever a process that died has left in the files.
        if release.state == "serving" and self.active_id() != release_id:
            return replace(release, state="retired")
        return release

    def _write(self, release: Release) -> None:
        self._replace(f"{release.id}.json", json.dumps(asdict(release), ensure_ascii=False, indent=1))

    def _replace(self, name: str, text: str) -> None:
        beside = self._root / f".{name}.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._root / name)
        _sync(self._root)

    def _note(self, release_id: str, what: str, actor: str, reason: str | None) -> None:
        line = {"at": _now(), "release": release_id, "what": what, "actor": actor, "reason": reason}
        with (self._root / HISTORY_FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _new_id(self, now: datetime) -> str:
        # Ids sort by age even when two are made in one second or the clock was set back.
        newest = next((release.id for release in self.all()), None)
        if newest is not None:
            last = datetime.strptime(newest.partition("-")[0], _TIME).replace(tzinfo=UTC)
            now = max(now, last + timedelta(seconds=1))
        return f"{now.strftime(_TIME)}-{secrets.token_hex(2)}"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._root.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout as cause:
            raise ReleaseError("Another process is changing the releases; try again in a moment.") from cause
        try:
            yield
        finally:
            self._lock.release()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def used_catalogs(settings: Settings) -> set[str]:
    """The catalog versions that releases need, which must not be deleted."""
    return ReleaseStore(settings).catalogs()


def used_models(settings: Settings) -> set[str]:
    """The file names of models that releases need, which must not be deleted."""
    return ReleaseStore(settings).models()
