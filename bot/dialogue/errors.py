"""What can go wrong when Rasa is asked."""

from __future__ import annotations


class DialogueError(Exception):
    """Rasa gave no usable answer."""


class DialogueUnavailableError(DialogueError):
    """Rasa can't be reached, or says that it is not ready: wait and ask again."""


class DialogueFailedError(DialogueError):
    """Rasa was reached and failed: timed out, answered nothing, or answered what we can't read."""
