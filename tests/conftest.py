"""Options for all tests, and which of them are measured for coverage."""

from collections.abc import Sequence
from pathlib import Path

import pytest

UNIT = Path(__file__).parent / "unit"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-expected",
        action="store_true",
        help="write tests/examples/*/expected.txt anew instead of comparing; then read the diff",
    )


@pytest.fixture
def write_expected(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-expected"))


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Measuring doubles what a test takes, so it is done where it says something.

    That is the unit ring, without made-up cases, which run the same lines hundreds of times.
    """
    for item in items:
        made_up = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if made_up or UNIT not in item.path.parents:
            item.add_marker(pytest.mark.no_cover)
