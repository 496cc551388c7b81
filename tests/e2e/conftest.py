"""The running stack."""

from tests.support.stack_fixtures import new_shopper, shared_stack, shopper, stack

__all__ = ["new_shopper", "shared_stack", "shopper", "stack"]
