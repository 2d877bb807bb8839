"""What a change may take away, bring back or make into something else."""

from dataclasses import replace
from typing import Any

import pytest

from ict_maturity.check import check_change
from ict_maturity.model import Content
from ict_maturity.problems.finding import KeyPath
from tests.unit.every_field import changed, whole
from tests.unit.score_examples import cut

RATIO = "kpis/K03-one.yaml"
FIRST = "recommendations/R01-first.yaml"


class NoPlaces:
    """Finds nothing."""

    def at(self, file: str, path: KeyPath) -> tuple[int, int]:
        return 0, 0


def codes(before: Content, after: Content) -> list[tuple[str, str]]:
    return [(each.file, each.code) for each in check_change(before, after, NoPlaces())]


def without(kind: str, id: str, content: Content) -> Content:
    """The content without an object and its file."""
    things = {key: thing for key, thing in getattr(content, f"{kind}s").items() if key != id}
    files = {place: file for place, file in content.files.items() if place != (kind, id)}
    fields: dict[str, Any] = {f"{kind}s": things, "files": files}
    return replace(content, **fields)


def test_no_change_is_no_problem() -> None:
    assert codes(whole(), whole()) == []


def test_what_no_edition_holds_may_be_redefined_under_its_id() -> None:
    other = changed(RATIO, {("addressee",): "bureau"})
    after = replace(whole(), kpis={**whole().kpis, "K03": other.kpis["K03"]})
    assert codes(whole(), after) == [(RATIO, "class-missing")]
    editions = cut(without("kpi", "K03", whole()), "2026.1").editions
    assert codes(whole(), replace(after, editions=editions)) == [(RATIO, "class-missing")]
    editions = cut(whole(), "2026.1").editions
    assert codes(whole(), replace(after, editions=editions)) == [(RATIO, "new-id-needed")]
    retired = after.kpis["K03"].model_copy(update={"lifecycle": "retired"})
    gone = replace(after, editions=editions, kpis={**after.kpis, "K03": retired})
    assert (RATIO, "new-id-needed") not in codes(whole(), gone)


@pytest.mark.parametrize(
    ("kind", "id", "file"), [("kpi", "K03", RATIO), ("recommendation", "R01", FIRST)]
)
def test_no_file_of_an_id_is_taken_away(kind: str, id: str, file: str) -> None:
    assert codes(whole(), without(kind, id, whole())) == [(file, "id-gone")]
    # What is new takes nothing away.
    assert codes(without(kind, id, whole()), whole()) == []
    # A file that cannot be read is there all the same.
    files = without(kind, id, whole())
    assert codes(whole(), replace(files, files=whole().files)) == []


@pytest.mark.parametrize(("file", "kind"), [(RATIO, "kpis"), (FIRST, "recommendations")])
def test_what_is_retired_stays_retired(file: str, kind: str) -> None:
    retired = changed(file, {("lifecycle",): "retired"})
    things = {**getattr(whole(), kind), **getattr(retired, kind)}
    fields: dict[str, Any] = {kind: things}
    before = replace(whole(), **fields)
    assert (file, "retired-id-used") in codes(before, whole())
    assert (file, "retired-id-used") not in codes(whole(), before)
