"""Fixtures that every test may use."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.oracles import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that lives as long as the test run; open pages with `tests.oracles.visit`."""
    with chromium() as opened:
        yield opened
