"""The encoder of the catalog: as the settings say, or one tuned to the shop, as the index that serves was made."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from bot.settings import Settings
from bot.tuning.store import TunedStore
from catalog_index.encoder import Encoder
from catalog_index.manifest import Manifest, ManifestError
from catalog_index.versions import VersionStore


def shop_encoder(settings: Settings) -> Encoder:
    """The encoder that makes the vectors of new products and of wishes.

    Raises:
        EncoderError: its model can't be loaded.
    """
    from catalog_index.encoders import open_encoder  # its libraries take their time

    return open_encoder(
        settings.encoder, settings.encoders_dir, backend=settings.encoder_backend, threads=settings.encoder_threads
    )


def usable_names(settings: Settings, encoder: Encoder) -> tuple[str, ...]:
    """The names of the encoders whose indexes can be searched beside `encoder`, the settings' own: its own names, and
    those of kept tuned ones."""
    from catalog_index.encoders import names_of

    return (*names_of(encoder), *_tuned(settings))


def encoder_of_index(settings: Settings, encoder: Encoder, name: str) -> Encoder:
    """The encoder that made an index, by its name in the manifest; `encoder`, the settings' own, where it is no other.

    Raises:
        EncoderError: the tuned model can't be loaded any more.
    """
    from catalog_index.encoders import encoder_of

    folder = _tuned(settings).get(name)
    return _opened(folder, settings) if folder else encoder_of(encoder, name)


def import_encoder(settings: Settings) -> Encoder:
    """The encoder of the next import: the tuned one of the catalog that serves, else the settings'.

    Raises:
        EncoderError: its model can't be loaded.
    """
    folder = _tuned(settings).get(_serving_name(settings))
    return _opened(folder, settings) if folder else shop_encoder(settings)


def encoder_named(settings: Settings, name: str) -> Encoder:
    """The kept tuned encoder that manifests call so.

    Raises:
        KeyError: there is none. EncoderError: it can't be loaded.
    """
    return _opened(_tuned(settings)[name], settings)


def _serving_name(settings: Settings) -> str:
    """What the manifest of the catalog that serves calls its encoder, "" where none serves."""
    try:
        version = VersionStore(settings.index_dir).current_id()
        return Manifest.read(settings.index_dir / version).encoder if version else ""
    except ManifestError:
        return ""


def _tuned(settings: Settings) -> dict[str, str]:
    """The folders of the models of kept tuned encoders, by name."""
    store = TunedStore(settings.encoders_dir)
    return {one.name: str(store.model(one.id)) for one in store.all() if one.kept and store.model(one.id).is_dir()}


def _opened(folder: str, settings: Settings) -> Encoder:
    return _open(folder, settings.encoders_dir, settings.encoder_backend, settings.encoder_threads)


@lru_cache(maxsize=4)
def _open(folder: str, encoders: Path, backend: Literal["onnx", "torch"], threads: int) -> Encoder:
    # Two versions of one encoder, of which one drains, share it: it is tens of megabytes.
    from catalog_index.encoders import open_encoder

    return open_encoder(folder, encoders, backend=backend, threads=threads)


def share_encoders(settings: Settings, var: Path) -> None:
    """Let another stack, with `var` as its folder, use the exported encoders of this one.

    Raises:
        OSError: the folder can't be written.
    """
    settings.encoders_dir.mkdir(parents=True, exist_ok=True)
    (var / settings.encoders_dir.name).symlink_to(settings.encoders_dir.absolute(), target_is_directory=True)
