"""Training as a job that a merchant starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.training import TrainingError
from bot.jobs.tasks import TaskError, TaskResult
from bot.releases.check.errors import CheckError
from bot.releases.errors import ReleaseError
from bot.settings import Settings, SettingsError
from catalog_index.versions import NoVersionError

if TYPE_CHECKING:
    from bot.jobs.__main__ import Work


def train(settings: Settings, work: Work) -> TaskResult:
    """Train on the catalog that serves, check, and let it serve when it passes.

    Raises:
        TaskError: it could not be done, and what serves is as it was.
    """
    from bot.retrain.retraining import retrain  # loads the search's libraries

    try:
        return retrain(settings, work.tell, actor=work.actor).to_json()
    except NoVersionError as error:
        raise TaskError("There is no catalog yet; import one first.") from error
    except TrainingError as error:
        raise TaskError(f"{error}. The log {error.log.name} says more.") from error
    except CheckError as error:
        raise TaskError(f"It was trained, and could not be checked: {error}.") from error
    except (ReleaseError, SettingsError) as error:
        raise TaskError(f"{error}.") from error
