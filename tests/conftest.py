"""Options for all tests, and which of them are measured for coverage."""

import os
from collections.abc import Iterator, Sequence

import pytest


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
    """Made-up cases run the same lines hundreds of times, and measuring doubles what they take."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Programs that an unmeasured test starts are not measured either."""
    with pytest.MonkeyPatch.context() as patched:
        if item.get_closest_marker("no_cover"):
            for name in [name for name in os.environ if name.startswith("COVERAGE")]:
                patched.delenv(name)
        return (yield)
