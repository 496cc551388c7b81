"""The `giftfinder` command. Each command's module is imported only when it runs: `--help` stays quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# command -> (where its Typer app or Typer command is, what the help says)
COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("bot.dialogue.commands:up_app", "Run the whole stack, supervised: gateway, actions and Rasa."),
    "scale": ("bot.dialogue.scaling:scale_app", "Change how many Rasa processes the running stack has."),
    "train": ("bot.retrain.commands:train_app", "Train the dialogue model on the catalog's words; check it."),
    "release": ("bot.releases.commands:app", "Releases: look at them, check them, let one serve, go back."),
    "serve": ("bot.commands:serve_app", "Run the gateway and the action server (Rasa must run beside it)."),
    "db": ("bot.commands:db_app", "Look after the database."),
    "catalog": ("bot.catalog.search_commands:app", "Import, search and evaluate the catalog."),
    "staff": ("bot.staff.commands:app", "Accounts of agents and merchants."),
    "wishes": ("bot.handoff.commands:app", "List the shoppers who asked for a person."),
    "evaluate": ("bot.evaluation.commands:app", "Ask the running bot judged messages and report what it read."),
    "prior": ("bot.evaluation.prior_command:app", "Say on simulated shoppers whether the ranking prior helps."),
    "encoder": (
        "bot.tuning.commands:app",
        "The search's encoder: tune it to the shop, measure, bring into service.",
    ),
    "ranker": ("bot.learning.ranker_commands:app", "The learned ranker: train it, look at it, use it, remove it."),
    "bench": ("bot.bench.command:bench_app", "Measure full turns, beside a stock Rasa bot in the same run."),
}


# What takes minutes of all processors, perhaps beside a stack that answers shoppers.
LONG_WORK = (
    ("train",),
    ("catalog", "import"),
    ("release", "check"),
    ("ranker", "train"),
    *(("encoder", word) for word in ("tune", "use", "simulate", "evaluate")),
)


class _Late(TyperGroup):
    """Stands for a command in the list; becomes the real one when it is called."""

    def __init__(self, name: str, target: str, text: str) -> None:
        super().__init__(name=name, help=text)
        self._target = target

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        module, _, attribute = self._target.partition(":")
        command = typer.main.get_command(getattr(import_module(module), attribute))
        return command.make_context(info_name, args, parent=parent, **extra)


class _Root(TyperGroup):
    """The list of commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        return _Late(cmd_name, *COMMANDS[cmd_name])


class _Program(typer.Typer):
    """The program as people call it."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if any(tuple(sys.argv[1 : 1 + len(words)]) == words for words in LONG_WORK):
            from bot.jobs.manners import give_way

            give_way()
        return super().__call__(*args, **kwargs)


app = _Program(
    cls=_Root,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The gift-finder chatbot for stores. Settings come from the environment as GIFTFINDER_*.",
)


@app.callback()
def main() -> None:
    """Hold the commands."""
