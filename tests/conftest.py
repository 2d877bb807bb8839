"""Options for all tests, and which of them are measured for coverage."""

from pathlib import Path

import pytest

from ict_maturity.build import Build, build
from ict_maturity.load import Loaded, load
from ict_maturity.model import Content, Kpi

ROOT = Path(__file__).parent.parent
UNIT = Path(__file__).parent / "unit"
LONG = {Path(__file__).parent / name for name in ("torture", "site")}
"""Folders of tests that attack whole commands or draw whole sites."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-expected",
        action="store_true",
        help="write tests/examples/*/expected.txt anew instead of comparing; then read the diff",
    )


@pytest.fixture
def write_expected(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-expected"))


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """What the project's own files say, read once a run."""
    return load(ROOT)


@pytest.fixture(scope="session")
def content(loaded: Loaded) -> Content:
    """The project's own content."""
    assert loaded.content is not None
    return loaded.content


@pytest.fixture(scope="session")
def kpis(content: Content) -> list[Kpi]:
    """Its KPIs, without those that are retired."""
    return [kpi for kpi in content.kpis.values() if kpi.lifecycle != "retired"]


@pytest.fixture(scope="session")
def built() -> Build:
    """All pages and data files of the project's own site, made once a run."""
    return build(ROOT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker waits for it at the end.

    Measuring doubles what a test takes, so it is done where it says something.

    That is the unit ring, without made-up cases, which run the same lines hundreds of times.
    """
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parents))
    for item in items:
        made_up = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if made_up or UNIT not in item.path.parents:
            item.add_marker(pytest.mark.no_cover)
