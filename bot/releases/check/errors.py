"""What can go wrong with a check."""

from __future__ import annotations


class CheckError(RuntimeError):
    """The check could not be made; the text says why. It is no verdict on the release."""
