"""Which process a conversation belongs to: spread evenly, the same every time, and few move when one comes or goes."""

from __future__ import annotations

from collections import Counter

from bot.dialogue.client import DialogueClient
from bot.dialogue.engines import Engine, choose

CONVERSATIONS = [f"conversation-{number}" for number in range(3000)]


def clients(count: int) -> list[DialogueClient]:
    return [DialogueClient(f"http://127.0.0.1:{5005 + number}") for number in range(count)]


def places(there: list[DialogueClient]) -> dict[str, str]:
    return {conversation: choose(there, conversation).url for conversation in CONVERSATIONS}


def test_all_get_their_share():
    shares = Counter(places(clients(3)).values())
    assert len(shares) == 3
    assert min(shares.values()) > 900


def test_only_those_of_a_new_process_move_to_it():
    three = clients(3)
    before, after = places(three[:2]), places(three)
    moved = [conversation for conversation in CONVERSATIONS if before[conversation] != after[conversation]]
    assert 900 < len(moved) < 1100
    assert {after[conversation] for conversation in moved} == {three[2].url}


def test_those_of_a_process_that_is_down_go_elsewhere_and_come_back():
    three = clients(3)
    before = places(three)
    three[1].reachable = False
    during = places(three)
    assert three[1].url not in during.values()
    assert all(during[one] == url for one, url in before.items() if url != three[1].url)
    three[1].reachable = True
    assert places(three) == before


def test_where_none_can_be_reached_each_stays():
    two = clients(2)
    before = places(two)
    for client in two:
        client.reachable = False
    assert places(two) == before


def test_an_engine_of_one_process_is_the_same_for_all():
    (client,) = clients(1)
    engine = Engine(client, "r", "c")
    assert engine.of_conversation("x") is engine
    assert engine.clients == (client,)


def test_an_engine_knows_all_its_processes_whichever_is_chosen():
    two = tuple(clients(2))
    engine = Engine(two[0], "r", "c", two)
    chosen = {engine.of_conversation(conversation).client for conversation in CONVERSATIONS[:50]}
    assert chosen == set(two)
    assert engine.of_conversation("x").clients == two
