"""YAML text is read exactly, and nothing hostile or ambiguous gets through."""

from decimal import Decimal
from typing import Any

import pytest

from ict_maturity.load.yaml_text import parse_yaml
from tests.english import spoken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.10", Decimal("1.10")),
        ("1e3", Decimal("1000")),
        ("010", 10),
        ("-7", -7),
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("true", True),
        ("2026-01-31", "2026-01-31"),
        ("12:30:00", "12:30:00"),
        ("0x1F", "0x1F"),
        ("~", None),
        ("", None),
        (".nan", ".nan"),
    ],
)
def test_scalars_follow_yaml_1_2_and_numbers_stay_exact(text: str, value: Any) -> None:
    data, faults, _ = parse_yaml(f"field: {text}")
    assert faults == []
    assert data == {"field": value}
    assert type(data["field"]) is type(value)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate-key", 3),
        ("a: &x 1\nb: *x", "alias-not-allowed", 1),
        ("a: 1\nb: [1, 2", "not-yaml", 3),
        ("a: b: c", "not-yaml", 1),
        ("a: 1\n---\nb: 2", "not-yaml", 3),
        ("a: !!python/object:os.system x", "not-yaml", 1),
        ("a: !!python/object/apply:os.system [id]", "not-yaml", 1),
        ("a:\n  - !!python/object/apply:os.system {x: 1}", "not-yaml", 2),
        ("!!set {a, b}", "not-yaml", 1),
        ("a: 1\nb: \x00", "not-yaml", 2),
        ("a: 1\n? [1, 2]\n: 3", "not-yaml", 2),
        ("a: " + "9" * 5000, "number-out-of-range", 1),
        ("a: 1e99999999999999999999", "number-out-of-range", 1),
        ("[" * 100_000, "nested-too-deep", 1),
        ("- " * 50_000, "nested-too-deep", 1),
        ("\n".join(" " * depth + "a:" for depth in range(2000)), "nested-too-deep", 31),
    ],
)
def test_each_fault_has_a_code_and_a_line(text: str, code: str, line: int) -> None:
    data, faults, _ = parse_yaml(text)
    assert data is None
    assert (faults[0].what.code, faults[0].line) == (code, line)
    assert spoken(faults[0].what.message)
    assert spoken(faults[0].what.hint)


def test_every_duplicate_key_is_reported() -> None:
    _, faults, _ = parse_yaml("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(fault.line, fault.column) for fault in faults] == [(2, 1), (5, 3)]


def test_signs_of_aliases_inside_texts_are_texts() -> None:
    data, faults, _ = parse_yaml('a: "R & D"\nb: 2 * 3\n')
    assert (data, faults) == ({"a": "R & D", "b": "2 * 3"}, [])


def test_lines_of_fields_and_of_their_entries_are_noted() -> None:
    text = (
        "# a remark\nid: K07\nrule:\n  type: recency\n  cut_points: {1: 36, 2: 24}\n"
        "cases:\n  - title: One\n    level: 1\n  - title: Two\n"
    )
    assert parse_yaml(text).lines == {
        ("id",): 2,
        ("rule",): 3,
        ("rule", "type"): 4,
        ("rule", "cut_points"): 5,
        ("cases",): 6,
        ("cases", 0): 7,
        ("cases", 1): 9,
    }
