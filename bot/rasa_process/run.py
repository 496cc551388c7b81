"""`python -m bot.rasa_process.run ...`: the `rasa` command, with the API's token from the environment.

As an option of its own the token would stand in the list of processes, for every user of the machine to read.
"""

from __future__ import annotations

import os
import sys

TOKEN = "GIFTFINDER_RASA_TOKEN"  # noqa: S105 - the variable's name


def main() -> None:
    """Run Rasa with this process's arguments."""
    token = os.environ.pop(TOKEN, "")
    if token:
        # In one word: a token may begin with a hyphen.
        sys.argv.append(f"--auth-token={token}")
    from bot.rasa_process.lean import spare_tensorflow

    spare_tensorflow(sys.argv)
    from rasa.__main__ import main as rasa_main

    from bot.rasa_process.shortcuts import take_shortcuts

    take_shortcuts()
    rasa_main()


if __name__ == "__main__":
    main()
