"""axe-core in a page: what it finds against accessibility."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_SCRIPT = Path(__file__).parents[2] / "bot" / "web" / "node_modules" / "axe-core" / "axe.min.js"


@cache
def _source() -> str:
    return _SCRIPT.read_text("utf-8")


def violations(page: Page, within: str = "body") -> list[str]:
    """What axe-core finds in an element, shadow trees included: rule, and the elements it is about. [] is clean."""
    # Evaluated, not added as a script: our pages' content security policy allows no other's.
    page.evaluate(f"() => {{ {_source()} }}")
    result = page.evaluate("within => axe.run(within)", within)
    return [
        f"{found['id']}: {', '.join(str(node['target']) for node in found['nodes'])}" for found in result["violations"]
    ]
