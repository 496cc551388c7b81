"""From a training to a release: what may end while it runs."""

from __future__ import annotations

import pytest

from bot.dialogue import training
from bot.releases.store import ReleaseStore
from bot.retrain import retraining
from tests.support.catalog import gift
from tests.support.releases import release_of, two_releases


class Found:
    """A check that nothing holds back."""

    passed, reasons = True, ()

    def to_json(self):
        return {"passed": True}


@pytest.fixture
def during(make_settings, monkeypatch):
    """Trainings and checks that only do what the test says happens meanwhile."""
    settings = make_settings()
    acts = {"training": lambda: None, "check": lambda: None}

    def train(python, models, logs, say, words=None, used=frozenset):
        acts["training"]()
        target = training.model_path(models, words=words)
        target.write_bytes(b"")
        return target

    async def check_release(*_):
        acts["check"]()
        return Found()

    monkeypatch.setattr(training, "train", train)
    monkeypatch.setattr(training, "test", lambda *_: None)
    monkeypatch.setattr(retraining, "check_release", check_release)
    return settings, acts


def imported(settings) -> str:
    made = release_of(settings, gift("p1"), gift("p2"))
    return ReleaseStore(settings).activate(made.id, "ada", reason="a new range").id


def train(settings):
    return retraining.retrain(settings, lambda *_: None, actor="ada")


def test_the_new_model_serves_with_the_catalog_that_serves(during):
    settings, _ = during
    _, active = two_releases(settings)
    store = ReleaseStore(settings)
    catalog = store.get(active).catalog_version
    made = train(settings)
    assert (made.serving, made.held, store.active_id()) == (True, [], made.release)
    assert store.get(made.release).catalog_version == catalog


def test_an_import_during_the_training_keeps_its_catalog(during):
    settings, acts = during
    two_releases(settings)
    store = ReleaseStore(settings)
    new = []
    acts["training"] = lambda: new.append(imported(settings))
    made = train(settings)
    assert made.serving
    assert store.get(made.release).catalog_version == store.get(new[0]).catalog_version


def test_an_import_during_the_check_keeps_serving(during):
    settings, acts = during
    two_releases(settings)
    store = ReleaseStore(settings)
    new = []
    acts["check"] = lambda: new.append(imported(settings))
    made = train(settings)
    assert not made.serving
    assert "check it again" in made.held[0]
    assert store.active_id() == new[0]
