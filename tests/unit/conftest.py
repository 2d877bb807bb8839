"""What several tests of one part look at."""

import shutil
from pathlib import Path

import pytest

from tests.unit.made_up import minimal_content, site_of
from tests.unit.published import write_site


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site, published; whoever changes it takes `site`."""
    folder = tmp_path_factory.mktemp("published")
    write_site(folder, site_of(minimal_content()))
    return folder


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    """A copy of the published site that a test may change."""
    return Path(shutil.copytree(published, tmp_path / "site"))
