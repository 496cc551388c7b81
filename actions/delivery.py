"""action_delivery: "will it arrive by the 24th?", reckoned from the shop's own rules and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_time
from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.context import context
from actions.message import read_message
from actions.policy_message import answer_from_pages, offer_person, say_policy
from actions.references import keep_in_focus
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.policies.arrival import Arrivals, Chance
from bot.policies.asked import DeliveryQuestion, read_question
from bot.policies.delivery import Method, Source
from bot.policies.document import quote_rows, say_rows
from catalog_index.product import Availability

# What later questions lean on is no longer than this, in characters.
_LONGEST_ASKED = 200
_WHERE_TO = "which countries do you ship to"


class ActionDelivery(StandaloneAction):
    """Says which methods make it, the last moment to order by each, and the rule in the shop's words."""

    def name(self) -> str:
        return "action_delivery"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        said = read_message(tracker)
        text = said.text
        keep_in_focus(said, state)
        state.shop_asked = text[-_LONGEST_ASKED:]
        arrivals = context().occasions.arrivals()
        if arrivals is None:
            if not await answer_from_pages(dispatcher, text):
                offer_person(dispatcher, "policy.unknown")
                return events_for(brief, state)
        else:
            await _answer(dispatcher, arrivals, text, state)
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)


async def _answer(dispatcher: CollectingDispatcher, arrivals: Arrivals, text: str, state: GiftState) -> None:
    services = context()
    now = services.occasions.clock.now()
    names = [method.name for method in arrivals.delivery.methods]
    asked = read_question(text, now, services.occasions.calendar, names)
    methods = arrivals.methods(asked.country)
    if not methods:
        found = await services.policies.find(_WHERE_TO)
        lead = services.texts("delivery.no_country", country=asked.country_name)
        if found:
            say_policy(dispatcher, lead, found.policy, found.passage, found.quote, found.readable)
        else:
            dispatcher.utter_message(text=lead)
        return
    methods = [method for method in methods if method.name == asked.method] or methods
    told = _by_day(arrivals, methods, asked) if asked.by else _windows(arrivals, methods, asked)
    lead, sources = told
    lead = " ".join([lead, *_stock(state)])
    first = sources[0]
    rows = [source.row for source in sources if source.table is first.table]
    quote, readable = quote_rows(first.table, rows), say_rows(first.table, rows)
    say_policy(dispatcher, lead, first.policy, first.passage, quote, readable)


def _by_day(arrivals: Arrivals, methods: Sequence[Method], asked: DeliveryQuestion) -> tuple[str, list[Source]]:
    """The answer for a day to arrive by, and the rules behind it."""
    texts = context().texts
    assert asked.by is not None
    chances = [arrivals.chance(method, asked.by.day, asked.ordered) for method in methods]
    good, maybe = [c for c in chances if c.makes_it], [c for c in chances if c.may]
    bad = [c for c in chances if not c.makes_it and not c.may]
    day = _day(asked.by.day)
    sources = [c.cutoff.source if c.cutoff else c.method.source for c in good or chances]
    if good and asked.until_when:
        parts = [texts("delivery.method_until", method=c.method.name, until=_until(c)) for c in good]
        return texts("delivery.order_by", date=day, methods="; ".join(parts)), sources
    if good:
        parts = [texts("delivery.method_yes", method=c.method.name, until=_until(c)) for c in good]
        lead = texts("delivery.yes", date=day, methods="; ".join(parts))
        if bad:
            lead += " " + texts("delivery.no_method", methods=_all(bad))
        return lead, sources
    if maybe:
        return texts("delivery.maybe", methods=_all(maybe), date=day), [c.method.source for c in maybe]
    last = max((c for c in chances if c.order_by), key=lambda c: c.order_by or asked.ordered, default=None)
    key = "delivery.no" if last else "delivery.never"
    return texts(key, date=day, until=_until(last) if last else ""), sources


def _windows(arrivals: Arrivals, methods: Sequence[Method], asked: DeliveryQuestion) -> tuple[str, list[Source]]:
    """When a parcel ordered at a moment arrives by each method."""
    texts = context().texts
    parts = []
    for method in methods:
        window = arrivals.window(method, asked.ordered)
        first, last = _day(window.first), _day(window.last)
        key = "delivery.method_day" if first == last else "delivery.method_window"
        parts.append(texts(key, method=method.name, day=last, first=first, last=last))
    lead = texts("delivery.window", ordered=_day(asked.ordered.date()), methods="; ".join(parts))
    return lead, [method.source for method in methods]


def _stock(state: GiftState) -> list[str]:
    """What must be said of the one gift that is being talked about, when it is not there to be sent."""
    services = context()
    product = services.catalog.get(state.focus[0]) if len(state.focus) == 1 else None
    if product is None or product.availability is Availability.IN_STOCK:
        return []
    key = "delivery.preorder" if product.availability is Availability.PREORDER else "delivery.out_of_stock"
    return [services.texts(key, title=product.title)]


def _all(chances: Sequence[Chance]) -> str:
    names = [chance.method.name for chance in chances]
    if len(names) == 1:
        return names[0]
    return context().texts("delivery.and", first=", ".join(names[:-1]), last=names[-1])


def _day(day: date) -> str:
    return context().occasions.say_day(day)


def _until(chance: Chance) -> str:
    moment: datetime | None = chance.order_by
    assert moment is not None
    services = context()
    hour = format_time(moment, "h:mm a" if moment.minute else "h a", locale=services.settings.locale.replace("-", "_"))
    return services.texts("delivery.until", date=_day(moment.date()), time=hour)
