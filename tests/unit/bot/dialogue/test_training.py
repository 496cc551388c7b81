"""Which data makes which model, and what becomes of the models when training fails. Rasa is a stand-in here."""

import os
import stat

import pytest

from bot.dialogue import training, tuning

FAKE_RASA = """#!/bin/sh
shift 2                                # -m rasa
echo "$@" >> "{calls}"
case "$1" in
  data) exit {validation} ;;
  train)
    echo "Starting to train component 'DIETClassifier'."
    while [ $# -gt 0 ]; do
      case "$1" in --out) out=$2 ;; --fixed-model-name) name=$2 ;; esac
      shift
    done
    [ {training} = 0 ] && echo model > "$out/$name"
    exit {training} ;;
esac
"""


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    # The encoder's tuning has tests of its own.
    monkeypatch.setattr(tuning, "tuned", lambda *_: tmp_path / "encoder")
    root = tmp_path / "checkout"
    for name in ("config.yml", "bot/domain/greet.yml", "data/nlu/greet.yml", "data/rules/greet.yml", "bot/nlu/a.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    monkeypatch.setattr(training, "ROOT", root)
    return root


@pytest.fixture
def fake_rasa(tmp_path):
    def make(validation=0, training=0):
        path = tmp_path / "rasa"
        path.write_text(FAKE_RASA.format(calls=tmp_path / "calls", validation=validation, training=training))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make


@pytest.mark.parametrize("change", ["data/nlu/new.yml", "bot/domain/greet.yml", "config.yml", "bot/nlu/a.py"])
def test_whatever_goes_into_a_model_changes_its_fingerprint(checkout, change):
    before = training.fingerprint(checkout)
    assert training.fingerprint(checkout) == before
    (checkout / change).write_text("changed")
    assert training.fingerprint(checkout) != before


def test_a_renamed_file_changes_the_fingerprint_and_compiled_code_does_not(checkout):
    before = training.fingerprint(checkout)
    (checkout / "bot/nlu/__pycache__").mkdir()
    (checkout / "bot/nlu/__pycache__/a.pyc").write_text("compiled")
    (checkout / "README.md").write_text("unrelated")
    assert training.fingerprint(checkout) == before
    (checkout / "data/nlu/greet.yml").rename(checkout / "data/nlu/other.yml")
    assert training.fingerprint(checkout) != before


def test_a_new_model_gets_its_place_and_the_oldest_goes(checkout, fake_rasa, tmp_path):
    models, said = tmp_path / "models", []
    models.mkdir()
    for age, name in enumerate("abc"):
        (models / f"giftfinder-{name}.tar.gz").write_text(name)
        os.utime(models / f"giftfinder-{name}.tar.gz", (1000 - age, 1000 - age))
    made = training.train(fake_rasa(), models, tmp_path / "logs", said.append)
    assert made == training.model_path(models, checkout)
    assert sorted(path.name for path in models.iterdir()) == sorted(
        [made.name, "giftfinder-a.tar.gz", "giftfinder-b.tar.gz"]
    )
    assert training.newest_model(models) == made
    assert "training DIETClassifier" in said


def test_a_catalogs_words_make_a_model_of_their_own_and_go_into_it(checkout, fake_rasa, tmp_path):
    models, words = tmp_path / "models", tmp_path / "nlu.yml"
    words.write_text('version: "3.1"\nnlu:\n- lookup: brand\n  examples: |\n    - otterby\n')
    plain = training.train(fake_rasa(), models, tmp_path / "logs", lambda _: None)
    os.utime(plain, (1000, 1000))
    assert training.current_model(models, checkout) == plain
    made = training.train(fake_rasa(), models, tmp_path / "logs", lambda _: None, words)
    assert made == training.model_path(models, checkout, words)
    assert made.name.startswith(plain.name.removesuffix(".tar.gz") + "-")
    assert training.current_model(models, checkout) == made
    before = made.name
    words.write_text(words.read_text() + "    - zwerglino\n")
    assert training.model_path(models, checkout, words).name != before
    assert training.model_path(models, checkout) == plain
    (checkout / "data/nlu/greet.yml").write_text("other")
    assert training.current_model(models, checkout) is None


def test_models_in_use_are_never_deleted(checkout, fake_rasa, tmp_path):
    models = tmp_path / "models"
    models.mkdir()
    for age, name in enumerate("abcd"):
        (models / f"giftfinder-{name}.tar.gz").write_text(name)
        os.utime(models / f"giftfinder-{name}.tar.gz", (1000 - age, 1000 - age))
    training.train(fake_rasa(), models, tmp_path / "logs", lambda _: None, used=lambda: {"giftfinder-d.tar.gz"})
    assert "giftfinder-d.tar.gz" in {path.name for path in models.iterdir()}
    assert "giftfinder-c.tar.gz" not in {path.name for path in models.iterdir()}


@pytest.mark.parametrize(("outcome", "log"), [({"validation": 1}, "validate.log"), ({"training": 1}, "train.log")])
def test_a_failure_names_its_log_and_leaves_the_models_alone(checkout, fake_rasa, tmp_path, outcome, log):
    models = tmp_path / "models"
    models.mkdir()
    (models / "giftfinder-old.tar.gz").write_text("old")
    with pytest.raises(training.TrainingError) as caught:
        training.train(fake_rasa(**outcome), models, tmp_path / "logs", lambda _: None)
    assert caught.value.log == tmp_path / "logs" / log
    assert [path.name for path in models.iterdir()] == ["giftfinder-old.tar.gz"]


def test_a_model_that_was_not_made_is_a_failure(checkout, fake_rasa, tmp_path):
    rasa = fake_rasa()
    rasa.write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(training.TrainingError, match="no model"):
        training.train(rasa, tmp_path / "models", tmp_path / "logs", lambda _: None)


def test_a_missing_rasa_is_a_failure_too(checkout, tmp_path):
    with pytest.raises(training.TrainingError, match="No such file"):
        training.train(tmp_path / "absent", tmp_path / "models", tmp_path / "logs", lambda _: None)


def test_rasa_is_told_to_keep_quiet_and_not_to_divide(monkeypatch):
    monkeypatch.setenv("GIFTFINDER_DATABASE_URL", "postgresql://user:secret@host/db")
    env = training.rasa_env()
    assert env["RASA_TELEMETRY_ENABLED"] == "false"
    assert env["SANIC_WORKERS"] == "1"
    assert "GIFTFINDER_DATABASE_URL" not in env
