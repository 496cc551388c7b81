"""The running stack, and a browser from the system."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.support.shop_page import shop_page
from tests.support.stack_fixtures import new_shopper, shared_stack, shopper, stack
from tools.system import browser as find_browser

__all__ = ["new_shopper", "shared_stack", "shopper", "stack"]

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    assert path, "there is no Chromium: install the package chromium, or set GIFTFINDER_CHROMIUM"
    # As root there is no sandbox to be had.
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def shop(stack) -> Iterator[str]:
    """The address of a merchant's page with the widget."""
    with shop_page(f"{stack.url}/widget.js") as url:
        yield url


@pytest.fixture
def new_page(chromium) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a browser of its own; the test fails when one of their scripts does."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> Page:
        context = chromium.new_context(**{"locale": "en-US", **options})
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(params=[PHONE, DESKTOP], ids=["360", "1280"])
def page(request, new_page) -> Page:
    """A page on a phone and on a desk."""
    return new_page(**request.param)


@pytest.fixture
def desk(new_page) -> Page:
    """A page on a desk, for what has nothing to do with the size."""
    return new_page(**DESKTOP)
