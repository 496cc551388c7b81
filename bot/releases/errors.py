"""What can go wrong with a release."""

from __future__ import annotations


class ReleaseError(RuntimeError):
    """It can't be done; the text says why, for people."""


class UnknownReleaseError(ReleaseError, LookupError):
    """There is no such release."""


class ReleaseHeldError(ReleaseError):
    """The release was not checked, or did not pass: it serves only with a reason."""


class ReleaseChangedError(ReleaseError):
    """Another release serves than the one that this was held against."""
