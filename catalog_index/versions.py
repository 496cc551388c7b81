"""Index versions on disk: written beside, verified, swapped by one atomic pointer.

root/20261122T190312Z-1a2b3c4d/   manifest.json and the index's files, never changed once there
root/current                      the id of the version that serves
root/import.lock                  held by whoever writes
root/.unfinished-<id>/            a draft: what an import has written so far
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from catalog_index.manifest import Manifest, ManifestError, record_files

if TYPE_CHECKING:  # it loads FAISS, which programs that only look after versions do without
    from catalog_index.index import CatalogIndex
    from catalog_index.vectors import VectorStore

POINTER_FILE = "current"
LOCK_FILE = "import.lock"
_UNFINISHED = ".unfinished-"
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_RETRIES = 5
# As in catalog_index.index, which this is not to load.
_PARTS = ("titles.faiss", "texts.faiss")
_TIME = "%Y%m%dT%H%M%SZ"

logger = logging.getLogger(__name__)


class NoVersionError(RuntimeError):
    """No version can be loaded: none was published yet, or all are damaged or of another encoder."""


class StoreBusyError(RuntimeError):
    """Another process is importing into the same store."""


class PublishError(RuntimeError):
    """A version could not be written or did not pass its check; the one that serves is untouched."""


@dataclass(frozen=True, slots=True)
class LoadedVersion:
    """A version that was loaded; `skipped` says which newer ones were refused and why."""

    version: str
    index: CatalogIndex
    manifest: Manifest
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundVersion:
    """A version whose files are as its manifest says; nothing of it is loaded."""

    version: str
    folder: Path
    manifest: Manifest


class VersionStore:
    """The versions under one folder. Reading needs no lock; writing holds the store's file lock."""

    def __init__(
        self,
        root: Path,
        *,
        keep: int = 3,
        used: Callable[[], Collection[str]] = tuple,
        vectors: VectorStore | None = None,
    ) -> None:
        """`used` names versions that must stay, however old they are; `vectors` is where their vectors are searched,
        None for this process."""
        if keep < 1:
            raise ValueError(f"keep must be at least 1, not {keep}")
        self.root = root
        self._keep = keep
        self._used = used
        self.vectors = vectors
        self._lock = FileLock(root / LOCK_FILE)

    @contextmanager
    def lock(self, *, timeout: float = 0) -> Iterator[None]:
        """Hold the right to write, for at most `timeout` seconds of waiting; may be nested.

        Raises:
            StoreBusyError: another process or thread holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=timeout)
        except Timeout as cause:
            raise StoreBusyError(f"another import into {self.root} is running; try again when it is done") from cause
        try:
            yield
        finally:
            self._lock.release()

    def current_id(self) -> str | None:
        """The id of the version that serves, or None. Reads one small file."""
        try:
            text = (self.root / POINTER_FILE).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        return text if _ID.fullmatch(text) else None

    def version_ids(self) -> list[str]:
        """The ids of all versions there, newest first."""
        if not self.root.is_dir():
            return []
        return sorted((p.name for p in self.root.iterdir() if _ID.fullmatch(p.name) and p.is_dir()), reverse=True)

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """A new, empty folder beside the versions to write one in; gone afterwards unless it was published.

        Raises:
            PublishError: it can't be made.
            StoreBusyError: another process is importing.
        """
        with self.lock():
            self._prune_drafts()
            folder = self.root / f"{_UNFINISHED}{self._new_id()}"
            try:
                folder.mkdir()
            except OSError as cause:
                raise PublishError(f"the new index version could not be written: {cause}") from cause
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def publish_draft(
        self, folder: Path, *, encoder: str, dimension: int, products: int, source: str, activate: bool = True
    ) -> str:
        """Make a version of a draft, let it serve (unless `activate` is False), and return its id.

        Raises:
            PublishError: it failed; the version that serves is untouched.
        """
        version = folder.name.removeprefix(_UNFINISHED)
        try:
            manifest = Manifest(
                version=version,
                encoder=encoder,
                dimension=dimension,
                products=products,
                created_at=datetime.now(UTC).isoformat(timespec="microseconds"),
                source=source,
                files=record_files(folder),
            )
            if self.vectors is not None:
                for part in _PARTS:
                    self.vectors.open(version, folder / part)
            manifest.write(folder)
            for path in folder.iterdir():
                _sync(path)
            _sync(folder)
            folder.rename(self.root / version)
            _sync(self.root)
            if activate:
                self._point_to(version)
        except (OSError, RuntimeError) as cause:
            raise PublishError(f"the new index version could not be published: {cause}") from cause
        self._prune(self.current_id() or version)
        return version

    def publish(self, index: CatalogIndex, *, source: str) -> str:
        """Write an index as a version beside the others, verify it, let it serve, and return its id.

        Raises:
            PublishError: writing or verifying failed; the version that serves is untouched.
            StoreBusyError: another process is importing.
        """
        with self.draft() as folder:
            try:
                index.save(folder)
                type(index).load(folder)
            except (OSError, RuntimeError) as cause:
                raise PublishError(f"the new index version could not be published: {cause}") from cause
            return self.publish_draft(
                folder, encoder=index.encoder_name, dimension=index.dimension, products=len(index), source=source
            )

    def activate(self, version: str, *, checked: bool = False) -> None:
        """Let another version serve that is there and whole (`checked`: the caller has seen that it is).

        Needs no lock: an import that runs meanwhile changes no version that is there.

        Raises:
            ManifestError: it is damaged, or not there.
            PublishError: the pointer can't be written.
        """
        folder = self.root / version
        if version not in self.version_ids():
            raise ManifestError(f"there is no index version {version}")
        if not checked:
            Manifest.read(folder).check_files(folder)
        try:
            self._point_to(version)
        except OSError as cause:
            raise PublishError(f"the index version {version} can't be let serve: {cause}") from cause

    def find_current(self) -> FoundVersion:
        """The version that serves, or the one before it that is whole, checked by its checksums but not loaded.

        Raises:
            NoVersionError: there is none.
        """
        for version in self._candidates():
            folder = self.root / version
            try:
                manifest = Manifest.read(folder)
                manifest.check_files(folder)
            except ManifestError as problem:
                logger.warning("index version not used: %s: %s", version, problem)
            else:
                return FoundVersion(version, folder, manifest)
        raise NoVersionError(f"no usable index version in {self.root}")

    def load_current(
        self, *, encoder_name: str | Collection[str] | None = None, dimension: int | None = None
    ) -> LoadedVersion:
        """Load the version that serves; where it is damaged or of another encoder, the one before it.

        Raises:
            NoVersionError: none can be loaded.
        """
        for _ in range(_RETRIES):
            before = self.current_id()
            found, skipped = self._load_first(encoder_name, dimension)
            # What could not be read may just have been pruned by an import that swapped the pointer meanwhile.
            if not skipped or self.current_id() == before:
                break
        for line in skipped:
            logger.warning("index version not used: %s", line)
        if found is not None:
            if found.version == self.current_id():
                # A version from before the vector database was used has only now been brought there.
                self._tell_vectors(found.version)
            return found
        reason = "; ".join(skipped) or "nothing was imported yet"
        raise NoVersionError(f"no usable index version in {self.root}: {reason}")

    def load(
        self, version: str, *, encoder_name: str | Collection[str] | None = None, dimension: int | None = None
    ) -> LoadedVersion:
        """Load one version, whether it serves or not.

        Raises:
            NoVersionError: it is not there, damaged or of another encoder.
        """
        try:
            manifest, index = self._load(version, encoder_name, dimension)
        except ManifestError as problem:
            raise NoVersionError(f"{version}: {problem}") from problem
        return LoadedVersion(version, index, manifest)

    def _load_first(
        self, encoder: str | Collection[str] | None, dimension: int | None
    ) -> tuple[LoadedVersion | None, list[str]]:
        skipped: list[str] = []
        for version in self._candidates():
            try:
                manifest, index = self._load(version, encoder, dimension)
            except ManifestError as problem:
                skipped.append(f"{version}: {problem}")
            else:
                return LoadedVersion(version, index, manifest, tuple(skipped)), skipped
        return None, skipped

    def _candidates(self) -> list[str]:
        """Ids in the order to try: the current one, those before it, at last those after it."""
        current, ids = self.current_id(), self.version_ids()
        if current is None:
            return ids
        older = [version for version in ids if version < current]
        return [current, *older, *(version for version in ids if version > current)]

    def _load(
        self, version: str, encoder: str | Collection[str] | None, dimension: int | None
    ) -> tuple[Manifest, CatalogIndex]:
        folder = self.root / version
        manifest = Manifest.read(folder)
        known = (encoder,) if isinstance(encoder, str) else encoder
        if known is not None and manifest.encoder not in known:
            raise ManifestError(f"it was made with the encoder {manifest.encoder}, not {' or '.join(known)}")
        if dimension is not None and manifest.dimension != dimension:
            raise ManifestError(f"its vectors have {manifest.dimension} dimensions, not {dimension}")
        manifest.check_files(folder)
        from catalog_index.index import CatalogIndex, IndexDamagedError

        try:
            if (vectors := self.vectors) is None:
                index = CatalogIndex.load(folder)
            else:
                index = CatalogIndex.load(folder, lambda path: vectors.open(version, path))
        except IndexDamagedError as problem:
            raise ManifestError(str(problem)) from problem
        found = (index.encoder_name, index.dimension, len(index))
        told = (manifest.encoder, manifest.dimension, manifest.products)
        if found != told:
            raise ManifestError(f"it holds {found} (encoder, dimensions, products), its manifest says {told}")
        return manifest, index

    def _new_id(self) -> str:
        # Ids sort by age even when two are made in one second or the clock was set back.
        moment = datetime.now(UTC)
        newest = next(iter(self.version_ids()), None)
        if newest is not None:
            moment = max(moment, _moment(newest) + timedelta(seconds=1))
        return f"{moment.strftime(_TIME)}-{secrets.token_hex(4)}"

    def _point_to(self, version: str) -> None:
        beside = self.root / f"{POINTER_FILE}.new"
        beside.write_text(version + "\n", encoding="ascii")
        _sync(beside)
        beside.replace(self.root / POINTER_FILE)
        _sync(self.root)
        self._tell_vectors(version)

    def _tell_vectors(self, version: str) -> None:
        """Let the vector database's alias name the version that serves; it is for people and other programs, as the
        search opens a version by its own name."""
        if self.vectors is None:
            return
        try:
            self.vectors.activate(version, [Path(part).stem for part in _PARTS])
        except RuntimeError as problem:
            logger.warning("index version %s serves, but the vector database was not told: %s", version, problem)

    def _prune(self, current: str) -> None:
        """Delete what is older than the `keep` newest versions and not used, and what imports left unfinished."""
        used = self._used()
        for version in [version for version in self.version_ids() if version != current][self._keep - 1 :]:
            if version not in used:
                shutil.rmtree(self.root / version, ignore_errors=True)
        if self.vectors is not None:
            try:
                self.vectors.keep_only(self.version_ids())
            except RuntimeError as problem:
                logger.warning("vectors of old index versions stay where they are for now: %s", problem)
        self._prune_drafts()

    def _prune_drafts(self) -> None:
        for path in self.root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(path, ignore_errors=True)


def _moment(version: str) -> datetime:
    try:
        return datetime.strptime(version.partition("-")[0], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _sync(path: Path) -> None:
    """Flush a file or folder to the disk, so that the pointer never names what a power cut took away."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
