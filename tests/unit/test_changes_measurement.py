"""The digest changes with what is measured, and with nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.compare.measurement import measurement, measurement_digest
from ict_maturity.model import Kpi, Ladder, Ruling
from tests.unit.made_up import minimal_content

CONTENT = minimal_content()
LADDER = next(kpi for kpi in CONTENT.kpis.values() if kpi.rule.type == "ladder")
RATIO = next(kpi for kpi in CONTENT.kpis.values() if kpi.rule.type == "ratio")

RULING = Ruling(
    number=1,
    date=date(2026, 1, 1),
    edition="2026.1",
    by="Task Force",
    question="Does it count?",
    ruling="It counts.",
)


def changed(kpi: Kpi, **fields: object) -> Kpi:
    return kpi.model_copy(update=fields)


def with_rule(kpi: Kpi, **fields: object) -> Kpi:
    return changed(kpi, rule=kpi.rule.model_copy(update=fields))


WORDS = {
    "title": changed(LADDER, title="Another title"),
    "why": changed(LADDER, why="Another reason."),
    "cases": changed(LADDER, cases=LADDER.cases[:1]),
    "tests": changed(LADDER, tests=()),
    "change_log": changed(LADDER, change_log=()),
    "lifecycle": changed(LADDER, lifecycle="retired"),
    "sources": changed(LADDER, sources=()),
    "rulings": changed(LADDER, rulings=(RULING,)),
    "core": changed(LADDER, core=not LADDER.core),
    "weight": changed(LADDER, weight=Decimal(7)),
    "recommendation": changed(LADDER, recommendation="R09"),
    "reasons of cut points": with_rule(RATIO, reasons={}),
}
MEANING = {
    "measures": changed(LADDER, measures="Something else."),
    "scope": changed(LADDER, scope="Something else."),
    "valid_for_months": changed(LADDER, valid_for_months=1),
    "addressee": changed(LADDER, addressee="somebody-else"),
    "applies_when": changed(LADDER, applies_when={"size": ("small",)}),
    "counting": changed(
        LADDER, counting=LADDER.counting.model_copy(update={"include": ("Something else.",)})
    ),
    "evidence_wanted": changed(LADDER, evidence_wanted={1: "Something else."}),
}
MEANING_OF_RULE = {
    "numerator": with_rule(RATIO, numerator="Something else."),
    "cut_points": with_rule(RATIO, cut_points={1: Decimal("0.123")}),
    "direction": with_rule(RATIO, direction="lower"),
    "unit": with_rule(RATIO, unit="something else"),
    "floor": with_rule(RATIO, floor=Decimal("0.05")),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_around_the_measurement_do_not_matter(name: str) -> None:
    kpi = WORDS[name]
    before = RATIO if kpi.id == RATIO.id else LADDER
    assert measurement_digest(kpi) == measurement_digest(before)


@pytest.mark.parametrize("name", MEANING)
def test_what_is_measured_matters(name: str) -> None:
    assert measurement_digest(MEANING[name]) != measurement_digest(LADDER)


@pytest.mark.parametrize("name", MEANING_OF_RULE)
def test_how_it_is_measured_matters(name: str) -> None:
    assert measurement_digest(MEANING_OF_RULE[name]) != measurement_digest(RATIO)


@given(st.data())
def test_white_space_does_not_matter(data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "\n", "  ", "\n\n", " \t"])
    words = LADDER.scope.split()
    scope = "".join(word + data.draw(spaces) for word in words)
    assert measurement_digest(changed(LADDER, scope=scope)) == measurement_digest(LADDER)


def test_an_order_that_says_nothing_does_not_matter() -> None:
    rule = LADDER.rule
    assert isinstance(rule, Ladder)
    turned = {level: tuple(reversed(rule.levels[level])) for level in reversed(rule.levels)}
    kpi = with_rule(LADDER, levels=turned)
    assert measurement_digest(kpi) == measurement_digest(LADDER)
    counting = LADDER.counting.model_copy(
        update={"include": tuple(reversed(LADDER.counting.include))}
    )
    assert measurement_digest(changed(LADDER, counting=counting)) == measurement_digest(LADDER)


def test_a_check_that_moves_to_another_level_matters() -> None:
    rule = LADDER.rule
    assert isinstance(rule, Ladder)
    levels = {**rule.levels, 1: rule.levels[2], 2: rule.levels[1]}
    assert measurement_digest(with_rule(LADDER, levels=levels)) != measurement_digest(LADDER)


def test_a_default_that_is_written_out_does_not_matter() -> None:
    written = RATIO.model_dump()
    assert Kpi.model_validate(written) == RATIO
    assert "may_exceed_one" in written["rule"]
    assert "may_exceed_one" not in measurement(RATIO)["rule"]
