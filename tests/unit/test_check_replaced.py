"""A KPI that takes the place of others, and one whose place others take."""

from dataclasses import replace

import pytest

from ict_maturity.check.kpi import RULES
from ict_maturity.model import Change, ChangeClass, Content, Kpi, Lifecycle, Replaced
from tests.unit.every_field import whole

COUNTS: Lifecycle = "adopted"


def world(*kpis: Kpi) -> Content:
    """The content with these KPIs in the place of its own."""
    return replace(whole(), kpis={**whole().kpis, **{each.id: each for each in kpis}})


def one(id: str, lifecycle: Lifecycle = COUNTS, *replaces: str) -> Kpi:
    entries = tuple(Replaced(kpi=each, relation="equal") for each in replaces)
    made: Kpi = (
        whole()
        .kpis[id]
        .model_copy(update={"lifecycle": lifecycle, "replaces": entries, "change_log": ()})
    )
    return made


def retired(id: str, *classes: ChangeClass | None) -> Kpi:
    log = tuple(
        Change.model_validate(
            {"date": "2026-01-15", "edition": "2026.1", "summary": "Gone.", "change_class": each}
        )
        for each in classes
    )
    return one(id, "retired").model_copy(update={"change_log": log})


def codes(kpi: Kpi, *others: Kpi) -> list[tuple[object, str]]:
    content = world(kpi, *others)
    return [(each.path, each.code) for rule in RULES for each in rule(kpi, content)]


@pytest.mark.parametrize(
    ("mine", "others", "told"),
    [
        ("adopted", "adopted", True),
        ("draft", "draft", True),
        ("upcoming", "adopted", False),
        ("adopted", "upcoming", False),
        ("adopted", "retired", False),
        ("retired", "adopted", False),
    ],
)
def test_of_two_kpis_of_which_one_replaces_the_other_one_counts(
    mine: Lifecycle, others: Lifecycle, told: bool
) -> None:
    found = codes(one("K01", mine, "K08", "K02"), one("K02", others))
    assert found == [(("replaces", 1, "kpi"), "replaced-still-counts")] * told


def test_a_kpi_replaces_others_that_have_a_file() -> None:
    found = codes(one("K01", COUNTS, "K01", "K98", "K08", "K08"))
    assert found == [
        (("replaces", 0, "kpi"), "link-to-itself"),
        (("replaces", 1, "kpi"), "kpi-not-found"),
        (("replaces", 3, "kpi"), "listed-twice"),
    ]


@pytest.mark.parametrize(
    ("each", "successors", "enough"),
    [
        ("redefined", [], False),
        ("redefined", [("K02",)], True),
        ("split", [("K02",)], False),
        ("split", [("K02",), ("K02",)], True),
        ("merged", [], False),
        ("merged", [("K02",)], False),
        ("merged", [("K02", "K07")], True),
        ("merged", [("K02", "K07"), ("K02",)], False),
        ("retired", [], True),
        (None, [], True),
    ],
)
def test_what_is_retired_has_as_many_successors_as_it_is_said_to_have(
    each: ChangeClass | None, successors: list[tuple[str, ...]], enough: bool
) -> None:
    places = ("K03", "K04")
    others = [one(id, COUNTS, *of) for id, of in zip(places, successors, strict=False)]
    found = codes(retired("K02", "editorial", each), *others)
    expected = [] if enough else [(("change_log", 1, "change_class"), "successor-missing")]
    assert found == expected


def test_what_is_in_use_needs_no_successor() -> None:
    kpi = retired("K02", "redefined").model_copy(update={"lifecycle": COUNTS})
    assert codes(kpi) == []
