"""A conversation that holds every type of message, for looking at the widget without a dialogue."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Route

BRIEF = {
    "relationship": "niece",
    "age": {"min": 8, "max": 8},
    "interests": ["dinosaurs"],
    "exclude": ["plastic"],
    "budget": {"min": None, "max": 40, "currency": "USD"},
    "occasion": "birthday",
}
RECIPIENTS = [{"id": 1, "label": "niece", "current": True}, {"id": 2, "label": "dad", "current": False}]


def card(number: int, title: str, amount: str, evidence: str, picture: str, old: str | None = None) -> dict[str, Any]:
    """Return a card as the API sends it."""
    return {
        "product_id": f"p{number}",
        "title": title,
        "price": {"amount": amount, "currency": "USD"},
        "list_price": {"amount": old, "currency": "USD"} if old else None,
        "image": f"/store/pictures/{picture}",
        "url": f"/go/p{number}",
        "reasons": [{"text": f"Matches {evidence}", "evidence": evidence}],
        "brand": "Pebblemoor",
        "age": "8+",
        "saved": False,
    }


CARDS = [
    card(1, "Dinosaur Egg Dig Kit with Twelve Eggs", "24.90", "dinosaurs", "dinosaur.1.svg"),
    card(2, "When Giants Walked: an Illustrated Atlas", "19.50", "ages 7 to 10", "book.2.svg", "26.00"),
    card(3, "Wooden T-Rex Skeleton Puzzle", "34.00", "dinosaur skeleton", "puzzle.3.svg"),
    card(4, "Fossil Hunter's Notebook", "12.00", "fossils", "notebook.1.svg"),
]
COMPARISON = {
    "type": "comparison",
    "text": "The dig kit costs $24.90, the puzzle $34.00; the puzzle takes longer.",
    "items": [CARDS[0], CARDS[2]],
    "rows": [
        {"label": "For whom", "values": ["ages 6 to 10", "ages 8 and up"]},
        {"label": "Material", "values": ["plaster, wood", None]},
    ],
    "unknown": [[], ["material"]],
}
DETAILS = {
    "type": "product_details",
    "text": "The dig kit holds twelve eggs, each with another dinosaur in it.",
    "item": CARDS[0],
    "description": "Twelve plaster eggs, a chisel and a brush. Each egg hides a dinosaur to identify with the booklet.",
    "usage": "Soak an egg for a minute, then chisel over a tray.",
    "facts": [{"label": "Material", "value": "plaster, wood"}, {"label": "Age", "value": "6 to 10 years"}],
}
POLICY = {
    "type": "policy",
    "text": "You can return it within 60 days.",
    "title": "Returns and exchanges",
    "quote": "Gifts can be returned within 60 days of delivery, unused and in their box.",
    "url": "/store/policies/returns#gifts",
}
COUNTDOWN = {
    "type": "countdown",
    "text": "Christmas is on December 25, in 33 days.",
    "occasion": "Christmas",
    "date": "2026-12-25",
    "days": 33,
    "order_by": "2026-12-18",
    "days_to_order": 26,
    "url": None,
}
QUIZ = {"type": "quiz", "text": "No idea yet? A short quiz with pictures helps.", "for_whom": "someone", "options": []}
OPTIONS = [{"title": name, "payload": f"/{name.lower()}"} for name in ("More", "Cheaper", "For someone else")]
GIFTS = {"type": "product_cards", "text": "4 of 37 that she'd dig:", "items": CARDS, "total": 37}
NEXT = {"type": "quick_replies", "text": "Anything closer to her taste?", "options": OPTIONS}
UNKNOWN = {"type": "hologram", "text": "A message of a kind from the future."}


def said(text: str) -> dict[str, Any]:
    """Return a message of the shopper."""
    return {"role": "shopper", "type": "text", "text": text}


def history(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a conversation as GET sends it; messages without a role are the bot's."""
    log = [
        {"role": "bot", "seq": seq, "created_at": f"2026-11-22T10:{seq // 3:02}:00Z", "client_id": "", **message}
        for seq, message in enumerate(messages, 1)
    ]
    return {"messages": log, "status": "bot", "brief": BRIEF, "feedback": {}, **more}


def take_part(
    page: Page, server: str, conversation: dict[str, Any], saved: tuple[str, ...] = ()
) -> list[tuple[str, str, Any]]:
    """Let the page find `conversation` as its own; returns the calls that change something, as they come."""
    calls: list[tuple[str, str, Any]] = []
    items = [item for item in CARDS if item["product_id"] in saved]

    def answer(route: Route) -> None:
        request = route.request
        path = request.url.split("/conversations/c1", 1)[1]
        if request.method == "OPTIONS":
            route.fulfill(status=200, headers=_CORS)
        elif request.method == "GET":
            body = {"items": items, "share": None} if path == "/wishlist" else conversation
            route.fulfill(status=200, headers=_CORS, json=body)
        else:
            calls.append((request.method, path, request.post_data_json if request.post_data else None))
            shared = {"url": f"{server}/w/token", "token": "token"}
            route.fulfill(status=200, headers=_CORS, json=shared if path == "/wishlist/share" else {})

    page.route("**/api/conversations/c1**", answer)
    session = json.dumps({"id": "c1", "token": "t"})
    state = {"brief": conversation["brief"], "wishlist": list(saved), "fits": 37, "status": conversation["status"]}
    page.add_init_script(_STREAM.replace("STATE", json.dumps(json.dumps(state))))
    page.add_init_script(
        f"localStorage['giftfinder:{server}:session'] ??= {session!r}; localStorage['giftfinder:{server}:seen'] ??= 'true'"
    )
    return calls


# A stream that says the state and stays open, which no route can do.
_STREAM = """
{ const real = window.fetch;
  window.fetch = (url, init) => !String(url).endsWith("/events") ? real(url, init)
    : Promise.resolve(new Response(new ReadableStream({
        start: stream => stream.enqueue(new TextEncoder().encode("event: state\\ndata: " + STATE + "\\n\\n")),
      }))); }
"""
_CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "*",
}
