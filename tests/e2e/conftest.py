"""The running stack."""

from tests.support.stack_fixtures import shared_stack, shopper, stack

__all__ = ["shared_stack", "shopper", "stack"]
