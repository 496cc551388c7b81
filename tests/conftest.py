"""For all tests.

Hypothesis is imported here because its pytest plugin would otherwise do it after the last test, where Python 3.11 can
fail to compile a module while SQLAlchemy's greenlets are being collected.
"""

import os

import hypothesis
import hypothesis.internal.observability

# The same commit must give the same result there: new examples are looked for on developers' machines.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")
