"""The encoder of the catalog, as the settings say."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from catalog_index.encoder import Encoder


def shop_encoder(settings: Settings) -> Encoder:
    """The encoder that makes the vectors of new products and of wishes.

    Raises:
        EncoderError: its model can't be loaded.
    """
    from catalog_index.encoders import open_encoder  # its libraries take their time

    return open_encoder(
        settings.encoder, settings.encoders_dir, backend=settings.encoder_backend, threads=settings.encoder_threads
    )


def share_encoders(settings: Settings, var: Path) -> None:
    """Let another stack, with `var` as its folder, use the exported encoders of this one.

    Raises:
        OSError: the folder can't be written.
    """
    settings.encoders_dir.mkdir(parents=True, exist_ok=True)
    (var / settings.encoders_dir.name).symlink_to(settings.encoders_dir.absolute(), target_is_directory=True)
