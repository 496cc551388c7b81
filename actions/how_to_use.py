"""action_how_to_use: how a gift is used and cared for, in the shop's own words."""

from __future__ import annotations

from actions.ask_product import ActionAskProduct


class ActionHowToUse(ActionAskProduct):
    """Answers as any question about a gift is; a button that asks which one sends this intent again."""

    intent = "how_to_use"

    def name(self) -> str:
        return "action_how_to_use"
