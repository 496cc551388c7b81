"""An encoder comes into service by a version of its own, beside what serves; each version is searched with its own."""

import pytest

from bot.catalog import commands, encoder, search_commands
from bot.catalog import service as service_module
from bot.catalog.encoder import encoder_of_index, import_encoder, usable_names
from bot.releases.store import ReleaseStore
from bot.tuning import use as module
from bot.tuning.store import Tuned, TunedStore, UnknownEncoderError
from bot.tuning.use import BASE, embedded_anew, use
from catalog_index.manifest import Manifest
from catalog_index.versions import NoVersionError, VersionStore
from tests.support.fake_encoder import HashEncoder

NAME = "tuned-0123456789ab@1.1 int8"
OLD, NEW = HashEncoder(), HashEncoder(NAME)
FEED = "id,title,description,link,price\n" + "".join(
    f"p{number},Gift {number},Nice,https://shop.example/{number},{number + 5} USD\n" for number in range(5)
)


@pytest.fixture
def settings(make_settings, tmp_path, monkeypatch):
    for one in (encoder, module, service_module, search_commands):
        monkeypatch.setattr(one, "shop_encoder", lambda settings: OLD)
    monkeypatch.setattr(encoder, "_opened", lambda folder, settings: NEW)
    found = make_settings()
    (tmp_path / "shop.csv").write_text(FEED)
    commands.run_import(tmp_path / "shop.csv", found, encoder=OLD)
    return found


def keep(settings, *, kept=True) -> Tuned:
    made = Tuned(
        "tuned-0123456789ab", "all-MiniLM-L6-v2", OLD.name, NAME, kept, "" if kept else "worse", "2026-01-01T00:00:00+00:00",
        1.0, "v", 9, {}, {},
    )  # fmt: skip
    TunedStore(settings.encoders_dir).keep(made)
    if kept:
        TunedStore(settings.encoders_dir).model(made.id).mkdir(parents=True)
    return made


def said(stage, done, total):
    pass


def test_the_catalog_is_embedded_anew_beside_what_serves(settings):
    keep(settings)
    store = VersionStore(settings.index_dir)
    first = store.current_id()
    version = embedded_anew(settings, NEW, said, ReleaseStore(settings))
    assert store.current_id() == first != version
    manifest = Manifest.read(settings.index_dir / version)
    manifest.check_files(settings.index_dir / version)
    assert (manifest.encoder, manifest.products, manifest.source) == (NAME, 5, "shop.csv")
    before, after = (store.load(name).index for name in (first, version))
    assert after.products == before.products
    # What is embedded so already is not made again; an import after it goes on with the same encoder.
    assert import_encoder(settings) is OLD
    store.activate(version)
    assert import_encoder(settings) is NEW
    assert embedded_anew(settings, NEW, said, ReleaseStore(settings)) is None


def test_each_version_is_searched_with_the_encoder_that_made_it(settings):
    keep(settings)
    store = VersionStore(settings.index_dir)
    version = embedded_anew(settings, NEW, said, ReleaseStore(settings))
    assert encoder_of_index(settings, OLD, OLD.name) is OLD
    assert encoder_of_index(settings, OLD, NAME) is NEW
    names = usable_names(settings, OLD)
    assert store.load(version, encoder_name=names, dimension=64).version == version
    # Its model is gone: then it is refused, not searched with another's vectors.
    TunedStore(settings.encoders_dir).model("tuned-0123456789ab").rmdir()
    with pytest.raises(NoVersionError, match="made with the encoder tuned-"):
        store.load(version, encoder_name=usable_names(settings, OLD), dimension=64)


def test_use_makes_a_release_that_passes_the_gate_and_base_goes_back(settings, monkeypatch):
    made = keep(settings)
    seen = []

    def released(settings, store, release, active, actor, serve, progress):
        seen.append((release.catalog_version, active.id, actor, serve))
        store.activate(release.id, actor, reason="checked", instead_of=active.id)
        return {"id": release.id, "serving": True, "held": []}

    monkeypatch.setattr(module, "released", released)
    settings.models_dir.mkdir(parents=True)
    (settings.models_dir / "giftfinder-a.tar.gz").write_bytes(b"")
    releases = ReleaseStore(settings)
    home = releases.make(VersionStore(settings.index_dir).current_id(), "giftfinder-a.tar.gz", "import")
    releases.activate(home.id, "test", reason="the first")

    found = use(settings, made.id, said, actor="ada")
    assert (found["encoder"], found["serving"], found["held"]) == (NAME, True, [])
    assert seen == [(found["catalog"], home.id, "ada", "")]
    assert Manifest.read(settings.index_dir / releases.active().catalog_version).encoder == NAME
    assert use(settings, made.id, said, actor="ada")["id"] is None
    assert use(settings, BASE, said, actor="ada")["encoder"] == OLD.name
    assert Manifest.read(settings.index_dir / releases.active().catalog_version).encoder == OLD.name


def test_a_refused_or_unknown_encoder_is_not_used(settings):
    keep(settings, kept=False)
    with pytest.raises(UnknownEncoderError, match="was refused: worse"):
        use(settings, "tuned-0123456789ab", said, actor="ada")
    for name in ("tuned-000000000000", "../../etc", ""):
        with pytest.raises(UnknownEncoderError, match="no tuned encoder"):
            use(settings, name, said, actor="ada")
