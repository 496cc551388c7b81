"""For all tests.

Hypothesis is imported here because its pytest plugin would otherwise do it after the last test, where Python 3.11 can
fail to compile a module while SQLAlchemy's greenlets are being collected.
"""

import hypothesis.internal.observability  # noqa: F401
