"""What is there when the stack starts becomes the release that serves: nothing serves yet that it could harm."""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.training import current_model, fingerprint
from bot.releases.store import Release, ReleaseStore
from bot.settings import Settings
from catalog_index.versions import VersionStore

_ACTOR, _REASON = "set-up", "what was there at the start"


def adopt(settings: Settings, model: Path) -> Release | None:
    """Return the release to start with; None where no catalog was imported yet.

    It is the active one, unless the catalog was moved by hand since, or its model is gone or was trained on other data
    than the checkout's: then a release of the catalog as it is and of `model`.
    """
    catalog = VersionStore(settings.index_dir, keep=settings.catalog_keep_versions).current_id()
    if catalog is None:
        return None
    store = ReleaseStore(settings)
    active = store.active()
    name = model.name
    if active is not None and _is_current(settings, active.model):
        if active.catalog_version == catalog:
            return active
        name = active.model
    made = store.make(catalog, name, "adopted")
    store.activate(made.id, _ACTOR, reason=_REASON)
    return store.get(made.id)


def _is_current(settings: Settings, name: str) -> bool:
    """Whether a model is there and of the checkout's data as it is, or no model of that is there at all."""
    if not (settings.models_dir / name).is_file():
        return False
    return current_model(settings.models_dir) is None or name.startswith(f"giftfinder-{fingerprint()}")
