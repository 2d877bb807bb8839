"""What an edition that was cut holds, and what the next one may do to it, of both kinds."""

from dataclasses import replace
from typing import Any

import pytest

from ict_maturity.model import Content
from tests.unit.every_field import changed, found_in, whole
from tests.unit.score_examples import cut

KINDS = [
    ("kpis/K01-one.yaml", "kpi", "scope"),
    ("recommendations/R01-first.yaml", "recommendation", "statement"),
]
"""A file of each kind, and a field of it whose change offices have to look at."""


def after_cut(content: Content, **fields: Any) -> Content:
    """The content that follows the edition 2026.1, or is it still, with fields replaced."""
    return replace(content, editions=cut(whole(), "2026.1").editions, **fields)


def next_edition(content: Content) -> Content:
    return changed("framework.yaml", {("edition",): "2026.2"}, content)


def codes(file: str, content: Content) -> list[str]:
    return [code for _, code in found_in(file, content)]


@pytest.mark.parametrize(("file", "kind", "field"), KINDS)
def test_only_words_change_within_an_edition(file: str, kind: str, field: str) -> None:
    assert codes(file, after_cut(changed(file, {(field,): "Another text."}))) == ["edition-frozen"]
    assert codes(file, after_cut(changed(file, {("title",): "Another title"}))) == []


@pytest.mark.parametrize(("file", "kind", "field"), KINDS)
def test_nothing_is_new_within_an_edition(file: str, kind: str, field: str) -> None:
    edition = replace(cut(whole(), "2026.1").editions["2026.1"], kpis={}, recommendations={})
    content = replace(whole(), editions={"2026.1": edition})
    assert found_in(file, content) == [(("id",), "edition-frozen")]


@pytest.mark.parametrize(("file", "kind", "field"), KINDS)
def test_the_next_edition_declares_its_changes(file: str, kind: str, field: str) -> None:
    change = {"date": "2026-08-01", "edition": "2026.2", "summary": "Changed."}
    text: dict[Any, Any] = {(field,): "Another text."}
    log: dict[Any, Any] = {("change_log", 1): change | {"change_class": "clarified"}}
    said = "changed-twice-a-year"
    silent = codes(file, next_edition(after_cut(changed(file, text))))
    assert [code for code in silent if code != said] == ["class-missing"]
    told = codes(file, next_edition(after_cut(changed(file, text | log))))
    assert [code for code in told if code != said] == []
    unfounded = codes(file, next_edition(after_cut(changed(file, log))))
    assert [code for code in unfounded if code != said] == ["class-does-not-fit"]


@pytest.mark.parametrize(("file", "kind", "field"), KINDS)
def test_what_any_edition_retired_stays_retired(file: str, kind: str, field: str) -> None:
    id = "K01" if kind == "kpi" else "R01"
    retired = changed(file, {("lifecycle",): "retired"})
    old = cut(retired, "2025.1").editions["2025.1"]
    editions = {"2025.1": old, **cut(whole(), "2026.1").editions}
    content = next_edition(replace(whole(), editions=editions))
    assert getattr(old, f"{kind}s")[id].lifecycle == "retired"
    assert codes(file, content) == ["retired-id-used"]
    kept = changed(file, {("lifecycle",): "retired"}, content)
    assert "retired-id-used" not in codes(file, kept)


@pytest.mark.parametrize(
    ("field", "value", "frozen"),
    [
        ("thresholds", {"small_cell": 3}, True),
        ("addressees", [{"id": "offices", "title": "Offices"}], True),
        ("profile", [], True),
        ("name", "Another name", False),
    ],
)
def test_what_results_are_computed_with_is_frozen(field: str, value: Any, frozen: bool) -> None:
    content = after_cut(changed("framework.yaml", {(field,): value}))
    told = [
        path[0] for path, code in found_in("framework.yaml", content) if code == "edition-frozen"
    ]
    assert told == [field] * frozen
    later = next_edition(content)
    assert "edition-frozen" not in codes("framework.yaml", later)


@pytest.mark.parametrize(("file", "kind", "field"), KINDS)
def test_a_class_that_does_not_fit_is_told_at_its_newest_entry(
    file: str, kind: str, field: str
) -> None:
    change = {"date": "2026-08-01", "edition": "2026.2", "summary": "Changed."}
    log: dict[Any, Any] = {
        ("change_log", 1): change | {"change_class": "clarified"},
        ("change_log", 2): change | {"change_class": "clarified"},
        ("change_log", 3): change | {"change_class": "editorial"},
    }
    found = found_in(file, next_edition(after_cut(changed(file, log))))
    assert (("change_log", 2), "class-does-not-fit") in found
