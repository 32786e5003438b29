"""One website for all tests of this folder."""

from pathlib import Path

import pytest

from tests.site.sites import make_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the minimal playbook."""
    return make_site(tmp_path_factory.mktemp("minimal"))
