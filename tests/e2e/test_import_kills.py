"""An import killed at any moment leaves what serves as it was, and repeated ends with the very same files."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLS = 50


def test_fifty_imports_killed_at_random_moments(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    command = [sys.executable, "-m", "tests.support.killed_imports", str(tmp_path), str(KILLS), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, f"seed {seed}: {done.stderr}"
    result = json.loads(done.stdout)
    assert result["wrong"] == [], f"seed {seed}"
    assert result["old_served"] + result["new_served"] == KILLS
    # Else the moments were not spread over the import, and nothing was shown.
    assert result["killed"] > KILLS // 4, (seed, result)
    assert result["old_served"] > KILLS // 5, (seed, result)
    assert result["left_vectors"] > 0, (seed, result)
