"""What the merchants' calls take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from catalog_index.brief import AgeRange, GiftBrief, Label
from catalog_index.steering import Action, Condition, Rule, Window

ProductId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Amount = Annotated[float, Field(ge=0, le=10_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class When(_Strict):
    """For which briefs a rule acts; nothing set means all. Amounts are in the catalog's currency."""

    relationships: list[Label] = Field(default_factory=list, max_length=50)
    occasions: list[Label] = Field(default_factory=list, max_length=50)
    interests: list[Label] = Field(default_factory=list, max_length=50)
    age: AgeRange | None = None
    budget_min: Amount | None = None
    budget_max: Amount | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.budget_min is not None and self.budget_max is not None and self.budget_max < self.budget_min:
            raise ValueError("the highest budget is below the lowest")
        return self


class RuleBody(_Strict):
    """A rule on the products that are named by id, brand or category; of these at least one must be named.

    `strength`, 1 to 3, is how much a boost or bury moves. `yearly` repeats the days from `starts` to `ends` each year.
    """

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    action: Action
    products: list[ProductId] = Field(default_factory=list, max_length=500)
    brands: list[Name] = Field(default_factory=list, max_length=100)
    categories: list[Name] = Field(default_factory=list, max_length=100)
    when: When = Field(default_factory=When)
    starts: date | None = None
    ends: date | None = None
    yearly: bool = False
    strength: int = Field(default=2, ge=1, le=3)
    active: bool = True

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if not (self.products or self.brands or self.categories):
            raise ValueError("name a product, a brand or a category")
        if self.yearly and not (self.starts and self.ends):
            raise ValueError("a rule for every year needs a first and a last day")
        if not self.yearly and self.starts and self.ends and self.ends < self.starts:
            raise ValueError("the last day is before the first")
        return self

    def rule(self, rule_id: int) -> Rule:
        """The rule as the search takes it."""
        when = self.when
        condition = Condition(
            tuple(when.relationships),
            tuple(when.occasions),
            tuple(when.interests),
            when.age,
            when.budget_min,
            when.budget_max,
        )
        return Rule(
            id=rule_id,
            name=self.name,
            action=self.action,
            products=tuple(self.products),
            brands=tuple(self.brands),
            categories=tuple(self.categories),
            condition=condition,
            window=Window(self.starts, self.ends, self.yearly),
            strength=self.strength,
        )


class RuleView(RuleBody):
    """A rule as it is kept; `products_named` counts the products of the catalog that it names now."""

    id: int
    edited_by: str
    edited_at: datetime
    products_named: int = 0


class Order(_Strict):
    """The ids of all rules in the order they shall act."""

    ids: list[int] = Field(max_length=10_000)


class SynonymBody(_Strict):
    """Words that mean the same: whoever asks for one is shown what any of them finds."""

    terms: list[Label] = Field(min_length=2, max_length=20)


class SynonymView(SynonymBody):
    id: int
    edited_by: str
    edited_at: datetime


class PreviewRequest(_Strict):
    """A brief to look at with and without the rules, on a day (today), with a rule that is not saved yet.

    `draft_for` is the id of the saved rule that the draft would take the place of.
    """

    brief: GiftBrief = Field(default_factory=GiftBrief)
    on: date | None = None
    draft: RuleBody | None = None
    draft_for: int | None = None
    limit: int = Field(default=8, ge=1, le=24)


class PreviewLine(BaseModel):
    """A gift of an answer; `before` is its place (from 1) without the rules, None where it was not in the answer."""

    product_id: str
    title: str
    price: dict[str, str]
    image: str | None
    score: float
    pinned: bool
    before: int | None = None


class ActingRule(BaseModel):
    id: int
    name: str
    action: Action


class Preview(BaseModel):
    """The answers, the rules that act, and the products of the answer without rules that they exclude."""

    with_rules: list[PreviewLine]
    without_rules: list[PreviewLine]
    total_with: int
    total_without: int
    acting: list[ActingRule]
    excluded: list[str]


class Vocabulary(BaseModel):
    """What rules can name: of the catalog, and what shoppers may say."""

    brands: list[str]
    categories: list[str]
    interests: list[str]
    occasions: list[str]
    relationships: list[str]
