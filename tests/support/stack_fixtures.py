"""One real stack for all tests of a session; imported by the conftest of each folder that wants it."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.shopper import Shopper
from tests.support.stack import Stack


@pytest.fixture(scope="session")
def shared_stack(tmp_path_factory) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("stack"))
    try:
        yield stack.start()
    finally:
        stack.end()


@pytest.fixture
def stack(shared_stack) -> Stack:
    """The running stack, recovered from whatever the test before did to it."""
    shared_stack.wait_ready(120)
    return shared_stack


@pytest.fixture
def new_shopper(stack) -> Iterator[Callable[[], Shopper]]:
    """Makes shoppers, who are sent home at the end of the test."""
    made: list[Shopper] = []

    def make() -> Shopper:
        made.append(Shopper(stack.url))
        return made[-1]

    yield make
    for shopper in made:
        shopper.close()


@pytest.fixture
def shopper(new_shopper) -> Shopper:
    return new_shopper()
