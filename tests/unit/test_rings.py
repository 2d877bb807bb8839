"""Which tests are measured for coverage, and which begin first."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import UNIT, pytest_collection_modifyitems


class Item:
    """A test, as far as it is asked."""

    def __init__(self, path: Path, *, made_up: bool = False) -> None:
        self.path, self.markers = path, list[str]()
        self.obj = type("Test", (), {"is_hypothesis_test": made_up})

    def add_marker(self, marker: pytest.MarkDecorator) -> None:
        self.markers.append(marker.name)


def test_coverage_is_measured_in_the_unit_ring_without_made_up_cases() -> None:
    plain, drawn = Item(UNIT / "test_a.py"), Item(UNIT / "test_a.py", made_up=True)
    beside, site = Item(UNIT.parent / "test_b.py"), Item(UNIT.parent / "site/test_c.py")
    items: Any = [plain, drawn, beside, site]
    pytest_collection_modifyitems(items)
    assert plain.markers == []
    assert [each.markers for each in (drawn, beside, site)] == [["no_cover"]] * 3
    assert items[0] is site
