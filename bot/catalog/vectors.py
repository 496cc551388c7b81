"""The catalog's versions as the settings keep them: their vectors in this process, or in a Milvus."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.settings import Settings, SettingsError
from catalog_index.versions import VersionStore


def catalog_versions(settings: Settings, *, used: Callable[[], Collection[str]] = tuple) -> VersionStore:
    """The store of index versions; `used` names those that must stay.

    Raises:
        SettingsError: Milvus is asked for and its package is not installed, or its settings can't be used.
    """
    vectors = None
    if settings.vector_store == "milvus":
        from catalog_index.vectors.milvus import MilvusError, MilvusStore

        try:
            vectors = MilvusStore(
                settings.milvus_uri,
                token=settings.milvus_token.get_secret_value() if settings.milvus_token else "",
                prefix=settings.milvus_prefix,
                timeout=settings.milvus_timeout,
                exact_up_to=settings.milvus_exact_up_to,
            )
        except MilvusError as error:
            raise SettingsError(f"GIFTFINDER_VECTOR_STORE=milvus: {error}") from error
    return VersionStore(settings.index_dir, keep=settings.catalog_keep_versions, used=used, vectors=vectors)
