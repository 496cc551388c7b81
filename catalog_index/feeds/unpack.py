"""Packed feeds (.gz, .zip) -> a plain file beside, within limits."""

from __future__ import annotations

import gzip
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

from catalog_index.feeds.entry import FeedError, FeedOptions

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_CHUNK = 1 << 20
# Product texts pack to a fifth or a tenth; a bomb packs to a thousandth. Small files may pack to anything.
MOST_RATIO = 200
_RATIO_FROM = 32 << 20


def unpacked(path: Path, options: FeedOptions) -> Path | None:
    """Unpack a gzip file, or the one file in a ZIP, into a temporary file; None when it is not packed.

    Raises:
        FeedError: cut off, damaged, encrypted, an Excel file, several files in it, or larger than allowed.
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(_GZIP):
        return _into_file(lambda stack: _gzip(stack, path), path, options)
    if head == _ZIP:
        return _into_file(lambda stack: _only_file(stack, path), path, options)
    return None


def _gzip(stack: ExitStack, path: Path) -> IO[bytes]:
    return cast(IO[bytes], stack.enter_context(gzip.open(path, "rb")))


def _only_file(stack: ExitStack, path: Path) -> IO[bytes]:
    archive = stack.enter_context(zipfile.ZipFile(path))
    names = [item for item in archive.infolist() if not item.is_dir()]
    if any(item.filename == "[Content_Types].xml" for item in names):
        raise FeedError("This is an Excel or other Office file, not a feed. Save or export it as CSV.")
    feeds = [item for item in names if not item.filename.rpartition("/")[2].startswith(("._", "."))]
    feeds = [item for item in feeds if not item.filename.startswith("__MACOSX/")]
    if len(feeds) != 1:
        raise FeedError(f"The ZIP file holds {len(feeds)} files; pack the feed alone.")
    if feeds[0].flag_bits & 1:
        raise FeedError("The ZIP file is encrypted; pack the feed without a password.")
    return stack.enter_context(archive.open(feeds[0]))


def _into_file(opened: Callable[[ExitStack], IO[bytes]], path: Path, options: FeedOptions) -> Path:
    descriptor, name = tempfile.mkstemp(prefix="feed-", dir=options.work_dir)
    try:
        with ExitStack() as stack:
            target = stack.enter_context(os.fdopen(descriptor, "wb"))
            _copy(opened(stack), target, path.stat().st_size, options.max_unpacked_bytes)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError) as cause:
        Path(name).unlink()
        raise FeedError(
            f"The packed feed can't be unpacked: {cause or 'it is damaged'}. It may be cut off; send it again."
        ) from cause
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def _copy(packed: IO[bytes], target: IO[bytes], size: int, limit: int) -> None:
    written = 0
    while chunk := packed.read(_CHUNK):
        written += len(chunk)
        if written > limit:
            raise FeedError(f"The packed feed unpacks to more than the {limit:,} bytes that are read.")
        if written > _RATIO_FROM and written > size * MOST_RATIO:
            raise FeedError(f"The packed feed unpacks to more than {MOST_RATIO} times its size, as a bomb does.")
        target.write(chunk)
