"""Options for all tests."""

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
