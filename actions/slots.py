"""Names of slots and the dialogue's own state, which the gateway keeps safe across restarts of Rasa."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from pydantic import ValidationError
from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from catalog_index.brief import GiftBrief

BRIEF = "brief"
STATE = "gift_state"
REQUESTED = "requested_slot"
FORM = "gift_form"
# The slots of the form, in the order in which they are asked.
QUESTIONS = ("relationship", "age", "interests", "budget")

_REMEMBERED = 200
_PAGES = 10


@dataclass
class GiftState:
    """What the dialogue remembers beside the brief.

    `skipped`: questions answered with "not sure"; `shown`: product ids shown for this brief, `page`: the last
    ones; `gender`: the recipient's, where certain; `avoided`: categories turned down; `misses`: answers in a row
    that were not understood; `asked`: the question that stands; `hurry`: the shopper wants to see something now.
    `others`: the other recipients of the conversation, each {"id", "label", "brief", "state"}; `current` and `label`:
    whose brief this is; `instead`: interests to fall back on when the first find nothing; `only`: kinds of things
    that alone are wanted ("books"); `focus`: product ids last talked about, which "it" means; `pages`: earlier pages,
    oldest first; `said`: for each text with variants, the one said last.
    `asks`: questions asked before the first cards; `put`: questions put beneath cards; `seen`: what the last cards were
    for (see `wish_of`), None before any; `never`: product ids and `owned`: categories that are out for good ("she has
    that"); `talked`: whom the last answer was about; `quantity`: {"count", "each"}, how many gifts for the budget;
    `rude`: rude messages so far; `advice`: {"intent", "question", "row"}, what was last asked of gifts shown, in which
    words where they matter, and the product ids that stood in the row then; `name`: what the recipient is called, where
    it was told; `shop_asked`: the last question about the shop, which "how much is that?" leans on; `qualities` and
    `unwanted`: what the gift is to be like, and not ("soft"; see catalog_index/qualities.py); `liked`: product ids that
    were praised. What people of the
    shop did (see bot/conversation/edits.py): `vetoed`: product ids never to be shown;
    `pinned`: those to be shown first where they fit; `colleague`: those that they sent as cards; `left`: they changed
    something that the bot has not spoken of yet.
    """

    skipped: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    page: list[str] = field(default_factory=list)
    avoided: list[str] = field(default_factory=list)
    gender: str | None = None
    fits: int | None = None
    misses: int = 0
    asked: str | None = None
    hurry: bool = False
    others: list[dict[str, Any]] = field(default_factory=list)
    current: int = 1
    label: str = ""
    instead: list[str] = field(default_factory=list)
    only: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    pages: list[list[str]] = field(default_factory=list)
    said: dict[str, int] = field(default_factory=dict)
    asks: int = 0
    put: list[str] = field(default_factory=list)
    seen: dict[str, Any] | None = None
    never: list[str] = field(default_factory=list)
    owned: list[str] = field(default_factory=list)
    talked: int = 0
    quantity: dict[str, Any] | None = None
    rude: int = 0
    vetoed: list[str] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    colleague: list[str] = field(default_factory=list)
    left: bool = False
    advice: dict[str, Any] | None = None
    name: str = ""
    shop_asked: str = ""
    qualities: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    liked: list[str] = field(default_factory=list)

    @property
    def has_shown(self) -> bool:
        """Whether gifts were shown for this person."""
        return self.seen is not None or bool(self.page)

    def remember(self, product_ids: list[str]) -> None:
        """Note what is shown now."""
        self._turn_page()
        self.page = product_ids
        self.focus = product_ids if len(product_ids) == 1 else []
        self.shown = [*self.shown, *(i for i in product_ids if i not in self.shown)][-_REMEMBERED:]

    def forget_shown(self, *, kinds: bool = True) -> None:
        """A changed brief may show again what an earlier one showed, and with `kinds` also kinds turned down."""
        self._turn_page()
        self.shown, self.page = [], []
        if kinds:
            self.avoided = []

    def _turn_page(self) -> None:
        if self.page:
            self.pages = [*(page for page in self.pages if page != self.page), self.page][-_PAGES:]


def wish_of(brief: GiftBrief, state: GiftState) -> dict[str, Any]:
    """All that says which gifts are wanted, as JSON: the brief, the kinds of things that alone are wanted, and
    what they are to be like."""
    wish = {**brief.model_dump(mode="json"), "only": state.only, "instead": state.instead}
    return {**wish, "qualities": state.qualities, "unwanted": state.unwanted}


def read_brief(tracker: Tracker) -> GiftBrief:
    """The brief so far; an empty one where there is none or it can't be read."""
    try:
        return GiftBrief.model_validate(tracker.get_slot(BRIEF) or {})
    except ValidationError:
        return GiftBrief()


def read_state(tracker: Tracker) -> GiftState:
    """The state so far."""
    data = tracker.get_slot(STATE) or {}
    known = {item.name for item in fields(GiftState)}
    return GiftState(**{key: value for key, value in data.items() if key in known})


def events_for(brief: GiftBrief, state: GiftState) -> list[EventType]:
    """Slot events that store brief and state, and with them the form's own slots."""
    data = brief.model_dump(mode="json")
    answered: dict[str, Any] = {name: data[name] or ("any" if name in state.skipped else None) for name in QUESTIONS}
    return [
        SlotSet(BRIEF, data),
        SlotSet(STATE, asdict(state)),
        *(SlotSet(name, value) for name, value in answered.items()),
    ]
