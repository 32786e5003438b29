"""Fixtures and settings that every test shares."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.oracles import chromium

# The usual run tries the same examples every time, so that a red run is red again; `make deep` looks further.
settings.register_profile("usual", deadline=None, derandomize=True, database=None)
settings.register_profile("deep", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

os.environ["REMIT_CACHE"] = (
    "off"  # no test leaves anything in the cache folder of who runs it, or finds it there
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that lives as long as the test run; open pages with `tests.oracles.visit`."""
    with chromium() as opened:
        yield opened
