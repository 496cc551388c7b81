"""What a check says: figures before and after, what changed for whom, and which floors hold the release back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_LINES = 50
"""How many lines each list of a report has at most; the counts beside them are whole."""

Unit = Literal["count", "share", "money"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Figure(_Part):
    """One number of both sides; None where it was not measured. `better` says in which direction."""

    name: str
    before: float | None
    after: float | None
    unit: Unit = "count"
    better: Literal["up", "down", ""] = ""


class Floor(_Part):
    """A limit, what was found, and whether that holds the release back. `setting` is its environment variable."""

    name: str
    setting: str
    limit: float
    found: float
    unit: Unit
    held: bool
    reason: str = ""


class ChangedRequest(_Part):
    """A request whose number of fitting gifts changed; `titles` are the first gifts it found before (after: gained)."""

    id: str
    source: Literal["judged", "wish"]
    text: str
    brief: dict[str, Any]
    before: int
    after: int
    titles: list[str] = Field(default_factory=list)


class Vanished(_Part):
    """A product that can't be bought any more; `shown` is in how many of the replayed answers it stood before."""

    product_id: str
    title: str
    why: Literal["gone", "out_of_stock"]
    shown: int


class Moved(_Part):
    """A product that stands in more (fewer) of the replayed answers than before."""

    product_id: str
    title: str
    before: int
    after: int


class CardProblem(_Part):
    """A card that must not be shown: its price is over the budget, or its link leads nowhere."""

    product_id: str
    title: str
    problem: str
    request: str = ""


class FieldChange(_Part):
    """A field of a judged message that is read in another way."""

    id: str
    text: str
    field: str
    expected: Any
    before: Any
    after: Any
    right_before: bool
    right_after: bool


class IntentChange(_Part):
    """A message that is taken for something else."""

    id: str
    text: str
    before: str
    after: str


class TurnChange(_Part):
    """A turn of a golden conversation that was right and is wrong now (or the other way round)."""

    conversation: str
    turn: int
    said: str
    right_after: bool
    problems: list[str] = Field(default_factory=list)


class Requests(_Part):
    """What was replayed and what became of it."""

    judged: int = 0
    wishes: int = 0
    lost: int = 0
    gained: int = 0
    fewer: int = 0
    same_first: float = 0.0
    lost_lines: list[ChangedRequest] = Field(default_factory=list)
    gained_lines: list[ChangedRequest] = Field(default_factory=list)


class Products(_Part):
    """What became of the products. `vanished` counts those that could be bought and can't any more."""

    new: int = 0
    vanished: int = 0
    price_changed: int = 0
    vanished_lines: list[Vanished] = Field(default_factory=list)
    risen: list[Moved] = Field(default_factory=list)
    fallen: list[Moved] = Field(default_factory=list)


class Cards(_Part):
    """Cards that must not be shown, of the candidate."""

    shown: int = 0
    over_budget: int = 0
    dead_links: int = 0
    links_asked: int = 0
    lines: list[CardProblem] = Field(default_factory=list)


class Dialogue(_Part):
    """How both releases understand and answer: judged messages, and golden conversations turn by turn."""

    messages: int = 0
    fields_changed: int = 0
    intents_changed: int = 0
    turns: int = 0
    turned_wrong: int = 0
    turned_right: int = 0
    fields: list[FieldChange] = Field(default_factory=list)
    intents: list[IntentChange] = Field(default_factory=list)
    turn_lines: list[TurnChange] = Field(default_factory=list)


class CheckReport(_Part):
    """A whole check. `catalogs` and `models` name both sides, the serving one first."""

    kind: Literal["quick", "full"]
    at: datetime
    seconds: float
    catalogs: tuple[str, str]
    models: tuple[str, str] = ("", "")
    sampled: float = 1.0
    currency: str = "USD"
    figures: list[Figure] = Field(default_factory=list)
    floors: list[Floor] = Field(default_factory=list)
    requests: Requests = Requests()
    products: Products = Products()
    cards: Cards = Cards()
    dialogue: Dialogue | None = None
    notes: list[str] = Field(default_factory=list)
    passed: bool = True
    reasons: list[str] = Field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON-ready data; `CheckReport.model_validate` reads it back."""
        return self.model_dump(mode="json")
